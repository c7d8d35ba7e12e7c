"""Plans: what an act would do, read from its transaction before that is rolled back, and the tokens that bind an act
to a plan.
"""
