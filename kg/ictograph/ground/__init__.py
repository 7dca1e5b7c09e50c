"""The ground floor: what every room stands on and what knows of none of them.

IRIs and prefixes, the errors, where the shipped files lie, and how a folder is written whole or not at all.
"""
