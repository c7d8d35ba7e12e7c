"""Random queries from the schema, with every field, argument, filter operator, order and directive.

`Coverage` records the parts of the schema that were used, so that a test can assert that all were.
"""

import base64
import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)
from strawberry.utils.str_converters import to_camel_case

from tests.oracle import World
from tests.oracle.comparing import _snake, _text
from tests.oracle.world import (
    CURSORS,
    DEFAULT_ORDER,
    GRAPH,
    LINES_MASKS,
    MASKS,
    ORDER_KEYS,
    PREFIX,
    SUBSCRIBERS_MASKS,
)

MOST_DEPTH = 5
# networkState and links come from outside the database, the log has its own plans, `lookup` ranks by rules of its own,
# and checks of input are no rows; other tests cover them.
NOT_ROWS = {
    "networkState",
    "lookup",
    "events",
    "url",
    "checkoutUrl",
    "rejectedRowsUrl",
    "outcomeUrl",
    "activationSummary",
    "checkCompatibility",
    "checkCustomer",
    "inputSchema",
    "numberClasses",
    "simStock",
}
NOT_ROW_TYPES = {
    "Mutation",
    "Subscription",
    "SimNetworkState",
    "ActivationCheck",
    "ActivationSummary",
    "Event",
    "EventPage",
    "CandidateReasons",
    "MatchReason",
    "CompatibilityCheck",
    "CompatibilityFailure",
    "CompatibilityText",
    "CustomerCheck",
    "NumberClassTerms",
    "SimStock",
    "CustomerViolation",
    "CustomerCandidate",
}


@dataclass
class Coverage:
    fields: set[str] = field(default_factory=set)
    arguments: set[str] = field(default_factory=set)
    inputs: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    syntax: set[str] = field(default_factory=set)

    def size(self) -> int:
        """The number of parts of the schema in the queries so far."""
        return sum(len(each) for each in (self.fields, self.arguments, self.inputs, self.codes, self.syntax))

    def lacking(self, other: "Coverage") -> set[str]:
        """The parts of the schema in these queries that are not in the others."""
        parts = ("fields", "arguments", "inputs", "codes", "syntax")
        return {each for part in parts for each in getattr(self, part) - getattr(other, part)}


@dataclass
class Query:
    source: str
    variables: dict[str, Any]
    kinds: dict[str, str] = field(default_factory=dict)  # of the variables

    def varied(self, rng: random.Random) -> "Query":
        """Variables for the same document: other page sizes, inverted booleans, optional values left out."""
        return Query(self.source, vary(self.variables, self.kinds, rng), self.kinds)


def vary(variables: dict[str, Any], kinds: dict[str, str], rng: random.Random) -> dict[str, Any]:
    """Other values for the variables that are not keys of rows."""
    varied = dict(variables)
    for name, kind in kinds.items():
        if kind == "Int":
            varied[name] = rng.choice([0, 1, 2, 3, 5, 25, 26, 100, 100, 101, None])
        elif kind == "Boolean!":
            varied[name] = rng.random() < 0.5
        elif not kind.endswith("!") and kind != "ID" and rng.random() < 0.2:
            varied[name] = None
            if rng.random() < 0.5:
                del varied[name]
    return varied


