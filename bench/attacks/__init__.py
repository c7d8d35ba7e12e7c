"""Attacks on a served instance, and what an operator notices of them.

Each module of this folder whose name has no underscore is an attack: its docstring says what it does, `attack(target)`
attacks until it is cancelled, and `SECONDS` (default 10) says how long. `python -m bench.attacks [NAME …]` runs all of
them, or those named; `make attacks` is the same.
"""
