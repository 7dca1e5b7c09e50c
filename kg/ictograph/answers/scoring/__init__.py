"""How good the verdicts are: figures with intervals, beside simpler ways to answer.

Each module measures one thing. None of them can change a verdict: they see finished answers and what was observed.
"""
