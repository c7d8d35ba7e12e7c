"""The points of `weights.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.enums import total
from backend.errors import MatchCode

MAX_SCORE = 100


@dataclass(frozen=True)
class Weights:
    """`possible`, `candidate`: the least scores of a possible duplicate and of a candidate; see `weights.toml`."""

    version: int
    possible: int
    candidate: int
    points: Mapping[MatchCode, int]


def read(path: Path) -> Weights:
    """Read the points. Raises ValueError where a code has none."""
    document = tomllib.loads(path.read_text("utf-8"))
    points = {MatchCode(name): int(value) for name, value in document.pop("points").items()}
    return Weights(points=total(MatchCode, points), **document)


WEIGHTS = read(Path(__file__).with_name("weights.toml"))
