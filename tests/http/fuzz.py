"""Documents that Schemathesis generates from the schema, and what makes them plausible.

Schemathesis takes a second to import, so this is imported by the tests that use it, not when tests are collected.
"""

import dataclasses
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, timedelta, timezone
from typing import Any

import schemathesis
from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLSchema,
    ListValueNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    OperationDefinitionNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
    parse,
    parse_type,
    print_ast,
    value_from_ast_untyped,
    visit,
)
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from schemathesis import GenerationMode
from schemathesis.graphql import nodes

from backend.auth.viewer import Role
from tests.client import Client

MAX_FAULTS = 3

OFFSETS = st.sampled_from([UTC, timezone(timedelta(hours=6)), timezone(timedelta(hours=-11, minutes=-30))])
MOMENTS = st.datetimes(timezones=OFFSETS).filter(lambda at: 1 < at.year < 9999).map(lambda at: at.isoformat())
EXTREMES = st.sampled_from(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
SCALARS = {
    "CurrencyCode": st.sampled_from(["KGS", "USD", "JPY", "KWD", "XXX"]),
    "Date": st.dates().map(str),
    "DateTime": MOMENTS | EXTREMES,
    "Decimal": st.decimals(allow_nan=False, allow_infinity=False).map(str) | st.sampled_from(["12.50", "1e400", "-0"]),
    "JSON": st.sampled_from(["", "{}", "text"]),
    "Upload": st.sampled_from(["a file", ""]),  # refused as text: files are sent in multipart forms
    "FieldPath": st.from_regex(
        r"\A[a-z]{1,9}(\.[a-z]{1,9}){0,3}\Z"
    ),  # Writer replaces most of them with existing paths
}
for name, strategy in SCALARS.items():
    schemathesis.graphql.scalar(name, strategy.map(nodes.String))

HOSTILE_TEXTS = st.sampled_from(
    ["", " ", "\0", "a\0b", "x" * 300, "%_\\", "'\"", "😀", "\u202e", "cus_", "٣٣٣", "bnVsbA==", "+"]
)


class Fault(AssertionError):
    """The server answered with an internal error."""


@dataclasses.dataclass(repr=False)
class Known:
    """Existing values, read through the lists of the schema: ids by type, texts by field, field paths by type."""

    ids: dict[str, list[str]]
    texts: dict[str, list[str]]
    paths: dict[str, list[str]]

    @classmethod
    def ask(cls, client: Client, schema: GraphQLSchema) -> "Known":
        known = cls(defaultdict(list), defaultdict(list), defaultdict(list))
        known.texts["timezone"] = ["Asia/Bishkek", "UTC"]
        assert schema.query_type is not None
        for root, field in schema.query_type.fields.items():
            kind: Any = get_named_type(field.type)
            if kind.name.endswith("Connection"):
                row: Any = get_named_type(kind.fields["nodes"].type)
                known._add(client, root, row)
        return known

    def _add(self, client: Client, root: str, row: Any) -> None:
        leaves = _leaves(row)
        selection = f"nodes {{ {' '.join(leaves)} }} pageInfo {{ startCursor endCursor }}"
        page = client.ask(f"{{ {root}(first: 20) {{ {selection} }} }}")[root]
        for node in page["nodes"]:
            for name in leaves:
                if name == "id":
                    self.ids[row.name.lower()].append(node[name])
                elif isinstance(node[name], str):
                    self.texts[name.lower()].append(node[name])
        cursors = [cursor for cursor in page["pageInfo"].values() if cursor]
        self.texts["after"] += cursors
        self.texts["before"] += cursors
        self.texts["search"] = [*self.texts["name"], *self.texts["iccid"]] or ["name"]
        self.texts["options"] = self.texts["code"]
        ones = {name: get_nullable_type(field.type) for name, field in row.fields.items()}
        hops = [f"{name}.{leaf}" for name, one in ones.items() if is_object_type(one) for leaf in _leaves(one)]
        money = [name for name, one in ones.items() if is_object_type(one) and one.name == "Money"]
        self.paths[row.name.lower()] = [*leaves * 3, *money * 5, *hops]


def _leaves(kind: Any) -> list[str]:
    return [name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type)) and not field.args]


