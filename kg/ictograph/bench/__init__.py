"""Measuring the engine on a generated graph of any size, beside peers in the same run.

This room knows the engine and how others would answer the same questions; it must not know what is true of epilepsy
beyond the shape of the graph, and nothing else may rest on it.
"""