class Generator:
    """Makes one query from a source of randomness."""

    def __init__(
        self,
        schema: GraphQLSchema,
        world: World,
        rng: random.Random,
        coverage: Coverage,
        *,
        masked: bool = False,
        subscriber: bool = False,
    ) -> None:
        self.subscriber = subscriber
        self.masked = masked  # masked fields cannot be compared, which another test covers
        self.schema = schema
        self.world = world
        self.rng = rng
        self.coverage = coverage
        self.variables: dict[str, Any] = {}
        self.declared: list[str] = []
        self.kinds: dict[str, str] = {}
        self.fragments: dict[str, str] = {}
        self.budget = 40

    def query(self) -> Query:
        query = self.schema.query_type
        assert query is not None
        names = [n for n in query.fields if not n.endswith("Aggregate") and n not in NOT_ROWS]
        parts = [
            self._selected(query, name, 0)
            for name in self._some(names, self.rng.choice([1, 1, 1, 2, 3]), "Query", self.coverage.fields)
        ]
        if self.rng.random() < 0.1:
            parts.append("__typename")
            self.coverage.syntax.add("root __typename")
        if len(parts) > 1:
            self.coverage.syntax.add("several roots")
        head = f"query Q({', '.join(self.declared)})" if self.declared else "query Q"
        source = f"{head} {{ {' '.join(parts)} }} {' '.join(self.fragments.values())}"
        return Query(source, self.variables, self.kinds)

    def _some(self, names: list[str], count: int, owner: str, covered: set[str]) -> list[str]:
        """A sample that prefers choices that no query has used yet."""
        shuffled = self.rng.sample(names, len(names))
        if self.rng.random() < 0.7:
            shuffled.sort(key=lambda name: f"{owner}.{name}" in covered and not self._unused_below(owner, name))
        return shuffled[:count]

    def _unused_below(self, owner: str, name: str) -> bool:
        """Whether a filter's field still has operators, or a type's field arguments or fields below, that no query has
        used. Below a node, which many fields lead to, nothing is looked for.
        """
        kind = self.schema.type_map[owner]
        if isinstance(kind, GraphQLObjectType):
            below = get_named_type(kind.fields[name].type)
            parts = below.fields if isinstance(below, GraphQLObjectType) else {}
            unused = any(f"{below.name}.{field}" not in self.coverage.fields for field in parts)
            if unused and not {"id", "nodes"} & parts.keys():
                return True
            return any(f"{owner}.{name}({given})" not in self.coverage.arguments for given in kind.fields[name].args)
        inner = get_named_type(kind.fields[name].type) if isinstance(kind, GraphQLInputObjectType) else None
        if not isinstance(inner, GraphQLInputObjectType) or "eq" not in inner.fields:
            return False
        return any(f"{inner.name}.{operator}" not in self.coverage.inputs for operator in inner.fields)

    # Selections

    def _selected(self, kind: Any, name: str, depth: int) -> str:
        definition = kind.fields[name]
        self.coverage.fields.add(f"{kind.name}.{name}")
        alias = ""
        if self.rng.random() < 0.5 or depth == 0:
            alias = f"a{self.rng.randrange(10**6)}: "
            self.coverage.syntax.add("alias")
        call = name + self._arguments(kind, name, definition) + self._directive()
        inner = get_named_type(definition.type)
        if not isinstance(inner, GraphQLObjectType | GraphQLInterfaceType):
            return alias + call
        text = f"{alias}{call} {self._set(inner, depth + 1)}"
        if alias and self.rng.random() < 0.1:
            self.coverage.syntax.add("merged duplicate")
            return f"{text} {alias}{call} {self._set(inner, depth + 1)}"
        return text

    def _set(self, kind: Any, depth: int) -> str:
        if isinstance(kind, GraphQLInterfaceType):
            return self._interface_set(kind, depth)
        names = [n for n in kind.fields if n not in NOT_ROWS]
        leaves = [
            n
            for n in names
            if not isinstance(get_named_type(kind.fields[n].type), GraphQLObjectType | GraphQLInterfaceType)
        ]
        page = kind.name.endswith("Connection")
        if (depth >= MOST_DEPTH and not page and not kind.name.endswith("Edge")) or self.budget < 0:
            names = leaves or names[:1]
        chosen = self._some(names, self.rng.choice([1, 2, 2, 3, 4]), kind.name, self.coverage.fields)
        self.budget -= len(chosen)
        parts = [self._selected(kind, name, depth) for name in chosen]
        if self.rng.random() < 0.15:
            parts.insert(0, "__typename")
            self.coverage.syntax.add("__typename")
        return "{ " + " ".join(self._wrapped(kind, part) for part in parts) + " }"

    def _wrapped(self, kind: Any, part: str) -> str:
        chance = self.rng.random()
        if chance < 0.05:
            self.coverage.syntax.add("inline fragment")
            return f"... on {kind.name}{self._directive()} {{ {part} }}"
        if chance < 0.08:
            self.coverage.syntax.add("inline fragment without type")
            return f"...{self._directive()} {{ {part} }}"
        if chance < 0.13:
            self.coverage.syntax.add("named fragment")
            name = f"F{len(self.fragments)}"
            self.fragments[name] = f"fragment {name} on {kind.name} {{ {part} }}"
            return f"...{name}{self._directive()}"
        return part

    def _interface_set(self, kind: GraphQLInterfaceType, depth: int) -> str:
        parts = [self._selected(kind, name, depth) for name in self.rng.sample(sorted(kind.fields), 2)]
        possible = sorted(self.schema.get_possible_types(kind), key=lambda t: t.name)
        for each in self.rng.sample(possible, 2):
            self.coverage.syntax.add("fragment on interface")
            parts.append(f"... on {each.name} {self._set(each, depth)}")
        return "{ __typename " + " ".join(parts) + " }"

    def _directive(self) -> str:
        if self.rng.random() > 0.08:
            return ""
        name = self.rng.choice(["include", "skip"])
        keep = name == "include"
        if self.rng.random() < 0.25:
            keep = not keep
        self.coverage.syntax.add("@" + name)
        if self.rng.random() < 0.5:
            return f" @{name}(if: {str(keep).lower()})"
        return f" @{name}(if: ${self._variable('Boolean!', keep)})"

    # Arguments

    def _arguments(self, kind: Any, name: str, definition: Any) -> str:
        if not definition.args:
            return ""
        values: dict[str, tuple[Any, Any]] = {}
        target = get_named_type(definition.type).name.removesuffix("Connection")
        names = list(definition.args)
        if kind is self.schema.query_type and "id" in names:
            keys = [n for n in names if n != "at" and not (self.masked and n == "msisdn")]
            then = ["at"] if "at" in names and self.rng.random() < 0.6 else []
            names = [self.rng.choice(keys), *then]
        elif "first" in names:
            names = self._list_arguments(f"{kind.name}.{name}", names)
        elif names == ["asOf"] and self.rng.random() < 0.3:
            names = []
        for argument in names:
            values[argument] = (definition.args[argument].type, self._argument(target, argument, definition, values))
            self.coverage.arguments.add(f"{kind.name}.{name}({argument})")
        return "(" + ", ".join(f"{n}: {self._written(t, v)}" for n, (t, v) in values.items()) + ")" if values else ""

    def _list_arguments(self, field: str, names: list[str]) -> list[str]:
        # The order is chosen first, since cursors depend on it.
        chosen = [
            n
            for n in ("orderBy", "filter", "search", "after", "before")
            if n in names
            and self.rng.random()
            < (0.7 if f"{field}({n})" not in self.coverage.arguments else 0.5 if n == "filter" else 0.25)
        ]
        chosen.append(self.rng.choice(["first", "first", "last"]))
        return chosen

    def _argument(self, target: str, argument: str, definition: Any, values: dict[str, Any]) -> Any:
        rng = self.rng
        if argument in {"first", "last"}:
            return rng.choice([0, 1, 2, 3, 3, 5, 25])
        if argument in {"after", "before"}:
            order = values.get("orderBy", (None, None))[1]
            return self._cursor(target, order[0]["field"] if order else DEFAULT_ORDER.get(target, "CREATED_AT"))
        if argument == "orderBy":
            kind = get_named_type(definition.args[argument].type)
            return [self._input(kind, target, 0)] if rng.random() < 0.95 else []
        if argument == "filter":
            return self._input(get_named_type(definition.args[argument].type), target, 0)
        if argument == "search":
            return self._with_holder(self._term(target)) if target == "Sim" else self._term(target)
        if argument == "id":
            return self._id(target)
        if argument == "contractId":
            return self._id("Contract" if rng.random() < 0.95 else "Payment")
        if argument == "asOf":
            return self._moment() if rng.random() < 0.9 else None
        if argument == "hours":
            return rng.choice([1, 24, 2400])
        if argument == "at":
            begin = self.rng.choice(self.world.rows["TariffVersion"]).valid_from
            return _text(begin + timedelta(microseconds=self.rng.choice([-1, 0, 1])))
        if argument in {"from", "to"}:
            return self._moment(values["contractId"][1])
        if argument == "idempotencyKey":
            return rng.choice(
                ["none", *{row.idempotency_key for row in self.world.rows[target] if row.idempotency_key}]
            )
        if argument == "ids":
            return [self._id(rng.choice([*GRAPH])) for _ in range(rng.choice([0, 1, 3, 5]))]
        row = rng.choice(self.world.rows[target])
        return getattr(row, argument) or "none"

    def _moment(self, contract: str = "") -> str:
        """Mostly a moment of a ledger entry, or a microsecond before or after it, where inclusion matters."""
        entries = self.world.rows["LedgerEntry"]
        entries = [entry for entry in entries if f"con_{entry.contract_id}" == contract] or entries
        if self.rng.random() < 0.15:
            return _text(datetime(self.rng.choice([1000, 1999, 2026, 9998]), 12, 31, tzinfo=UTC))
        beside = timedelta(microseconds=self.rng.choice([-1, 0, 0, 1]))
        return _text(self.rng.choice(entries).created_at + beside)

    def _id(self, target: str) -> str:
        if target not in PREFIX.values():
            target = self.rng.choice([*PREFIX.values()])
        prefix = next(p for p, n in PREFIX.items() if n == target)
        if self.rng.random() < 0.1:
            return self.rng.choice(["nonsense", "cus_", f"{prefix}_0190aaaa-0000-7000-8000-000000000000"])
        assert self.world.rows[target], f"add rows of {target} in tests/world"
        return f"{prefix}_{self.rng.choice(self.world.rows[target]).id}"

    def _cursor(self, target: str, code: str) -> str:
        row = self.rng.choice(self.world.rows[target])
        text = json.dumps(
            [CURSORS.get(code, code), _text(getattr(row, ORDER_KEYS[code])), str(row.id)],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return base64.b64encode(text.encode()).decode()

    def _term(self, target: str) -> str:
        columns = [("Sim", "iccid"), ("PhoneNumber", "msisdn")]
        if target == "Customer":
            columns += [("Customer", each) for each in ("name", "name", "name", "number", "phone", "email")]
            columns += [("Contract", "number"), ("IdentityDocument", "number"), ("CustomerContact", "phone")]
        if self.masked and self.rng.random() < 0.7:
            columns = [each for each in columns if each[1] in {"number", "iccid"} and each[0] != "IdentityDocument"]
        kind, column = self.rng.choice(columns)
        texts = [t for row in self.world.rows[kind] if (t := getattr(row, column)) and t.isprintable()]
        text = self.rng.choice(texts)
        if column == "msisdn" and self.rng.random() < 0.5:
            text = f"0{text[4:7]} {text[7:9]} {text[9:11]} {text[11:]}"
        start = self.rng.choice([0, 0, self.rng.randrange(max(1, len(text) - 3))])
        term = text[start : start + self.rng.choice([2, 3, 4, 6, 40, 40])]
        return term if self.rng.random() < 0.9 else self.rng.choice(["", "  ", term.upper()])

    def _with_holder(self, term: str) -> str:
        """Sometimes a word of a customer's name, or one of its spellings, in addition to a term or instead of it."""
        rng = random.Random(term)
        if self.masked or rng.random() < 0.4:
            return term
        name = rng.choice(self.world.rows["Customer"]).name
        word = rng.choice([name, *name.split()])[:40]
        return rng.choice([word, f"{word} {term}"]) if word.isprintable() else term

    def _input(self, kind: GraphQLInputObjectType, target: str, depth: int) -> dict[str, Any]:
        names = list(kind.fields)
        if kind.name.endswith("Order"):
            chosen = ["field"] + (["direction"] if self.rng.random() < 0.7 else [])
        elif kind.name.endswith("Filter") and "and" in names:
            masks = [MASKS] if self.masked else [SUBSCRIBERS_MASKS, LINES_MASKS] if self.subscriber else []
            hidden = {to_camel_case(n) for each in masks for n in each.get(kind.name.removesuffix("Filter"), ())}
            names = [n for n in names if n not in hidden]
            if depth >= 2:
                names = [n for n in names if n not in {"and", "or", "not"} and self._is_value_filter(kind, n)]
            chosen = self._some(names, self.rng.choice([1, 2, 2]), kind.name, self.coverage.inputs)
        else:
            chosen = self._some(names, self.rng.choice([1, 1, 2, 3]), kind.name, self.coverage.inputs)
        value = {}
        for name in chosen:
            self.coverage.inputs.add(f"{kind.name}.{name}")
            value[name] = self._input_value(kind, kind.fields[name].type, target, name, depth)
        return value

    def _is_value_filter(self, kind: GraphQLInputObjectType, name: str) -> bool:
        inner = get_named_type(kind.fields[name].type)
        return isinstance(inner, GraphQLInputObjectType) and "eq" in inner.fields

    def _input_value(self, kind: Any, wanted: Any, target: str, name: str, depth: int) -> Any:
        bare = wanted.of_type if isinstance(wanted, GraphQLNonNull) else wanted
        if isinstance(bare, GraphQLList):
            return [
                self._input_value(kind, bare.of_type, target, name, depth) for _ in range(self.rng.choice([0, 1, 2]))
            ]
        if isinstance(bare, GraphQLInputObjectType):
            if "eq" in bare.fields:
                self._column = (target, name)
                return self._input(bare, target, depth + 1)
            inner = bare.name.removesuffix("Filter").removesuffix("List")
            return self._input(bare, inner, depth + 1)
        if isinstance(bare, GraphQLEnumType):
            hidden = MASKS.get(bare.name.removesuffix("OrderField"), set()) if self.masked else set()
            codes = [c for c in bare.values if ORDER_KEYS.get(c) not in hidden]
            code = self._some(codes, 1, bare.name, self.coverage.codes)[0]
            self.coverage.codes.add(f"{bare.name}.{code}")
            return code
        return self._operand(bare.name, name)

    def _operand(self, scalar: str, operator: str) -> Any:
        target, column = self._column
        if scalar == "Boolean":
            return self.rng.random() < 0.5
        if scalar == "ID":
            return self._id(target)
        attribute = _snake(column)
        values = [v for row in self.world.rows[target] if (v := getattr(row, attribute)) is not None]
        value = self.rng.choice(values) if values else "none"
        if scalar in {"DateTime", "Date"}:
            return _text(value)
        if operator in {"contains", "startsWith"} and self.rng.random() < 0.25:
            return self.rng.choice(["%%%", "___", "100%_", "_b%", "CD_", "+99677_", "89%"])
        if operator == "contains":
            text = str(value)
            start = self.rng.randrange(max(1, len(text) - 3))
            part = text[start : start + self.rng.choice([3, 5])]
            return part if len(part) >= 3 and part.isprintable() else "100%_"
        if operator == "matches":
            return self.rng.choice([f"…{str(value)[-2:]}", f"…{str(value)[-4:-1]}?", f"{str(value)[:6]}…"])
        if operator == "startsWith":
            return str(value)[: self.rng.choice([0, 1, 4])]
        return value

    # Writing values, as literals or through variables

    def _variable(self, declared: str, value: Any) -> str:
        name = f"v{len(self.declared)}"
        self.kinds[name] = declared
        if self.rng.random() < 0.1 and not isinstance(value, dict | list) and not declared.endswith("!"):
            self.coverage.syntax.add("variable default")
            self.declared.append(f"${name}: {declared} = {self._literal(self.schema.type_map.get(declared), value)}")
            return name
        self.declared.append(f"${name}: {declared}")
        self.variables[name] = value
        return name

    def _written(self, kind: Any, value: Any) -> str:
        if self.rng.random() < 0.4:
            self.coverage.syntax.add("variable")
            is_enum = isinstance(get_named_type(kind), GraphQLEnumType)
            return "$" + self._variable(str(kind), value) if not is_enum or isinstance(value, str) else "null"
        return self._literal(kind, value)

    def _literal(self, kind: Any, value: Any) -> str:
        bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(bare, GraphQLInputObjectType) and isinstance(value, dict):
            inner = [f"{k}: {self._written_inside(bare.fields[k].type, v)}" for k, v in value.items()]
            return "{" + ", ".join(inner) + "}"
        if isinstance(value, list):
            item = bare.of_type if isinstance(bare, GraphQLList) else None
            return "[" + ", ".join(self._literal(item, v) for v in value) + "]"
        if isinstance(bare, GraphQLEnumType):
            return str(value)
        return json.dumps(value, ensure_ascii=False)

    def _written_inside(self, kind: Any, value: Any) -> str:
        if self.rng.random() < 0.1:
            self.coverage.syntax.add("variable inside literal")
            return "$" + self._variable(str(kind), value)
        return self._literal(kind, value)


def everything(schema: GraphQLSchema) -> Coverage:
    """All parts of the schema that queries can cover."""
    whole = Coverage()
    for kind in schema.type_map.values():
        if (
            kind.name.startswith("__")
            or kind.name in NOT_ROW_TYPES
            or kind.name.endswith(("Changed", "Added", "Progress"))
        ):
            continue
        if (
            "Aggregate" in kind.name
            or kind.name.endswith(("GroupKey", "Payload"))
            or kind.name in {"UserError", "CandidateReasons", "MatchReason", "Plan", "PlanChange", "PlanCharge"}
        ):
            continue
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, definition in kind.fields.items():
                if name in NOT_ROWS or name.endswith("Aggregate"):
                    continue
                whole.fields.add(f"{kind.name}.{name}")
                whole.arguments |= {f"{kind.name}.{name}({argument})" for argument in definition.args}
        elif isinstance(kind, GraphQLInputObjectType) and kind.name.endswith(("Filter", "Order")):
            whole.inputs |= {f"{kind.name}.{name}" for name in kind.fields}
        elif isinstance(kind, GraphQLEnumType) and kind.name.endswith(("OrderField", "OrderDirection")):
            whole.codes |= {f"{kind.name}.{code}" for code in kind.values}
    whole.syntax = {
        "alias", "merged duplicate", "__typename", "root __typename", "several roots", "inline fragment",
        "inline fragment without type", "named fragment", "fragment on interface", "@include", "@skip", "variable",
        "variable default", "variable inside literal",
    }  # fmt: skip
    return whole
