"""The catalog: all graph types and the mappings of their fields, read once from the finished schema."""

from collections.abc import Mapping

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from backend.auth.policy import TypePolicy
from backend.errors import StartupError
from backend.planner.fields import MAPPING, GraphType, Mapped

FIELD_DEFINITION = "strawberry-definition"


class Catalog:
    """Graph types, policies and mappings, by name.

    Raises StartupError when a graph type has no policy: a type without a decision on access is not served.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        types: Mapping[str, GraphType],
        policies: Mapping[str, TypePolicy],
    ) -> None:
        self.schema = schema
        self.types = types
        self.policies = policies
        missing = sorted(set(types) - set(policies))
        if missing:
            raise StartupError(
                f"no policy for {', '.join(missing)}: declare in auth/policy.py which roles see which rows"
            )
        self._mappings: dict[tuple[str, str], Mapped] = {}
        for kind in schema.type_map.values():
            if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not kind.name.startswith("__"):
                for name, field in kind.fields.items():
                    definition = field.extensions.get(FIELD_DEFINITION)
                    mapping = definition.metadata.get(MAPPING) if definition is not None else None
                    if mapping is not None:
                        self._mappings[kind.name, name] = mapping

    def mapping(self, type_name: str, field_name: str) -> Mapped | None:
        return self._mappings.get((type_name, field_name))

    def object_type(self, name: str) -> GraphQLObjectType:
        kind = self.schema.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        return kind

    def nodes(self) -> list[GraphType]:
        """The types that implement Node."""
        return [kind for kind in self.types.values() if kind.node]
