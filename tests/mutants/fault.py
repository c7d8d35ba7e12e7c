"""One planted fault."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`old`, which stands once in `file`, becomes `new`; then one of `tests` (files or node ids) must fail."""

    room: str
    says: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    expression: str = ""  # for pytest's -k, where a file is long
