"""The knowledge as RDF: triples, the store, the named queries, remote endpoints and OWL.

This room knows the records and makes triples of them; it knows nothing of verdicts as words or of pages.
"""
