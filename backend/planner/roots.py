"""Root fields of `Query`: single rows by key, connections, nodes by id, and those with a select of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType, get_named_type
from graphql.type import GraphQLField

from backend.errors import BadUserInput, Forbidden
from backend.planner.aggregates import aggregate
from backend.planner.arguments import Argument, Getter
from backend.planner.composer import Composer
from backend.planner.connections import ConnectionCompiler
from backend.planner.draft import Draft
from backend.planner.fields import (
    Expression,
    GraphType,
    RootAggregate,
    RootExternal,
    RootMany,
    RootNode,
    RootOne,
    Value,
)
from backend.planner.filters import check_pattern_length
from backend.planner.keys import key_getter, keys_getter, prefix_of, prefixes_of
from backend.planner.root_select import RootField, RootSelect
from backend.planner.text import Piece, or_null


def root_field(composer: Composer, query: GraphQLObjectType, name: str, nodes: list[FieldNode]) -> list[Piece]:
    """The JSON of one root field.

    Raises Forbidden when the role may not read the type, and BadUserInput for invalid arguments.
    """
    field = query.fields[name]
    draft = composer.draft
    catalog = draft.catalog
    mapping = catalog.mapping(query.name, name)
    target = getattr(mapping, "target", None)
    if target and not catalog.may_read(draft.role, target):
        raise Forbidden(f"the role {draft.role.shown} may not read {name}")
    match mapping:
        case RootOne():
            return _root_one(composer, mapping, field, nodes)
        case RootMany():
            connection = ConnectionCompiler(composer, catalog.types[mapping.target], field, nodes, root=True)
            return [connection.expression(lambda _: [])]
        case RootNode():
            arguments = draft.given(nodes, field)
            if mapping.many:
                return _root_nodes(composer, arguments["ids"], nodes)
            return _root_node(composer, arguments["id"], nodes)
        case RootAggregate():
            return aggregate(draft, catalog.types[mapping.target], field, nodes)
        case RootSelect():
            kind = get_named_type(field.type)
            selected = draft.below(kind, nodes) if isinstance(kind, GraphQLObjectType) else {}
            asked = RootField(kind, nodes, selected, draft.given(nodes, field))
            return mapping.select(composer, asked)
        case RootExternal():
            draft.has_external_field = True
            # The cost that a read had in the end is counted by its objects.
            return ["[" + ",".join(["{}"] * mapping.rows) + "]"]
        case _:
            raise AssertionError(f"Query.{name} has no mapping")


def rows_by_keys(
    composer: Composer, targets: Sequence[GraphType], arrays: Sequence[Expression], nodes: list[FieldNode]
) -> list[Piece]:
    """A JSON array with one entry per key, in order; null for a row that is hidden or missing.

    `arrays` has one array of keys per type in `targets`; all arrays have the same length.
    """
    draft = composer.draft
    asked = sa.func.unnest(*arrays).table_valued(*(f"k{n}" for n in range(len(targets))), with_ordinality="n")
    asked = asked.render_derived("asked")
    choices = []
    for position, target in enumerate(targets):
        row = draft.row(target)
        key = sa.literal_column(f"asked.k{position}", type_=sa.Uuid())
        pieces = composer.node(target, nodes, row)
        found = draft.subselect(pieces, row, [row.id == target.answering(key), *draft.visible(target, row)])
        choices.append(found.scalar_subquery())
    each = sa.func.coalesce(*choices, sa.literal_column("'null'"), type_=sa.Text())
    rows = sa.select(each.label("j")).select_from(asked).order_by(sa.literal_column("asked.n"))
    return ["[", draft.joined(rows), "]"]


def _root_one(composer: Composer, mapping: RootOne, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
    draft = composer.draft
    target = draft.catalog.types[mapping.target]
    given = draft.given(nodes, field)
    moment = given.pop("at", None) if mapping.at is not None else None
    if len(given) != 1:
        accepted = ", ".join(mapping.keys)
        raise BadUserInput(f"{nodes[0].name.value}: exactly one of the arguments {accepted} is required")
    ((name, argument),) = given.items()
    key = mapping.keys[name]
    row = draft.row(target)
    if moment is not None and mapping.at is not None:
        row.in_place = mapping.at(draft.parameter(moment.get, sa.DateTime(timezone=True)))
    if name == "id":
        parameter = target.answering(draft.parameter(key_getter(argument.get, target), sa.Uuid()))
    else:
        parameter = draft.parameter(_stored_form(draft, argument.get, target, name), sa.Text())
        draft.refuse_masked(target, key.column, name)
    conditions = [row[key.column] == parameter, *draft.visible(target, row)]
    if key.where is not None:
        conditions.append(key.where(row))
    pieces = composer.node(target, nodes, row)
    return [or_null(draft.subselect(pieces, row, conditions).scalar_subquery())]


def _stored_form(draft: Draft, get: Getter, target: GraphType, name: str) -> Getter:
    """Reads a key, normalised by the field of the same name if the type has one."""
    mapping = draft.catalog.mapping(target.name, name)
    if not isinstance(mapping, Value) or mapping.filtering is None:
        return get
    normalise = mapping.filtering.spelling.whole
    return lambda variables: normalise(check_pattern_length(get(variables), name), draft.numbering)


def _root_node(composer: Composer, node_id: Argument, nodes: list[FieldNode]) -> list[Piece]:
    """The node of an id. The prefix of the id is a fact of the plan, so that the statement reads one table."""
    draft = composer.draft
    prefix = node_id.read_fact(prefix_of)
    target = next((kind for kind in draft.catalog.readable_nodes(draft.role) if kind.prefix == prefix), None)
    if target is None:
        return ["null"]
    row = draft.row(target)
    key = target.answering(draft.parameter(key_getter(node_id.get, target), sa.Uuid()))
    pieces = composer.node(target, nodes, row)
    return [or_null(draft.subselect(pieces, row, [row.id == key, *draft.visible(target, row)]).scalar_subquery())]


def _root_nodes(composer: Composer, ids: Argument, nodes: list[FieldNode]) -> list[Piece]:
    """Nodes by ids, of those types that occur in the ids."""
    draft = composer.draft
    prefixes, visible = ids.read_fact(prefixes_of), draft.catalog.readable_nodes(draft.role)
    targets = [kind for kind in visible if kind.prefix in prefixes] or visible[:1]
    arrays = [draft.parameter(keys_getter(ids.get, target), sa.ARRAY(sa.Uuid())) for target in targets]
    return rows_by_keys(composer, targets, arrays, nodes)
