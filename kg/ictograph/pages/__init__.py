"""Single pages: the map around a node, a path, the overview; pyvis.

This room knows the knowledge and how to draw it. It must not know the site that pages may be part of, nor the `Graph`
that hands them out: it asks for what it needs of one (`parts.Known`).
"""
