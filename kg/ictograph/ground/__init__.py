"""The ground floor: what every room stands on and what must know none of them.

IRIs and prefixes, the errors and problems, where the shipped files lie, how a folder is written whole or not at all,
and a file of named arrays.
"""
