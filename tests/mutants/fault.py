"""One planted fault."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`old`, which occurs once in `file`, is replaced by `new`; then one of `tests` (files or node ids) must fail.

    `room` names the guarded part of the code, and `description` says what goes wrong.
    """

    room: str
    description: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    expression: str = ""  # pytest's -k, for long files
