"""Planted faults: each must be seen by the tests that guard its room. `make mutants` plants them one at a time."""
