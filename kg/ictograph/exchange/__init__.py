"""Other people's formats: one module per format, out and in.

What is shared lies at the top: `rows.py` has the knowledge as flat rows, which every export is made of and every import
gives; `cells.py` puts lists and texts into the cells of a table. A module takes the rows and gives the text or bytes of
its format, or the other way round; what cannot be said in a format is named, never dropped in silence. It must not know
options, pages to look at or the server: a command in `cli` gives it files. Like `pages` it lies below `graph.py`, which
hands exports out. The forms that a build writes are made in `rdf`; `publish.py` puts them on other servers.
"""
