"""What listens on a port: the server of the written site.

This room knows files and requests; it must not know a statement or a verdict, and decides nothing about them.
"""
