"""Planted faults: for each, the tests that guard its room must fail. `make mutants` plants them one at a time."""
