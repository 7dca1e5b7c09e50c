"""The command line: one module per command, options and files only.

`main` lists the commands; each is a module with `add(commands)` and `run(options)`. Nothing imports this room.
"""