class Writer(Visitor):
    """Makes a document plausible: it replaces values according to the names of arguments and input fields."""

    def __init__(self, draw: Callable[[Any], Any], info: TypeInfo, known: Known, label: str) -> None:
        super().__init__()
        self._draw, self._info, self._known, self._label = draw, info, known, label
        self._inside: list[str] = []
        self.variables: dict[str, tuple[str, Any]] = {}

    def enter_field(self, node: FieldNode, *_: Any) -> FieldNode:
        written = (each for each in node.arguments or () if not isinstance(each.value, NullValueNode))
        arguments = {each.name.value: each for each in written}
        if {"first", "last"} <= arguments.keys():
            del arguments[self._draw(st.sampled_from(["first", "last"]))]
        # A root field that finds one node accepts exactly one of its keys.
        field = self._info.get_field_def()
        defined = field.args if field else {}
        keys = [name for name in defined if name in arguments and not is_required_argument(defined[name])]
        if keys and not {"filter", "field"} & defined.keys():
            kept = self._draw(st.sampled_from(keys))
            arguments = {name: each for name, each in arguments.items() if name == kept or name not in keys}
        return FieldNode(
            alias=node.alias, name=node.name, arguments=tuple(arguments.values()), directives=node.directives,
            selection_set=node.selection_set,
        )  # fmt: skip

    def enter_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode | None:
        self._inside.append(node.name.value)
        if node.name.value == "orderBy" and isinstance(node.value, ListValueNode):
            return ArgumentNode(name=node.name, value=ListValueNode(values=node.value.values[:1]))
        return None

    def leave_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode | None:
        self._inside.pop()
        argument = self._info.get_argument()
        if argument is None or not self._draw(st.booleans()):
            return None
        name = f"v{len(self.variables)}"
        self.variables[name] = (str(argument.type), value_from_ast_untyped(node.value))
        return ArgumentNode(name=node.name, value=VariableNode(name=NameNode(value=name)))

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
        self._inside.append(node.name.value)

    def leave_object_field(self, *_: Any) -> None:
        self._inside.pop()

    def enter_int_value(self, node: ValueNode, *_: Any) -> ValueNode | None:
        return self._better(node)

    def enter_string_value(self, node: ValueNode, *_: Any) -> ValueNode | None:
        return self._better(node)

    def _better(self, node: ValueNode) -> ValueNode | None:
        kind: Any = get_named_type(self._info.get_input_type())
        hints = [each.lower() for each in reversed(self._inside)]
        chance = self._draw(st.integers(0, 19))
        if kind is None or chance == 18:
            return None
        if kind.name == "Int":
            return nodes.Int(self._draw(st.integers(0, 9)))
        if chance == 19 and kind.name in {"ID", "String"}:
            return StringValueNode(value=self._draw(HOSTILE_TEXTS))
        found: list[str] = []
        if kind.name == "ID":
            found = _hinted(self._known.ids, [*hints, self._label.lower()], str.__contains__)
            found = found or [each for some in self._known.ids.values() for each in some]
        elif kind.name == "String":
            found = _hinted(self._known.texts, hints, str.endswith)
        elif kind.name == "FieldPath":
            found = _hinted(self._known.paths, [self._label.lower()], str.__contains__)
        return StringValueNode(value=self._draw(st.sampled_from(found))) if found else None


def _hinted(pool: dict[str, list[str]], hints: list[str], fits: Callable[[str, str], bool]) -> list[str]:
    """The values under the longest name that fits the nearest hint."""
    for hint in hints:
        for name in sorted(pool, key=len, reverse=True):
            if fits(hint, name):
                return pool[name]
    return []


@st.composite
def requests(draw: Callable[[Any], Any], operation: Any, known: Known) -> dict[str, Any]:
    chance = draw(st.integers(0, 9))
    mode = GenerationMode.NEGATIVE if chance == 9 else GenerationMode.POSITIVE
    text = draw(operation.as_strategy(generation_mode=mode)).body
    if chance >= 8:
        return {"query": text}
    schema: GraphQLSchema = operation.schema.client_schema
    info = TypeInfo(schema)
    writer = Writer(draw, info, known, operation.label)
    document = visit(parse(text), TypeInfoVisitor(info, writer))
    (node,) = document.definitions
    declared = tuple(
        VariableDefinitionNode(variable=VariableNode(name=NameNode(value=name)), type=parse_type(kind), directives=())
        for name, (kind, _) in writer.variables.items()
    )
    whole = OperationDefinitionNode(
        operation=node.operation, variable_definitions=declared, directives=(), selection_set=node.selection_set
    )
    return {"query": print_ast(whole), "variables": {name: value for name, (_, value) in writer.variables.items()}}


class Fuzz:
    """Sends generated documents and counts the codes of their answers."""

    def __init__(self, clients: Mapping[Role, Client], administrator: Client) -> None:
        self._clients = clients
        self.schema = schemathesis.graphql.from_dict(administrator.ask(get_introspection_query()))
        self._known = Known.ask(administrator, self.schema.client_schema)
        self.codes: dict[Role, Counter[str]] = {role: Counter() for role in clients}

    def send(self, request: dict[str, Any]) -> None:
        """Send a request as each role. Raises Fault."""
        for role, client in self._clients.items():
            response = client.run(client.http.post("/graphql", json=request))
            codes = [error["extensions"]["code"] for error in response.json().get("errors", [])]
            self.codes[role][codes[0] if codes else "data"] += 1
            if response.status_code >= 500 or "INTERNAL_SERVER_ERROR" in codes:
                sent = f"{request['query']}\n{request.get('variables')}"
                raise Fault(f"{role}: {response.status_code} {response.text}\n{sent}")

    def operation(self, operation: Any, examples: int) -> None:
        """Send generated documents of one root field. Raises Fault with the shortest document that causes one."""

        @seed(zlib.crc32(operation.label.encode()))
        @hypothesis_settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            print_blob=False,
        )
        @given(requests(operation, self._known))
        def send(request: dict[str, Any]) -> None:
            self.send(request)

        send()

    def everything(self, examples: int) -> dict[str, str]:
        """The faults found, by root field. Stops after a few, because shortening a document takes long."""
        faults = {}
        for result in self.schema.get_all_operations():
            operation = result.ok()
            try:
                self.operation(operation, examples)
            except (Fault, Flaky) as fault:  # flaky: a mutation of a later run hides the fault
                faults[operation.label] = str(fault)
            if len(faults) == MAX_FAULTS:
                break
        return faults
