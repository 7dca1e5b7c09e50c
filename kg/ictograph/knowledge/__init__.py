"""From the YAML files of `ontology/` to checked records.

Reading, the records and their vocabulary, names, certainty, which influence which, and every rule of `ictograph check`.
This room knows the files and what they mean; it knows no RDF store, no engine and no page.
"""
