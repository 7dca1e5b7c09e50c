"""The knowledge as RDF: triples, the store, the named queries, remote endpoints and OWL.

This room knows the records and makes triples of them, and finds ways for them by the engine's search. It must not know
verdicts in words, or pages.
"""
