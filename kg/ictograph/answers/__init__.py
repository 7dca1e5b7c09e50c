"""The signed reasoner with names: questions in words, answers as records, as text, and their score.

Here the engine of `ictograph.signed` meets the clinical statements, which it never sees itself.
This room prints nothing and writes no page.
"""
