"""From the YAML files of `ontology/` to checked records.

Reading, records and their vocabulary, names, certainty, which influences which, and every rule of `ictograph check`.
This room knows the files and what they mean; it must not know the store, the engine or a page.
"""
