"""In: one module per format, each listed in `formats.py`; adding a format touches these two files.

A module has `read(source)`, which gives what a file says, statement by statement (`said.Said`), and what it cannot be
read as (`said.LeftOut`), as it goes: memory does not grow with the file. What somebody else says never goes into the
curated files. `imported.py` writes it as drafts and as a named graph of its own, `compare.py` sets it beside the graph.
"""
