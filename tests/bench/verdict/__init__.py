"""What `tests/bench/verdicts.py` measures, one module for each question. Nothing here ships with ictograph."""
