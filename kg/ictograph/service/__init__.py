"""What listens: SPARQL, JSON, pages and tools for language models, over one built graph.

Requests come to one process (`app.py`), questions are answered in others (`pool.py`, `worker.py`), which a limit can
end without harm. This room knows requests, processes and forms of answers; what an answer says comes from `rdf` and
`answers`. It must not know how a statement is weighed or a verdict found, and decides nothing about them.
"""
