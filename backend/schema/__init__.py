"""The GraphQL schema."""

import sys
from dataclasses import dataclass, field

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from backend.auth.policy import POLICY
from backend.auth.viewer import Role
from backend.modules import modules_of
from backend.planner.catalog import Catalog
from backend.planner.fields import GraphType
from backend.resolvers.complete import complete_from_rows
from backend.schema.common import Node
from backend.schema.inputs import cache_input_builders
from backend.schema.mutation import Mutation
from backend.schema.query import Query
from backend.schema.scalars import SCALARS
from backend.schema.subscription import Subscription
from backend.schema.views import visible_to

# What the modules of this package declare: the graph types, and the classes of those that `node` finds.
_DECLARED = [each for module in modules_of(sys.modules[__name__]) for each in vars(module).values()]
GRAPH_TYPES = {each.name: each for each in _DECLARED if isinstance(each, GraphType)}
_NODES = list(dict.fromkeys(each for each in _DECLARED if isinstance(each, type) and issubclass(each, Node)))


@dataclass(frozen=True)
class Schema:
    """The complete schema for graphql-core, and the planner's catalog of it."""

    core: GraphQLSchema
    catalog: Catalog
    _strawberry: strawberry.Schema
    _views: dict[Role, GraphQLSchema] = field(default_factory=dict)

    def visible_to(self, role: Role) -> GraphQLSchema:
        """The schema that introspection returns to a role."""
        if role not in self._views:
            self._views[role] = visible_to(self.catalog, role)
        return self._views[role]

    def sdl(self) -> str:
        return self._strawberry.as_str() + "\n"


def build_schema() -> Schema:
    """Build the schema. Raises StartupError when a graph type, mutation or subscription has no policy."""
    built = strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=_NODES,
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    core: GraphQLSchema = built._schema  # noqa: SLF001  Strawberry has no public attribute for it
    catalog = Catalog(core, GRAPH_TYPES, POLICY)
    complete_from_rows(catalog)
    cache_input_builders(core)
    return Schema(core, catalog, built)
