"""Other people's formats: one module per format, out and in.

A module takes the graph and gives the text or bytes of its format, or takes those and gives records; what cannot be
said in a format is named, never dropped in silence. It must not know options, pages or the server: a command in `cli`
gives it files. The forms that a build writes are made in `rdf`; `publish.py` puts them on other servers.
"""
