"""Declaration of a noun, beside its table: a table whose rows have an id in the graph.

    @noun(TICKET_ID, TICKET_STATES)
    class Ticket(Node, Base): ...

`models/nouns.py` collects the declarations.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from backend.identifiers import IdFormat, NodeType
from backend.models.base import Base
from backend.models.states import StateMachine

Model = TypeVar("Model", bound=type[Base])
_MARK = "__noun__"


@dataclass(frozen=True)
class Noun:
    """One noun.

    `graph_type`: the name of its type in the graph, by which events refer to it. `id`: the format of its ids, whose
    prefix is how audit entries refer to it.
    """

    model: type[Base]
    graph_type: str
    id: IdFormat[Any]
    machines: Sequence[StateMachine[Any]] = ()
    is_node: bool = True  # `node(id:)` finds it; others are reached through their parents
    in_log: bool = False  # events refer to it, although it has no state machine

    @property
    def name(self) -> str:
        """Its name in code and, in camel case, as a field of payloads: `phone_number`."""
        return re.sub("(?<!^)(?=[A-Z])", "_", self.graph_type).lower()

    @property
    def words(self) -> str:
        """Its name in texts, such as `phone number`."""
        return self.name.replace("_", " ")

    @property
    def has_events(self) -> bool:
        return bool(self.machines) or self.in_log

    def machine_of(self, verb: str) -> tuple[NodeType, StateMachine[Any], str]:
        """The state machine with a verb, its name in the history, and the column of its state. Raises LookupError."""
        for name, machine in self.history().items():
            if verb in machine.verbs:
                return name, machine, "status" if machine is self.machines[0] else f"{machine.noun}_status"
        raise LookupError(f"no state machine of {self.graph_type} with a history has the verb {verb}")

    def history(self) -> Mapping[NodeType, StateMachine[Any]]:
        """Its state machines whose transitions are recorded in the history, by the name that they have there."""
        return {each.node_type: each for each in self.machines if each.node_type is not None}


def noun(
    ids: IdFormat[Any],
    *machines: StateMachine[Any],
    graph_type: str | None = None,
    is_node: bool = True,
    in_log: bool = False,
) -> Callable[[Model], Model]:
    """Declare a table as a noun. Its graph type has the name of the model unless `graph_type` is given."""

    def declare(model: Model) -> Model:
        declared = Noun(model, graph_type or model.__name__, ids, machines, is_node=is_node, in_log=in_log)
        setattr(model, _MARK, declared)
        return model

    return declare


def declared_noun(each: object) -> Noun | None:
    """The noun that a model was declared as; None for anything else."""
    found: Noun | None = vars(each).get(_MARK) if isinstance(each, type) else None
    return found
