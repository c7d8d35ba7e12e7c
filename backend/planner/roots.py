"""Root fields of `Query`: single rows by key, connections, nodes by id, and the viewer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import orjson
import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType, get_named_type
from graphql.type import GraphQLField

from backend.errors import BadUserInput, Forbidden
from backend.planner import accounts, log
from backend.planner.aggregates import aggregate
from backend.planner.arguments import Argument, Getter
from backend.planner.connections import ConnectionCompiler
from backend.planner.fields import (
    Expression,
    GraphType,
    Listing,
    One,
    RootAggregate,
    RootEvents,
    RootListing,
    RootMany,
    RootNode,
    RootOne,
    RootStatement,
    RootTrialBalance,
    RootViewer,
    Value,
)
from backend.planner.filters import check_pattern_length
from backend.planner.keys import key_getter, keys_getter, prefix_of, prefixes_of
from backend.planner.text import Piece, or_null
from backend.services.permissions import permissions

if TYPE_CHECKING:
    from backend.planner.compiler import Compiler


def root_field(compiler: "Compiler", query: GraphQLObjectType, name: str, nodes: list[FieldNode]) -> list[Piece]:
    """The JSON of one root field.

    Raises Forbidden when the role may not read the type, and BadUserInput for invalid arguments.
    """
    field = query.fields[name]
    catalog = compiler.catalog
    mapping = catalog.mapping(query.name, name)
    target = getattr(mapping, "target", None)
    if target and not catalog.may_read(compiler.role, target):
        raise Forbidden(f"the role {compiler.role.shown} may not read {name}")
    match mapping:
        case RootOne():
            return _root_one(compiler, mapping, field, nodes)
        case RootMany():
            connection = ConnectionCompiler(compiler, catalog.types[mapping.target], field, nodes, root=True)
            return [connection.expression(lambda _: [])]
        case RootNode():
            arguments = compiler.reader.read(nodes[0], field)
            if mapping.many:
                return _root_nodes(compiler, arguments["ids"], nodes)
            return _root_node(compiler, arguments, nodes)
        case RootAggregate():
            return aggregate(compiler, catalog.types[mapping.target], field, nodes)
        case RootEvents():
            return log.events(compiler, mapping, catalog.types[mapping.target], field, nodes)
        case RootListing():
            return log.listing(compiler, mapping, catalog.types[mapping.target], field, nodes)
        case RootTrialBalance():
            return accounts.trial_balance(compiler, field, nodes)
        case RootStatement():
            return accounts.statement(compiler, mapping, field, nodes)
        case RootViewer():
            return _viewer(compiler, field, nodes)
        case _:
            raise AssertionError(f"Query.{name} has no mapping")


def rows_by_keys(
    compiler: "Compiler", targets: Sequence[GraphType], arrays: Sequence[Expression], nodes: list[FieldNode]
) -> list[Piece]:
    """A JSON array with one entry per key, in order; null for a row that is hidden or missing.

    `arrays` has one array of keys per type in `targets`; all arrays have the same length.
    """
    asked = sa.func.unnest(*arrays).table_valued(*(f"k{n}" for n in range(len(targets))), with_ordinality="n")
    asked = asked.render_derived("asked")
    choices = []
    for position, target in enumerate(targets):
        row = compiler.row(target)
        key = sa.literal_column(f"asked.k{position}", type_=sa.Uuid())
        pieces = compiler.node(target, compiler.below(target.name, nodes), row)
        found = compiler.subselect(pieces, row, [row.id == key, *compiler.visible(target, row)])
        choices.append(found.scalar_subquery())
    each = sa.func.coalesce(*choices, sa.literal_column("'null'"), type_=sa.Text())
    rows = sa.select(each.label("j")).select_from(asked).order_by(sa.literal_column("asked.n"))
    return ["[", compiler.joined(rows), "]"]


def _root_one(compiler: "Compiler", mapping: RootOne, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
    target = compiler.catalog.types[mapping.target]
    given = {name: argument for name, argument in compiler.reader.read(nodes[0], field).items() if argument.given}
    if len(given) != 1:
        accepted = ", ".join(mapping.keys)
        raise BadUserInput(f"{nodes[0].name.value}: exactly one of the arguments {accepted} is required")
    ((name, argument),) = given.items()
    key = mapping.keys[name]
    row = compiler.row(target)
    if name == "id":
        parameter = compiler.parameter(key_getter(argument.get, target), sa.Uuid())
    else:
        parameter = compiler.parameter(_stored_form(compiler, argument.get, target, name), sa.Text())
        compiler.refuse_masked(target, key.column, name)
    conditions = [row[key.column] == parameter, *compiler.visible(target, row)]
    if key.where is not None:
        conditions.append(key.where(row))
    pieces = compiler.node(target, compiler.below(target.name, nodes), row)
    return [or_null(compiler.subselect(pieces, row, conditions).scalar_subquery())]


def _stored_form(compiler: "Compiler", get: Getter, target: GraphType, name: str) -> Getter:
    """Reads a key, normalised by the field of the same name if the type has one."""
    mapping = compiler.catalog.mapping(target.name, name)
    if not isinstance(mapping, Value) or mapping.filtering is None:
        return get
    normalise = mapping.filtering.spelling.whole
    return lambda variables: normalise(check_pattern_length(get(variables), name), compiler.numbering)


def _root_node(compiler: "Compiler", arguments: Mapping[str, Argument], nodes: list[FieldNode]) -> list[Piece]:
    """The node of an id. The prefix of the id is a fact of the plan, so that the statement reads one table."""
    prefix = arguments["id"].read_fact(prefix_of)
    target = next((kind for kind in compiler.catalog.readable_nodes(compiler.role) if kind.prefix == prefix), None)
    if target is None:
        return ["null"]
    row = compiler.row(target)
    key = compiler.parameter(key_getter(arguments["id"].get, target), sa.Uuid())
    pieces = compiler.node(target, compiler.below(target.name, nodes), row)
    return [or_null(compiler.subselect(pieces, row, [row.id == key, *compiler.visible(target, row)]).scalar_subquery())]


def _root_nodes(compiler: "Compiler", ids: Argument, nodes: list[FieldNode]) -> list[Piece]:
    """Nodes by ids, of those types that occur in the ids."""
    prefixes, visible = ids.read_fact(prefixes_of), compiler.catalog.readable_nodes(compiler.role)
    targets = [kind for kind in visible if kind.prefix in prefixes] or visible[:1]
    arrays = [compiler.parameter(keys_getter(ids.get, target), sa.ARRAY(sa.Uuid())) for target in targets]
    return rows_by_keys(compiler, targets, arrays, nodes)


def _viewer(compiler: "Compiler", field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
    kind = get_named_type(field.type)
    assert isinstance(kind, GraphQLObjectType)

    def part(name: str, selected: list[FieldNode]) -> list[Piece]:
        if name == "role":
            return [f'"{compiler.role.shown}"']
        if name == "permissions":
            return [orjson.dumps(permissions(compiler.role)).decode()]
        mapping = compiler.catalog.mapping(kind.name, name)
        if isinstance(mapping, One):
            return compiler.one(mapping, selected, None)
        if isinstance(mapping, Listing):
            return ["[", compiler.listing(mapping, selected, None), "]"]
        return [sa.func.to_json(sa.bindparam(f"viewer_{name}", type_=sa.Text()))]

    return compiler.object(kind, compiler.collector.below(kind, nodes), part)
