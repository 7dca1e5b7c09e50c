"""The command line: one module per command, options and files only.

`main` lists the commands; each is a module with `add(commands)` and `run(options)`. It turns words into calls and
answers into text on a terminal; it must not know how any of it is worked out. Nothing imports this room.
"""
