"""Root fields that are neither one row nor a list of a graph type: a module of the schema declares how each is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphql import FieldNode, GraphQLNamedType, GraphQLObjectType

from backend.planner.arguments import Argument
from backend.planner.composer import Composer
from backend.planner.fields import Mapped
from backend.planner.selection import Selected
from backend.planner.text import Piece


@dataclass(frozen=True)
class RootField:
    """A root field as an operation asks for it."""

    named: GraphQLNamedType  # its type, without lists and non-nulls
    nodes: list[FieldNode]  # its merged nodes: a node of this type is composed from them
    selected: Selected  # the fields below it; of an interface none, since they depend on the type of each row
    arguments: Mapping[str, Argument]  # those that were given with a value other than null

    @property
    def kind(self) -> GraphQLObjectType:
        """The type of a field that returns objects of one type."""
        assert isinstance(self.named, GraphQLObjectType)
        return self.named


Select = Callable[[Composer, RootField], list[Piece]]


@dataclass(frozen=True)
class RootSelect(Mapped):
    """A root field with a select of its own, which composes its JSON. It may raise BadUserInput for the arguments.

    `target` is the type whose policy decides which roles may read the field; None: every role may. The select adds
    `Draft.visible` to each WHERE. `page` is the number of rows that the field counts as without its argument `first`;
    None: it has no such argument and counts as one row.
    """

    select: Select
    target: str | None
    page: int | None = None
