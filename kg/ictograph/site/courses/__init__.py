"""Tours, the quiz and tasks as files for a lecture or a course: slides, PDF, SCORM, H5P, Moodle, LiaScript.

One module per format; `pieces` makes the part of the site that a package carries, `figures` draws steps without a
browser. This room may know all of the site; the site does not know it. It must not know the command line.
"""
