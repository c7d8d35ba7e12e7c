"""What the modules of the planner, and the selects that the schema declares, ask of the compiler."""

from collections.abc import Callable, Sequence
from typing import Protocol

from graphql import FieldNode
from graphql.type import GraphQLField

from backend.planner.draft import Draft
from backend.planner.fields import Expression, GraphType, Listing, One
from backend.planner.text import Piece, Row

Conditions = Callable[[Row], Sequence[Expression]]


class Composer(Protocol):
    """Composes the JSON of rows and of their relations, whatever is selected below them."""

    @property
    def draft(self) -> Draft:
        """The statement that is composed."""

    def node(self, graph_type: GraphType, nodes: Sequence[FieldNode], row: Row) -> list[Piece]:
        """The JSON object of one row of a graph type: what is selected below the merged nodes of one field."""

    def one(self, mapping: One, nodes: list[FieldNode], row: Row | None) -> list[Piece]:
        """The row of a relation; null when there is none, or when it is not visible."""

    def listing(self, mapping: Listing, nodes: list[FieldNode], row: Row | None) -> list[Piece]:
        """The JSON array of a relation without pages."""

    def connection(
        self, target: GraphType, field: GraphQLField, nodes: list[FieldNode], related: Conditions
    ) -> list[Piece]:
        """One page of the rows that meet `related` and the arguments of the field."""
