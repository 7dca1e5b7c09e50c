"""Out: one module per format, each listed in `formats.py`; adding a format touches these two files.

A module has `write(view, name)`, which gives the bytes (or bytes by file name, where the format is several files) for
the format of that name, and `LOSES`, the kinds of `content.KINDS` that the format cannot hold, with the reason; where
it holds some kind in part, also `partly(view)`, which counts what it does not. It must not know files, options or pages
to look at.
"""
