"""Single pages: the map around a node, a path, the overview; pyvis.

This room knows the knowledge and how to draw it; it does not know the site that pages may be part of.
"""
