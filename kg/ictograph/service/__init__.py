"""What listens on a port: the server of the written site.

This room knows files and requests; it decides nothing about the knowledge.
"""
