"""The catalog: all graph types and the mappings of their fields, read once from the finished schema."""

from collections.abc import Mapping

from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from backend.auth.masks import UNMASKED, Mask
from backend.auth.policy import TypePolicy
from backend.auth.viewer import Role
from backend.errors import StartupError
from backend.planner.fields import MAPPING, Form, GraphType, Mapped, Value

FIELD_DEFINITION = "strawberry-definition"


class Catalog:
    """Graph types, policies and mappings, by name.

    Raises StartupError when a graph type has no policy: a type without a decision on access is not served. Likewise for
    a text that is computed from several columns, of a type with masks: no mask could be found for it.
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
        self._masks = {
            (name, role): policies[name].masked(role, kind.table) for name, kind in types.items() for role in Role
        }
        self._refuse_texts_without_column()
        self._refuse_root_fields_without_policy()

    def _refuse_texts_without_column(self) -> None:
        for (type_name, field_name), mapping in self._mappings.items():
            computed = isinstance(mapping, Value) and mapping.form is Form.TEXT and mapping.column is None
            if computed and not UNMASKED.issuperset(self.policies[type_name].rows):
                raise StartupError(f"{type_name}.{field_name}: a text of a type with masks must be a column")

    def _refuse_root_fields_without_policy(self) -> None:
        for (type_name, field_name), mapping in self._mappings.items():
            target = getattr(mapping, "target", None)
            if type_name == "Query" and target is not None and target not in self.policies:
                raise StartupError(f"no policy for {target}, which decides who may read the query {field_name}")

    def mask(self, type_name: str, role: Role, column: str | None) -> Mask | None:
        """The mask of a column of a graph type for a role; None for a column that the role reads as it is."""
        return None if column is None else self._masks[type_name, role].get(column)

    def mapping(self, type_name: str, field_name: str) -> Mapped | None:
        return self._mappings.get((type_name, field_name))

    def object_type(self, name: str) -> GraphQLObjectType:
        kind = self.schema.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        return kind

    def nodes(self) -> list[GraphType]:
        """The types that implement Node."""
        return [kind for kind in self.types.values() if kind.node]

    def may_read(self, role: Role, name: str) -> bool:
        """Whether the role may read rows of the type. Subscribers have no privilege on the tables of other types."""
        return role in self.policies[name].rows

    def readable_nodes(self, role: Role) -> list[GraphType]:
        """The types that implement Node, of which the role may read rows."""
        return [kind for kind in self.nodes() if self.may_read(role, kind.name)]
