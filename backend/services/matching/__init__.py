"""Matching: which stored customers may be one person.

`find_candidates` is the single check; `search` compares the whole base. Both score by `match`, with the points of
`weights.toml`. Names are compared by their keys (`names`), which the database computes (`crm_name_key`).
"""

from backend.services.matching.candidates import (
    MAX_OF_KEY,
    Candidate,
    Known,
    find_candidates,
    known_of_stored,
    score_of,
)
from backend.services.matching.scoring import DocumentKey, Match, Person, match
from backend.services.matching.weights import WEIGHTS

__all__ = [
    "MAX_OF_KEY",
    "WEIGHTS",
    "Candidate",
    "DocumentKey",
    "Known",
    "Match",
    "Person",
    "find_candidates",
    "known_of_stored",
    "match",
    "score_of",
]
