"""Measuring the engine on a generated graph of any size, beside peers in the same run."""
