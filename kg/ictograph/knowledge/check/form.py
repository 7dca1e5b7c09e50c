"""Rules about the form of files and of single records.

`ictograph.knowledge.load` notes what breaks them.
"""

from __future__ import annotations

#: What each name means, in the words of the rules' docstrings.
NOTED: dict[str, str] = {
    "yaml": """Every knowledge file is plain YAML in UTF-8.

    Problem: The file cannot be read: its syntax or encoding is wrong, a key stands twice, it is nested too deep, it is
        too large, or it uses anchors and aliases.
    Remedy: Mend the line that is named; put text that has ': ' or '#' in it between quotes.
    """,
    "form": """Every file has the shape that its kind of file has.

    Problem: The file, or an entry of it, is not the mapping or list that is wanted here, or it cannot be opened.
    Remedy: Bring it to the shape of its neighbours; `ontology/README.md` shows each.
    """,
    "unknown-field": """Every field is one that the record has.

    Problem: A field is misspelt or does not belong here, so what it says would be lost.
    Remedy: Take the name that is suggested, or remove the field.
    """,
    "missing-field": """Every field that a record needs is there.

    Problem: The record says too little to be used.
    Remedy: Add the field that is named.
    """,
    "wrong-value": """Every value is of the form or among the choices of its field.

    Problem: The value cannot mean what the field asks for.
    Remedy: Take one of the choices, or the form, that the sentence names.
    """,
    "kind": """Every statement is of a kind that its fields show.

    Problem: Nothing tells whether the statement is an influence, a clinical observation, a test or a feature.
    Remedy: Give `predicate`, `therapy`, `test` or `feature`.
    """,
    "terms": """Every line of `terms.tsv` is identifier, label and source, once.

    Problem: The line cannot be read as that, or its identifier stands twice.
    Remedy: Put tabs between the three, and keep one line.
    """,
    "list": """Every line of `retracted.txt` is an identifier of a work, and every line of `direction-words.txt` a word.

    Problem: The line cannot be read as that, so it would protect from nothing.
    Remedy: Give one a line; what follows `#` is a comment. A work may be given by its PubMed number, DOI or PMC number.
    """,
}
