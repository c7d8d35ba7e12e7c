"""State machines as data: each is a table of (from, verb, to) beside its model."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from backend.identifiers import NodeType

State = TypeVar("State", bound=enum.StrEnum)


def text_list(states: Iterable[enum.StrEnum]) -> str:
    """States as they stand in SQL text after `in`: `'ACTIVE', 'SUSPENDED'` without the parentheses."""
    return ", ".join(f"'{state.value}'" for state in states)


@dataclass(frozen=True)
class Transition(Generic[State]):
    """One allowed transition."""

    source: State
    verb: str
    target: State


class StateMachine(Generic[State]):
    """All allowed transitions of one noun.

    `name`: a member of `NodeType`, under which the history records the transitions, or another name where it does not.
    """

    def __init__(self, name: NodeType | str, rows: list[tuple[list[State], str, State]]) -> None:
        self.noun = noun = name.lower()
        self.node_type = name if isinstance(name, NodeType) else None
        self.transitions = tuple(Transition(source, verb, to) for sources, verb, to in rows for source in sources)
        self._targets = {(step.source, step.verb): step.target for step in self.transitions}
        assert len(self._targets) == len(self.transitions), f"{noun}: one verb leads to two states"

    @property
    def verbs(self) -> list[str]:
        """All verbs, in the order of the table."""
        return list(dict.fromkeys(step.verb for step in self.transitions))

    def target(self, source: State, verb: str) -> State | None:
        """The state to which `verb` leads from `source`; None when the transition is not allowed."""
        return self._targets.get((source, verb))

    def sources(self, verb: str) -> list[State]:
        """The states in which `verb` is allowed."""
        return [step.source for step in self.transitions if step.verb == verb]
