"""Hostile requests: each gets an answer of its own, soon, with a code, while a neighbour is served.

`python -m tests.http.test_hostile` prints which take longest, best of three each.
"""

# ruff: noqa: T201, UP031  it prints a table when run; % leaves the braces of GraphQL alone

import asyncio
import base64
import itertools
import json
import random
import signal
import string
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest

from tests.client import Client

pytestmark = pytest.mark.database

SECONDS = 2.0  # generous: machines differ; what is aimed at is a tenth of a second
GUARD_SECONDS = 4.0  # when the loop is blocked for this long, the test is ended rather than the run
NEWER = "application/graphql-response+json"
CONTENT = {"content-type": "application/json", "accept": NEWER}

DATA = "data"  # the document is valid and merely runs: 200
PARSE = "GRAPHQL_PARSE_FAILED"
INVALID = "GRAPHQL_VALIDATION_FAILED"
LIMIT = "LIMIT_EXCEEDED"
INPUT = "BAD_USER_INPUT"
BAD = "BAD_REQUEST"
UNKNOWN_DOCUMENT = "PERSISTED_QUERY_NOT_FOUND"
NAME = "OPERATION_RESOLUTION_FAILURE"
STATUS = {
    DATA: 200,
    PARSE: 400,
    INVALID: 400,
    LIMIT: 400,
    INPUT: 400,
    BAD: 400,
    NAME: 400,
    UNKNOWN_DOCUMENT: 400,
    "METHOD_NOT_ALLOWED": 405,
    "NOT_ACCEPTABLE": 406,
    "PAYLOAD_TOO_LARGE": 413,
    "PREFLIGHT_REQUIRED": 400,
    "UNSUPPORTED_MEDIA_TYPE": 415,
}

Body = bytes | Callable[[], AsyncIterator[bytes]]


@dataclass(frozen=True)
class Case:
    """`answer` is DATA or the code; `make` builds the body (large ones are not kept); a `url` is fetched by GET."""

    id: str
    answer: str
    make: Callable[[], Body] = lambda: b""
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"
    url: Callable[[], str] = lambda: "/graphql"


# Builders


def post(query: Any, variables: Any = None, **more: Any) -> bytes:
    document = {"query": query, **more}
    if variables is not None:
        document["variables"] = variables
    return json.dumps(document).encode()


def get(**parameters: str) -> str:
    return "/graphql?" + "&".join(f"{key}={quote(value)}" for key, value in parameters.items())


def nested(depth: int, before: str, middle: str, after: str = "}") -> str:
    return before * depth + middle + after * depth


def filtered(depth: int, key: str, inner: Any, *, many: bool = False) -> Any:
    """A filter that stands in itself."""
    for _ in range(depth):
        inner = {key: [inner] if many else inner}
    return inner


def nested_json(depth: int, key: str, inner: str, *, many: bool = False) -> bytes:
    """As `filtered`, as text: the json module refuses to write what is too deep."""
    before, after = ('{"%s":[' % key, "]}") if many else ('{"%s":' % key, "}")
    value = before * depth + inner + after * depth
    return (
        b'{"query":"query($f:CustomerFilter){customers(filter:$f){nodes{id}}}","variables":{"f":%s}}' % value.encode()
    )


def chain(length: int, spread: str, last: str, on: str = "Query", first: str = "{...F0}") -> str:
    """Fragments, each of which holds the next one as `spread` says (`%s` is its name)."""
    links = [f"fragment F{n} on {on}{{{spread.replace('%s', f'F{n + 1}')}}}" for n in range(length - 1)]
    return first + " ".join([*links, f"fragment F{length - 1} on {on}{{{last}}}"])


def repeated(count: int, text: str, between: str = " ") -> str:
    """`text` with `%d` counted up."""
    return between.join(text.replace("%d", str(n)) for n in range(count))


def cursor(*parts: Any) -> str:
    return base64.b64encode(json.dumps(parts).encode()).decode()


def conflicts(count: int, depth: int, leaf: str = "id") -> str:
    """One response key, many fields below it, all of them to be compared with one another; one leaf differs."""
    inner = "id"
    for level in reversed(range(depth)):
        name = ("sim", "contract")[level % 2]
        inner = " ".join([f"{name}{{{leaf if level == depth - 1 else inner}}}"] + [f"{name}{{{inner}}}"] * (count - 1))
    return f"{{contracts(first:1){{nodes{{{inner}}}}}}}"


def noise(length: int) -> str:
    """Text that does not compress: an index must not choke on it."""
    return "".join(random.Random(7).choices(string.ascii_letters + string.digits, k=length))


async def endless() -> AsyncIterator[bytes]:
    for _ in range(40):
        yield b" " * 50_000


async def drops() -> AsyncIterator[bytes]:
    for byte in post("{__typename}"):
        yield bytes([byte])


UNKNOWN_ID = "cus_01900000-0000-7000-8000-000000000000"
SQL = "'; drop table customer cascade; -- \\' $1 $$ %s :p1 /*"
HISTORIANS = ("Sim", "Contract", "Payment", "Ticket", "PhoneNumber")
EVERY_OF_NONE = {
    "contracts": {"every": {"customer": {"contracts": {"none": {"payments": {"every": {"contract": {}}}}}}}}
}
CUSTOMERS = "query($f:CustomerFilter){customers(filter:$f){nodes{id}}}"
NODES = "query($i:[ID!]!){nodes(ids:$i){id}}"
INTROSPECTION = """query IntrospectionQuery{__schema{description queryType{name kind}mutationType{name kind}
subscriptionType{name kind}types{...FullType}directives{name description isRepeatable locations args{...InputValue}}}}
fragment FullType on __Type{kind name description specifiedByURL fields(includeDeprecated:true){name description
args(includeDeprecated:true){...InputValue}type{...TypeRef}isDeprecated deprecationReason}
inputFields(includeDeprecated:true){...InputValue}interfaces{...TypeRef}enumValues(includeDeprecated:true){name
description isDeprecated deprecationReason}possibleTypes{...TypeRef}}fragment InputValue on __InputValue{name
description type{...TypeRef}defaultValue isDeprecated deprecationReason}fragment TypeRef on __Type{kind name
ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name ofType{kind name
ofType{kind name ofType{kind name ofType{kind name}}}}}}}}}}"""

DEPTH = [
    Case(
        "deep: 100 selections", LIMIT, lambda: post("{contract(id:1){" + nested(45, "sim{contract{", "id", "}}") + "}}")
    ),
    Case("deep: 13 fields", LIMIT, lambda: post("{contract(id:1){" + nested(6, "sim{contract{", "id", "}}") + "}}")),
    Case("deep: 190 unknown fields", LIMIT, lambda: post("{a" + nested(190, "{a", "{a}") + "}")),
    Case("deep: 10,000 unknown fields", PARSE, lambda: post("{a" * 10_000)),
    Case("deep: 400,000 braces", LIMIT, lambda: post("{" * 400_000)),
    Case("deep: 190 inline fragments", DATA, lambda: post(nested(190, "{...", "{__typename}"))),
    Case("deep: 600 inline fragments", PARSE, lambda: post(nested(600, "{...", "{__typename}"))),
    Case("deep: list literals", PARSE, lambda: post("{nodes(ids:" + "[" * 900 + "]" * 900 + "){id}}")),
    Case("deep: 190 list literals", LIMIT, lambda: post("{nodes(ids:" + "[" * 190 + "]" * 190 + "){id}}")),
    Case(
        "deep: variable of 190 lists",
        INVALID,
        lambda: post("query($a:" + "[" * 190 + "ID" + "]" * 190 + "){nodes(ids:$a){id}}"),
    ),
    Case(
        "deep: variable of 900 lists",
        PARSE,
        lambda: post("query($a:" + "[" * 900 + "ID" + "]" * 900 + "){nodes(ids:$a){id}}"),
    ),
    Case(
        "deep: cost beyond 64 bits",
        LIMIT,
        lambda: post(
            "{tariffs(first:1000000){nodes{contracts(first:1000000){nodes{customer{contracts(first:1000000){nodes{payments(first:1000000){nodes{id}}}}}}}}}}"
        ),
    ),
    Case(
        "deep: cost of 4,300 digits and more",
        LIMIT,
        lambda: post(
            chain(
                30,
                "...%s ...%s a:contracts(first:1000000){nodes{customer{...%s}}}",
                "id",
                "Customer",
                "{customers(first:9){nodes{...F0}}}",
            )
        ),
    ),
]

WIDE = [
    Case("wide: 31 aliases", LIMIT, lambda: post("{" + repeated(31, "a%d:__typename") + "}")),
    Case("wide: 600 aliases", LIMIT, lambda: post("{" + repeated(600, "a%d:__typename") + "}")),
    Case("wide: 10,000 aliases", LIMIT, lambda: post("{" + repeated(10_000, "a%d:__typename") + "}")),
    Case("wide: aliases spread over inline fragments", DATA, lambda: post("{" + " ".join("...{" + " ".join(f"a{m}_{n}:__typename" for n in range(25)) + "}" for m in range(20)) + "}")),
    Case("wide: one field 1,990 times", LIMIT, lambda: post("{" + "__typename " * 1990 + "}")),
    Case("wide: one object 490 times", LIMIT, lambda: post("{" + "viewer{role} " * 490 + "}")),
    Case("wide: one connection 270 times", LIMIT, lambda: post("{" + "customers{nodes{id}} " * 270 + "}")),
    Case("wide: one field 10,000 times", LIMIT, lambda: post("{" + "__typename " * 10_000 + "}")),
    Case("wide: 250 @skip on one field", INVALID, lambda: post("{__typename" + "@skip(if:true)" * 250 + "}")),
    Case("wide: 3,000 @skip on one field", PARSE, lambda: post("{__typename" + "@skip(if:true)" * 3000 + "}")),
    Case("wide: 990 unknown directives", INVALID, lambda: post("{__typename" + repeated(990, "@a%d", "") + "}")),
    Case("wide: 10,000 unknown directives", LIMIT, lambda: post("{__typename" + repeated(10_000, "@a%d", "") + "}")),
    Case("wide: directives on the operation", INVALID, lambda: post("query" + "@include(if:false)" * 250 + "{__typename}")),
    Case("wide: 600 arguments", INVALID, lambda: post("{customers(" + repeated(600, "a%d:1") + "){nodes{id}}}")),
    Case("wide: one argument 600 times", INVALID, lambda: post("{customers(" + "first:1 " * 600 + "){nodes{id}}}")),
    Case("wide: 600 input fields", INVALID, lambda: post("{customers(filter:{" + repeated(600, "a%d:1") + "}){nodes{id}}}")),
    Case("wide: one input field 250 times", INVALID, lambda: post("{customers(filter:{" + 'name:{eq:""}' * 250 + "}){nodes{id}}}")),
    Case("wide: 1,990 unknown fields", LIMIT, lambda: post("{" + repeated(1990, "f%d") + "}")),
    Case("wide: 900 unknown fields", INVALID, lambda: post("{" + repeated(900, "f%d") + "}")),
    Case("wide: all connections at once", DATA, lambda: post("{" + repeated(30, "a%d:statusChanges(first:3){totalCount nodes{verb}}") + "}")),
    Case("wide: fields free of charge below an empty page", LIMIT, lambda: post(chain(5, repeated(20, "a%d:customer{contracts(first:0){nodes{...%s}}}"), "id", "Contract", "{contracts(first:0){nodes{...F0}}}"))),
    Case("wide: 20,000 to-one relations", LIMIT, lambda: post(chain(4, repeated(27, "a%d:sim{contract{...%s}}"), "id", "Contract", '{contract(id:"x"){...F0}}'))),
    Case("wide: 900 to-one relations", LIMIT, lambda: post(chain(3, repeated(30, "a%d:sim{contract{...%s}}"), "id", "Contract", '{contract(id:"x"){...F0}}'))),
    Case("wide: every type of node below every other", LIMIT, lambda: post('{node(id:"x"){...F0}}' + " ".join(f"fragment F{n} on Node{{{' '.join(f'...on {kind}{{history{{node{{...F{n + 1}}}}}}}' for kind in HISTORIANS)}}}" for n in range(4)) + " fragment F4 on Node{id}")),
]  # fmt: skip

FRAGMENTS = [
    Case("fragments: a chain of 100", LIMIT, lambda: post(chain(100, "...%s", "__typename"))),
    Case("fragments: a chain of 30", DATA, lambda: post(chain(30, "...%s", "__typename"))),
    Case("fragments: 40 that double", LIMIT, lambda: post(chain(40, "...%s ...%s", "__typename"))),
    Case("fragments: 30 that double", LIMIT, lambda: post(chain(30, "...%s ...%s", "__typename"))),
    Case("fragments: 9 that double", DATA, lambda: post(chain(9, "...%s ...%s", "__typename"))),
    Case("fragments: 30 that double in inline fragments", LIMIT, lambda: post(chain(30, "...{...%s} ...{...%s}", "__typename"))),
    Case("fragments: 11 that double in aliased fields", LIMIT, lambda: post(chain(11, "a:contract{sim{...%s}} b:contract{sim{...%s}}", "id", "Sim", '{sim(iccid:"8"){...F0}}'))),
    Case("fragments: a fan of 30 spread 60 times", DATA, lambda: post("{" + repeated(30, "...F%d") * 20 + "}" + repeated(30, "fragment F%d on Query{__typename}"))),
    Case("fragments: each spreads all that follow", LIMIT, lambda: post("{...F0}" + " ".join(f"fragment F{n} on Query{{__typename {' '.join(f'...F{m}' for m in range(n + 1, 30))}}}" for n in range(30)))),
    Case("fragments: in a circle", INVALID, lambda: post("{...A}fragment A on Query{...B}fragment B on Query{...A}")),
    Case("fragments: in itself", INVALID, lambda: post("{...A}fragment A on Query{...A}")),
    Case("fragments: 30, each with all others", INVALID, lambda: post("{...F0}" + " ".join(f"fragment F{n} on Query{{{' '.join(f'...F{m}' for m in range(30))}}}" for n in range(30)))),
    Case("fragments: in a circle through fields", INVALID, lambda: post("{contracts{nodes{...A}}}fragment A on Contract{sim{...B}}fragment B on Sim{contract{...A}}")),
    Case("fragments: one name 30 times", INVALID, lambda: post("{...A}" + "fragment A on Query{__typename}" * 30)),
    Case("fragments: unused", INVALID, lambda: post("{__typename}" + repeated(29, "fragment F%d on Query{__typename}"))),
    Case("fragments: unknown, spread 600 times", INVALID, lambda: post("{" + repeated(600, "...F%d") + "}")),
    Case("fragments: on a type nobody knows", INVALID, lambda: post("{...on Nobody{id}...on String{id}...on CustomerFilter{id}}")),
    Case("fragments: alone", INVALID, lambda: post("fragment A on Query{__typename}")),
]  # fmt: skip

OVERLAPS = [
    Case("overlaps: 1,900 equal leaves", LIMIT, lambda: post('{customer(id:"x"){' + "id " * 1900 + "}}")),
    Case("overlaps: 180 objects with arguments", LIMIT, lambda: post("{" + repeated(180, "x:customer(id:%d){id}") + "}")),
    Case("overlaps: 180 objects with arguments, one name", LIMIT, lambda: post("{" + repeated(180, "customer(id:%d){id}") + "}")),
    Case("overlaps: 50 objects with arguments, one name", INVALID, lambda: post("{" + repeated(50, "customer(id:%d){id}") + "}")),
    Case("overlaps: fields that double 8 deep", LIMIT, lambda: post(conflicts(2, 8))),
    Case("overlaps: fields that double 6 deep", INVALID, lambda: post(conflicts(2, 6, "id:number"))),
    Case("overlaps: fields of 19 twice", LIMIT, lambda: post(conflicts(19, 2))),
    Case("overlaps: fields of 12 twice", DATA, lambda: post(conflicts(12, 2))),
    Case("overlaps: pairs of different fields, one key", LIMIT, lambda: post("{customers{nodes{" + "x:id x:name x:phone x:number " * 150 + "}}}")),
    Case("overlaps: 30 fragments, each against each", DATA, lambda: post("{customers{nodes{" + repeated(30, "...F%d") + "}}}" + repeated(30, "fragment F%d on Customer{" + repeated(15, "a%d:id") + "}"))),
    Case("overlaps: nested, aliased, spread", DATA, lambda: post(chain(3, "a:customer{contracts(first:1){nodes{...%s}}} a:customer{contracts(first:1){nodes{...%s}}}", "id", "Contract", "{contracts(first:1){nodes{...F0 ...F0}}}"))),
    Case("overlaps: many conflicts far down a long text", LIMIT, lambda: post("\n" * 450_000 + "{customers{nodes{" + "x:id x:name x:phone x:number " * 100 + "}}}")),
    Case("overlaps: deep object lists compared at each level", INVALID, lambda: post("{" + repeated(20, 'x:customers(filter:{or:[{name:{eq:"a%d"}},{name:{eq:"b"}},{not:{name:{in:["c","d"]}}}]}){nodes{id}}') + "}")),
    Case("overlaps: pairwise objects to a fixed depth", LIMIT, lambda: post("{" + "contracts{nodes{customer{contracts{nodes{customer{id}}}}}} " * 70 + "}")),
]  # fmt: skip

VARIABLES = [
    Case("variables: 490 unused", INVALID, lambda: post("query(" + repeated(490, "$v%d:Int") + "){__typename}")),
    Case("variables: 1,000", PARSE, lambda: post("query(" + repeated(1000, "$v%d:Int") + "){__typename}")),
    Case("variables: one 490 times", INVALID, lambda: post("query(" + "$v:Int " * 490 + "){customers(first:$v){nodes{id}}}")),
    Case("variables: 900 undefined", INVALID, lambda: post("{nodes(ids:[" + repeated(900, "$v%d") + "]){id}}")),
    Case("variables: 50,000 nobody declared", DATA, lambda: post("{__typename}", {f"v{n}": n for n in range(50_000)})),
    Case("variables: 900 KB nobody declared", DATA, lambda: post("{__typename}", {"v": "x" * 900_000})),
    Case("variables: 1,000 lists deep, undeclared", DATA, lambda: b'{"query":"{__typename}","variables":{"v":' + b"[" * 1000 + b"]" * 1000 + b"}}"),
    Case("variables: 1,000 lists deep beside introspection", DATA, lambda: b'{"query":"{__schema{queryType{name}}}","variables":{"v":' + b"[" * 1000 + b"]" * 1000 + b"}}"),
    Case("variables: 1,000 lists deep for ids", LIMIT, lambda: b'{"query":"query($i:[ID!]!){nodes(ids:$i){id}}","variables":{"i":' + b"[" * 1000 + b"]" * 1000 + b"}}"),
    Case("variables: not, 100 deep", LIMIT, lambda: nested_json(100, "not", '{"name":{"eq":"x"}}')),
    Case("variables: not, 500 deep", LIMIT, lambda: nested_json(500, "not", '{"name":{"eq":"x"}}')),
    Case("variables: not, 1,000 deep", LIMIT, lambda: nested_json(1000, "not", '{"name":{"eq":"x"}}')),
    Case("variables: and, 500 deep", LIMIT, lambda: nested_json(500, "and", '{"name":{"eq":"x"}}', many=True)),
    Case("variables: or, 300 deep", LIMIT, lambda: nested_json(300, "or", '{"name":{"eq":"x"}}', many=True)),
    Case("variables: not, 8 deep", DATA, lambda: nested_json(8, "not", '{"name":{"eq":"x"}}')),
    Case("variables: relations, 300 deep", LIMIT, lambda: b'{"query":"query($f:ContractFilter){contracts(filter:$f){nodes{id}}}","variables":{"f":' + b'{"sim":{"contract":' * 150 + b"{}" + b"}}" * 150 + b"}}"),
    Case("variables: relations, 40 deep", LIMIT, lambda: b'{"query":"query($f:ContractFilter){contracts(filter:$f){nodes{id}}}","variables":{"f":' + b'{"customer":{"contracts":{"some":' * 20 + b"{}" + b"}}}" * 20 + b"}}"),
    Case("variables: every and none, wide and deep", LIMIT, lambda: post("query($f:TariffFilter){tariffs(filter:$f){nodes{id}}}", {"f": {"or": [EVERY_OF_NONE] * 30}})),
    Case("variables: or of 60", DATA, lambda: post(CUSTOMERS, {"f": {"or": [{"name": {"eq": "x"}}] * 60}})),
    Case("variables: or of 1,000", LIMIT, lambda: post(CUSTOMERS, {"f": {"or": [{"name": {"eq": "x"}}] * 1000}})),
    Case("variables: or of 33,000", LIMIT, lambda: post(CUSTOMERS, {"f": {"or": [{"name": {"eq": "x"}}] * 33_000}})),
    Case("variables: or of 200,000 empty", LIMIT, lambda: post(CUSTOMERS, {"f": {"or": [{}] * 200_000}})),
    Case("variables: ands of ors of ands", LIMIT, lambda: post(CUSTOMERS, {"f": {"and": [{"or": [{"and": [{"not": {"phone": {"startsWith": "+"}}}] * 10}] * 10}] * 10}})),
    Case("variables: a null where the default was not null, ids", INPUT, lambda: post("query($i:[ID!]=[]){nodes(ids:$i){id}}", {"i": None})),
    Case("variables: a null where the default was not null, id", INPUT, lambda: post('query($i:ID="x"){node(id:$i){id}}', {"i": None})),
    Case("variables: a null where the default was not null, item", INPUT, lambda: post('query($i:ID="x"){nodes(ids:[$i]){id}}', {"i": None})),
    Case("variables: a null where the default was not null, skip", INPUT, lambda: post("query($s:Boolean=true){__typename@skip(if:$s)}", {"s": None})),
    Case("variables: a null where the default was not null, order", INPUT, lambda: post("query($o:CustomerOrderField=NAME){customers(orderBy:{field:$o}){nodes{id}}}", {"o": None})),
    Case("variables: a null where the default was not null, orders", INPUT, lambda: post("query($o:CustomerOrder={field:NAME}){customers(orderBy:[$o]){nodes{id}}}", {"o": None})),
    Case("variables: a null where the default was not null, key", INPUT, lambda: post('query($p:FieldPath="kind"){customersAggregate(groupBy:{field:$p}){count}}', {"p": None})),
    Case("variables: a null where the default was not null, filters", INPUT, lambda: post("query($f:CustomerFilter={}){customers(filter:{and:[$f]}){nodes{id}}}", {"f": None})),
    Case("variables: @include without its variable", INPUT, lambda: post("query($i:Boolean!){__typename@include(if:$i)}")),
    Case("variables: @include by an undefined one", INVALID, lambda: post("{__typename@include(if:$i)}")),
    Case("variables: @include by text", INPUT, lambda: post("query($i:Boolean!){__typename@include(if:$i)}", {"i": "true"})),
    Case("variables: @include by nothing", INVALID, lambda: post("{__typename@include}")),
    Case("variables: of output types", INVALID, lambda: post("query($c:Customer,$n:Node,$x:Nobody){__typename}", {"c": {}})),
    Case("variables: __proto__", INPUT, lambda: b'{"query":"query($f:CustomerFilter){customers(filter:$f){nodes{id}}}","variables":{"f":{"__proto__":{"name":{"eq":"x"}},"constructor":{}},"__proto__":{"a":1}}}'),
    Case("variables: __class__ and __init__", INPUT, lambda: post(CUSTOMERS, {"f": {"__class__": "x", "__init__": {"__globals__": {}}}})),
    Case("variables: 20,000 unknown keys", LIMIT, lambda: post(CUSTOMERS, {"f": {f"k{n}": n for n in range(20_000)}})),
    Case("variables: an unknown key of 900 KB", INPUT, lambda: post(CUSTOMERS, {"f": {"k" * 900_000: 1}})),
    Case("variables: ids by the 100,000", LIMIT, lambda: post(NODES, {"i": ["cus_x"] * 95_000})),
    Case("variables: ids as 450,000 numbers", LIMIT, lambda: b'{"query":"%s","variables":{"i":[%s]}}' % (NODES.encode(), b",".join([b"1"] * 450_000))),
    Case("variables: ids that are no ids, 300,000", LIMIT, lambda: b'{"query":"%s","variables":{"i":[%s]}}' % (NODES.encode(), b",".join([b"{}"] * 300_000))),
    Case("variables: in, 10,000 texts", LIMIT, lambda: post(CUSTOMERS, {"f": {"phone": {"in": ["+996700000000"] * 10_000}}})),
    Case("variables: in, 5,000 texts", INPUT, lambda: post(CUSTOMERS, {"f": {"phone": {"in": ["+996700000000"] * 5000}}})),
    Case("variables: in, 1,000 texts", DATA, lambda: post(CUSTOMERS, {"f": {"phone": {"in": ["+996700000000"] * 1000}}})),
    Case("variables: in, 10,000 enums", LIMIT, lambda: post(CUSTOMERS, {"f": {"status": {"in": ["ACTIVE"] * 10_000}}})),
    Case("variables: in, 10,000 ids", LIMIT, lambda: post(CUSTOMERS, {"f": {"id": {"in": [UNKNOWN_ID] * 10_000}}})),
    Case("variables: in, 10,000 moments", LIMIT, lambda: post(CUSTOMERS, {"f": {"createdAt": {"in": ["2026-01-01T00:00:00Z"] * 10_000}}})),
    Case("variables: in, 180,000 texts", LIMIT, lambda: post(CUSTOMERS, {"f": {"phone": {"in": ["x"] * 180_000}}})),
    Case("variables: numbers instead of texts, 100,000", LIMIT, lambda: post(CUSTOMERS, {"f": {"phone": {"in": list(range(100_000))}}})),
    Case("variables: a list of filters, 10,000 wrong", LIMIT, lambda: post(CUSTOMERS, {"f": {"or": [{"x": 1}] * 10_000}})),
]  # fmt: skip

LITERALS = [
    Case("literals: not, 60 deep", LIMIT, lambda: post("{customers(filter:" + nested(60, "{not:", '{name:{eq:"x"}}') + "){nodes{id}}}")),
    Case("literals: not, 190 deep", LIMIT, lambda: post("{customers(filter:" + nested(190, "{not:", '{name:{eq:"x"}}') + "){nodes{id}}}")),
    Case("literals: not, 500 deep", PARSE, lambda: post("{customers(filter:" + nested(500, "{not:", '{name:{eq:"x"}}') + "){nodes{id}}}")),
    Case("literals: and, 90 deep", LIMIT, lambda: post("{customers(filter:" + nested(90, "{and:[", '{name:{eq:"x"}}', "]}") + "){nodes{id}}}")),
    Case("literals: relations, 90 deep", LIMIT, lambda: post("{contracts(filter:" + nested(30, "{customer:{contracts:{some:", "{}", "}}}") + "){nodes{id}}}")),
    Case("literals: or of 200", DATA, lambda: post("{customers(filter:{or:[" + '{name:{eq:"x"}}' * 200 + "]}){nodes{id}}}")),
    Case("literals: or of 190, with variables inside", DATA, lambda: post("query($n:String){customers(filter:{or:[" + "{name:{eq:$n}}" * 190 + "]}){nodes{id}}}", {"n": "x"})),
    Case("literals: not, 190 deep, with a variable inside", LIMIT, lambda: post("query($n:String){customers(filter:" + nested(190, "{not:", "{name:{eq:$n}}") + "){nodes{id}}}", {"n": "x"})),
    Case("literals: text of 900 KB", LIMIT, lambda: post('{customer(id:"%s"){id}}' % ("x" * 900_000))),
    Case("literals: block string of 900 KB of lines", LIMIT, lambda: post('{customer(id:"""%s"""){id}}' % (" \n" * 300_000))),
    Case("literals: text of 100,000 escapes", LIMIT, lambda: post('{customer(id:"%s"){id}}' % ("\\u0041" * 100_000))),
    Case("literals: text of wide escapes", LIMIT, lambda: post('{customer(id:"%s"){id}}' % ("\\u{1F600}" * 80_000))),
    Case("literals: half a surrogate pair", PARSE, lambda: post('{customer(id:"\\uD83D"){id}}')),
    Case("literals: half a surrogate pair, wide", PARSE, lambda: post('{customer(id:"\\u{D83D}"){id}}')),
    Case("literals: a character past Unicode", PARSE, lambda: post('{customer(id:"\\u{110000}\\u{FFFFFFFFFFFFFFFFFFFFFFF}"){id}}')),
    Case("literals: an escaped NUL", INPUT, lambda: post('{sim(iccid:"\\u0000"){id}}')),
    Case("literals: a raw NUL in the document", INPUT, lambda: post('{sim(iccid:"\0"){id}}')),
    Case("literals: text without end", PARSE, lambda: post('{customer(id:"x')),
    Case("literals: block string without end", PARSE, lambda: post('{customer(id:"""x')),
    Case("literals: an integer of 5,000 digits", INVALID, lambda: post("{customers(first:%s){nodes{id}}}" % ("9" * 5_000))),
    Case("literals: an integer of 900,000 digits", LIMIT, lambda: post("{customers(first:%s){nodes{id}}}" % ("9" * 900_000))),
    Case("literals: an id of 5,000 digits", INPUT, lambda: post("{customer(id:%s){id}}" % ("9" * 5_000))),
    Case("literals: a float of 5,000 digits", INVALID, lambda: post("{customers(first:1.%se999999){nodes{id}}}" % ("9" * 5_000))),
    Case("literals: -0, 1e1, 00", PARSE, lambda: post("{customers(first:00){nodes{id}}}")),
    Case("literals: an integer for a text", INVALID, lambda: post("{customers(filter:{name:{eq:%s}}){nodes{id}}}" % ("9" * 5_000))),
    Case("literals: an integer for a moment", INVALID, lambda: post("{customers(filter:{createdAt:{eq:%s}}){nodes{id}}}" % ("9" * 5_000))),
    Case("literals: an integer for a path", INVALID, lambda: post("{customersAggregate(groupBy:{field:%s}){count}}" % ("9" * 5_000))),
    Case("literals: 300,000 comments", LIMIT, lambda: post("#\n" * 300_000 + "{__typename}")),
    Case("literals: a comment of 900 KB", LIMIT, lambda: post("{__typename}#" + "x" * 900_000)),
    Case("literals: 900,000 commas", LIMIT, lambda: post("{__typename" + "," * 900_000 + "}")),
    Case("literals: 450,000 lines, then a mistake", LIMIT, lambda: post("\n" * 450_000 + "{" + repeated(100, "f%d") + "}")),
    Case("literals: 150,000 byte order marks", LIMIT, lambda: post("\ufeff" * 150_000 + "{__typename}")),
    Case("literals: a byte order mark", DATA, lambda: post("\ufeff{__typename}")),
    Case("literals: a name of 900 KB", LIMIT, lambda: post("{" + "a" * 900_000 + "}")),
    Case("literals: names of other scripts", PARSE, lambda: post("{имя}")),
    Case("literals: an enum nobody knows", INVALID, lambda: post("{customers(orderBy:{field:DROP_TABLE,direction:ASC}){nodes{id}}}")),
    Case("literals: an enum as SQL", INVALID, lambda: post('{customers(orderBy:{field:"NAME; drop table customer"}){nodes{id}}}')),
    Case("literals: a boolean as an enum", INVALID, lambda: post("{customers(orderBy:{field:true,direction:null}){nodes{id}}}")),
    Case("literals: an unfinished spread", PARSE, lambda: post("{... ...}")),
    Case("literals: type definitions", INVALID, lambda: post("{__typename}" + repeated(90, "type A%d{b:Int} "))),
    Case("literals: only a schema", INVALID, lambda: post("schema{query:Query} extend type Query{a:Int}")),
]  # fmt: skip

LISTS = [
    Case("lists: first of 101", INPUT, lambda: post("query($n:Int){customers(first:$n){nodes{id}}}", {"n": 101})),
    Case("lists: first of 2^31 - 1", LIMIT, lambda: post("{customers(first:2147483647){nodes{id}}}")),
    Case("lists: first of 2^31", INVALID, lambda: post("{customers(first:2147483648){nodes{id}}}")),
    Case("lists: a negative first", INPUT, lambda: post("{customers(first:-1){nodes{id}}}")),
    Case("lists: first of -2^31", INPUT, lambda: post("query($n:Int){customers(first:$n){nodes{id}}}", {"n": -(2**31)})),
    Case("lists: first as a fraction", INPUT, lambda: post("query($n:Int){customers(first:$n){nodes{id}}}", {"n": 1.5})),
    Case("lists: first as text", INPUT, lambda: post("query($n:Int){customers(first:$n){nodes{id}}}", {"n": "1; drop table"})),
    Case("lists: first as true", INPUT, lambda: post("query($n:Int){customers(first:$n){nodes{id}}}", {"n": True})),
    Case("lists: a negative first of an aggregate", INPUT, lambda: post("{customersAggregate(first:-1){count}}")),
    Case("lists: an enormous first of an aggregate", INPUT, lambda: post("{customersAggregate(first:2147483647){count}}")),
    Case("lists: a cursor of 700 KB", INPUT, lambda: post("query($c:String){customers(after:$c){nodes{id}}}", {"c": base64.b64encode(b"[" * 500_000).decode()})),
    Case("lists: a cursor that names a long order", INPUT, lambda: post("query($c:String){customers(after:$c){nodes{id}}}", {"c": cursor("x" * 500_000, "x", UNKNOWN_ID[4:])})),
    Case("lists: a cursor of another alphabet", INPUT, lambda: post('{customers(after:"курсор"){nodes{id}}}')),
    Case("lists: a cursor of a moment before time", INPUT, lambda: post("query($c:String){customers(after:$c){nodes{id}}}", {"c": cursor("CREATED_AT", "0001-01-01T00:00:00+14:00", UNKNOWN_ID[4:])})),
    Case("lists: a cursor of a moment after time", INPUT, lambda: post("query($c:String){customers(before:$c){nodes{id}}}", {"c": cursor("CREATED_AT", "9999-12-31T23:59:59-14:00", UNKNOWN_ID[4:])})),
    Case("lists: a cursor with a number for its id", INPUT, lambda: post("query($c:String){customers(after:$c){nodes{id}}}", {"c": cursor("CREATED_AT", 1, 1)})),
    Case("lists: a cursor with an object inside", INPUT, lambda: post("query($c:String){customers(after:$c){nodes{id}}}", {"c": cursor({}, [], {"a": None})})),
    Case("lists: a cursor that is SQL", INPUT, lambda: post("query($c:String){customers(after:$c){nodes{id}}}", {"c": cursor("NAME'; drop table customer", SQL, SQL)})),
    Case("lists: a cursor with SQL for its key", DATA, lambda: post("query($c:String){customers(after:$c,orderBy:{field:NAME}){nodes{id}}}", {"c": cursor("NAME:2", SQL, UNKNOWN_ID[4:])})),
    Case("lists: a cursor with a key of 500 KB", DATA, lambda: post("query($c:String){customers(after:$c,orderBy:{field:NAME}){nodes{id}}}", {"c": cursor("NAME:2", "x" * 500_000, UNKNOWN_ID[4:])})),
    Case("lists: cursors on both sides, all backward", INPUT, lambda: post('{customers(after:"",before:"",last:5){nodes{id}}}')),
    Case("lists: 190 orders", INPUT, lambda: post("{customers(orderBy:[" + "{field:NAME}" * 190 + "]){nodes{id}}}")),
    Case("lists: 1,000 orders", LIMIT, lambda: post("query($o:[CustomerOrder!]){customers(orderBy:$o){nodes{id}}}", {"o": [{"field": "NAME"}] * 1000})),
    Case("lists: 40,000 orders", LIMIT, lambda: post("query($o:[CustomerOrder!]){customers(orderBy:$o){nodes{id}}}", {"o": [{"field": "NAME"}] * 40_000})),
    Case("lists: 1,000 orders of groups", LIMIT, lambda: post("query($o:[AggregateOrder!]){paymentsAggregate(orderBy:$o){count sum}}", {"o": [{"field": "SUM"}, {"field": "COUNT"}] * 500})),
    Case("lists: 40,000 orders of groups", LIMIT, lambda: post("query($o:[AggregateOrder!]){paymentsAggregate(orderBy:$o){count sum}}", {"o": [{"field": "SUM"}] * 40_000})),
    Case("lists: 10,000 keys to group by", LIMIT, lambda: post("query($g:[AggregateGroupBy!]){customersAggregate(groupBy:$g){count}}", {"g": [{"field": "kind"}] * 10_000})),
    Case("lists: paths that go nowhere", INPUT, lambda: post('{customersAggregate(groupBy:{field:"a.b.c.d"}){count}}')),
    Case("lists: a path of 300 hops", INPUT, lambda: post("query($g:[AggregateGroupBy!]){contractsAggregate(groupBy:$g){count}}", {"g": [{"field": ".".join(["sim"] * 300)}]})),
    Case("lists: a path that is SQL", INPUT, lambda: post("query($g:[AggregateGroupBy!]){contractsAggregate(groupBy:$g){count}}", {"g": [{"field": "status) from contract; --"}]})),
    Case("lists: a path of 900 KB", INPUT, lambda: post("query($g:[AggregateGroupBy!]){contractsAggregate(groupBy:$g){count}}", {"g": [{"field": "A" * 900_000}]})),
    Case("lists: a path of 300 KB, many words", INPUT, lambda: post("query($g:[AggregateGroupBy!]){contractsAggregate(groupBy:$g){count}}", {"g": [{"field": "A_" * 150_000 + "A"}]})),
    Case("lists: a path that is __class__", INPUT, lambda: post("query($g:[AggregateGroupBy!]){contractsAggregate(groupBy:$g){count}}", {"g": [{"field": "__class__"}]})),
    Case("lists: a path to a column's name", INVALID, lambda: post('{customersAggregate(groupBy:{field:"kyc_status"}){count}}')),
    Case("lists: measures by the hundred", LIMIT, lambda: post("{paymentsAggregate{" + " ".join("...{" + " ".join(f"a{m}_{n}:sum" for n in range(30)) + "}" for m in range(10)) + "}}")),
    Case("lists: 30 measures", DATA, lambda: post("{paymentsAggregate{" + repeated(30, 'a%d:countDistinct(field:"contract.customer.name")') + "}}")),
    Case("lists: a sum of texts", INPUT, lambda: post("{customersAggregate{sum(field:name)}}")),
    Case("lists: a time zone that is SQL", INPUT, lambda: post('{customersAggregate(groupBy:{field:createdAt,bucket:DAY,timeZone:"%s"}){count}}' % "UTC'; drop table customer")),
    Case("lists: a time zone that is a path", INPUT, lambda: post('{customersAggregate(groupBy:{field:createdAt,bucket:DAY,timeZone:"../../etc/passwd"}){count}}')),
]  # fmt: skip

TEXTS = [
    Case("texts: a search of 100 KB", INPUT, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": noise(100_000)})),
    Case("texts: a search of 900 KB", INPUT, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": "я" * 150_000})),
    Case("texts: a search of 6 words", INPUT, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": "иван " * 6})),
    Case("texts: a search of 1,000 words", INPUT, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": "иван " * 1000})),
    Case("texts: a search of 200,000 words", INPUT, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": "abc " * 200_000})),
    Case("texts: a search of 700 words, as a literal", INPUT, lambda: post('{customers(search:"%s"){nodes{id}}}' % ("abc " * 700))),
    Case("texts: a search of wildcards", DATA, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": "%_" * 100})),
    Case("texts: a search of backslashes", DATA, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": "\\" * 101})),
    Case("texts: contains, a flood of wildcards", INPUT, lambda: post(CUSTOMERS, {"f": {"name": {"contains": "%_\\" * 30_000}}})),
    Case("texts: contains, 200 wildcards", DATA, lambda: post(CUSTOMERS, {"f": {"name": {"contains": "%a" * 100}}})),
    Case("texts: contains, 700 KB", INPUT, lambda: post(CUSTOMERS, {"f": {"name": {"contains": noise(700_000)}}})),
    Case("texts: startsWith, 900 KB", INPUT, lambda: post(CUSTOMERS, {"f": {"name": {"startsWith": noise(900_000)}}})),
    Case("texts: eq, 900 KB", INPUT, lambda: post(CUSTOMERS, {"f": {"name": {"eq": noise(900_000)}}})),
    Case("texts: a search that is SQL", DATA, lambda: post("query($s:String){customers(search:$s){nodes{id}}}", {"s": "'or'1'='1';--"})),
    Case("texts: SQL in every filter of a customer", DATA, lambda: post(CUSTOMERS, {"f": {key: dict.fromkeys(("eq", "ne", "contains", "startsWith"), SQL) | {"in": [SQL]} for key in ("number", "name", "phone", "email")} | {"id": {"eq": SQL, "ne": SQL, "in": [SQL]}}})),
    Case("texts: SQL in every filter of a contract", DATA, lambda: post("query($f:ContractFilter){contracts(filter:$f){nodes{id}}}", {"f": {"number": {"eq": SQL, "ne": SQL, "in": [SQL], "startsWith": SQL}, "tariff": {"code": {"eq": SQL}}, "sim": {"iccid": {"contains": SQL}, "msisdn": {"eq": SQL}}}})),
    Case("texts: SQL for every key", DATA, lambda: post("query($s:String!,$i:ID!){a:sim(iccid:$s){id}b:sim(msisdn:$s){id}c:tariff(code:$s){id}d:customer(id:$i){id}e:node(id:$i){id}f:nodes(ids:[$i]){id}g:payment(id:$i){id}h:ticket(id:$i){id}}", {"s": SQL, "i": "cus_" + SQL})),
    Case("texts: SQL for a moment", INPUT, lambda: post(CUSTOMERS, {"f": {"createdAt": {"gt": "now() + '1 day'::interval"}}})),
    Case("texts: a moment in other digits", INPUT, lambda: post(CUSTOMERS, {"f": {"createdAt": {"gt": "٢٠٢٦-01-01T00:00:00Z"}}})),
    Case("texts: a moment past the years", INPUT, lambda: post(CUSTOMERS, {"f": {"createdAt": {"lt": "9999-12-31T23:59:59-14:00"}}})),
    Case("texts: a moment of 900 KB", INPUT, lambda: post(CUSTOMERS, {"f": {"createdAt": {"lt": "2" * 900_000}}})),
    Case("texts: an enum as SQL", INPUT, lambda: post(CUSTOMERS, {"f": {"status": {"eq": "ACTIVE' or '1'='1"}}})),
    Case("texts: a NUL in a key", INPUT, lambda: post("query($s:String!){tariff(code:$s){id}}", {"s": "T\0"})),
    Case("texts: a NUL in a search", INPUT, lambda: post("query($s:String!){customers(search:$s){nodes{id}}}", {"s": "abc\0def"})),
    Case("texts: a NUL in a cursor's key", INPUT, lambda: post("query($c:String){customers(after:$c,orderBy:{field:NAME}){nodes{id}}}", {"c": cursor("NAME", "a\0", UNKNOWN_ID[4:])})),
    Case("texts: half a surrogate pair", BAD, lambda: post("query($s:String!){customers(search:$s){nodes{id}}}", {"s": "abc\ud800"})),
    Case("texts: characters of no language", DATA, lambda: post(CUSTOMERS, {"f": {"name": {"contains": "\u202e\u200d\ufffe\uffff\U0010ffff\x7f\x01"}}})),
    Case("texts: letters with 10,000 accents", INPUT, lambda: post("query($s:String!){customers(search:$s){nodes{id}}}", {"s": "e" + "\u0301" * 10_000})),
    Case("texts: an id of 900 KB", DATA, lambda: post("query($i:ID!){customer(id:$i){id}}", {"i": "cus_" + "0" * 900_000})),
    Case("texts: an id in other digits", DATA, lambda: post("query($i:ID!){customer(id:$i){id}}", {"i": "cus_٠1900000-0000-7000-8000-000000000000"})),
]  # fmt: skip

ASKED_OF_ITSELF = [
    Case("introspection: as tools send it", DATA, lambda: post(INTROSPECTION)),
    Case("introspection: ofType, 14 deep", DATA, lambda: post('{__type(name:"Query"){' + nested(13, "ofType{", "name") + "}}")),
    Case("introspection: ofType, 180 deep", LIMIT, lambda: post('{__type(name:"Query"){' + nested(180, "ofType{", "name") + "}}")),
    Case("introspection: fields of types of fields", LIMIT, lambda: post("{__schema{types{" + nested(60, "fields{type{", "name", "}}") + "}}}")),
    Case("introspection: fields of types of fields, within the depth", INVALID, lambda: post("{__schema{types{" + nested(5, "fields{type{", "name", "}}") + "}}}")),
    Case("introspection: fields twice", DATA, lambda: post("{__schema{types{" + nested(2, "fields{type{", "name", "}}") + "}}}")),
    Case("introspection: through a chain of fragments", LIMIT, lambda: post(chain(20, "ofType{...%s}", "name", "__Type", "{__schema{types{...F0}}}"))),
    Case("introspection: fragments that double", LIMIT, lambda: post(chain(13, "a:ofType{...%s} b:ofType{...%s}", "name", "__Type", "{__schema{types{...F0}}}"))),
    Case("introspection: 30 aliases of everything", LIMIT, lambda: post("{__schema{" + repeated(30, "a%d:types{fields{args{name}}}") + "}}")),
    Case("introspection: 30 aliases of 30 aliases", LIMIT, lambda: post("{__schema{" + repeated(30, "a%d:types{...F}") + "}}fragment F on __Type{" + repeated(30, "b%d:fields{...G}") + "}fragment G on __Field{" + repeated(30, "c%d:type{name}") + "}")),
    Case("introspection: 30 schemas", LIMIT, lambda: post("{" + repeated(30, "a%d:__schema{types{fields{name type{name}}}}") + "}")),
    Case("introspection: possible types of interfaces of types", DATA, lambda: post("{__schema{types{possibleTypes{interfaces{name}}}}}")),
    Case("introspection: a type of 100,000 letters", DATA, lambda: post("query($n:String!){__type(name:$n){name}}", {"n": "x" * 100_000})),
    Case("introspection: beside data", DATA, lambda: post("{__schema{queryType{name}} customers(first:1){nodes{id}}}")),
    Case("introspection: below an alias that marks types", DATA, lambda: post("{__schema{queryType{name}} statusChanges(first:2){nodes{node{__type:id}}}}")),
    Case("introspection: in a circle", INVALID, lambda: post("{__schema{types{...F}}}fragment F on __Type{ofType{...F}}")),
]  # fmt: skip

OPERATIONS = [
    Case("operations: 1,000", PARSE, lambda: post(repeated(1000, "query Q%d{__typename}"), operationName="Q1")),
    Case("operations: 390", DATA, lambda: post(repeated(390, "query Q%d{__typename}"), operationName="Q1")),
    Case("operations: 390, none named", NAME, lambda: post(repeated(390, "query Q%d{__typename}"))),
    Case("operations: 250, each with a chain of fragments", LIMIT, lambda: post(repeated(250, "query Q%d{...F0}") + chain(30, "...%s ...%s", "__typename", first=""), operationName="Q1")),
    Case("operations: 250, each with fragments", DATA, lambda: post(repeated(250, "query Q%d{...F0}") + chain(8, "...%s ...%s", "__typename", first=""), operationName="Q1")),
    Case("operations: one name 390 times", INVALID, lambda: post("query Q{__typename} " * 390, operationName="Q")),
    Case("operations: nameless ones", INVALID, lambda: post("{__typename}" * 400)),
    Case("operations: an unknown name", NAME, lambda: post("query A{__typename}", operationName="B")),
    Case("operations: a name of 900 KB", NAME, lambda: post("query A{__typename}", operationName="B" * 900_000)),
    Case("operations: an empty name is none", DATA, lambda: post("query A{__typename}", operationName="")),
    Case("operations: __proto__", NAME, lambda: post("query A{__typename}", operationName="__proto__")),
    Case("operations: a subscription", INVALID, lambda: post("subscription{a}")),
    Case("operations: a subscription to nothing", INVALID, lambda: post("subscription{__typename}")),
    Case("operations: an empty document", PARSE, lambda: post("")),
    Case("operations: a document of blanks", PARSE, lambda: post(" \t\n,,,\ufeff" * 100)),
    Case("operations: 30 mutations that find nobody", DATA, lambda: post("mutation{" + repeated(30, 'a%d:suspendContract(input:{id:"con_x"}){errors{code}}') + "}")),
    Case("operations: 31 mutations", LIMIT, lambda: post("mutation{" + repeated(31, 'a%d:suspendContract(input:{id:"con_x"}){errors{code}}') + "}")),
]  # fmt: skip

JSONS = [
    Case("json: an empty body", BAD),
    Case("json: truncated", BAD, lambda: post("{__typename}")[:-3]),
    Case("json: a batch", BAD, lambda: b"[" + b",".join([post("{__typename}")] * 1000) + b"]"),
    Case("json: an empty batch", BAD, lambda: b"[]"),
    Case("json: 100,000 lists deep", BAD, lambda: b"[" * 100_000 + b"]" * 100_000),
    Case("json: 100,000 objects deep", BAD, lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    Case("json: variables 100,000 deep", BAD, lambda: b'{"query":"{__typename}","variables":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}"),
    Case("json: extensions 1,000 deep", DATA, lambda: b'{"query":"{__typename}","extensions":{"a":' + b"[" * 1000 + b"]" * 1000 + b"}}"),
    Case("json: the query twice", DATA, lambda: b'{"query":"{nonsense}","query":"{__typename}"}'),
    Case("json: 40,000 keys of one name", DATA, lambda: b'{"query":"{__typename}"' + b',"query":"{__typename}"' * 40_000 + b"}"),
    Case("json: 50,000 other keys", DATA, lambda: post("{__typename}", None, **{f"k{n}": 1 for n in range(50_000)})),
    Case("json: NaN", BAD, lambda: b'{"query":"{__typename}","variables":{"a":NaN}}'),
    Case("json: Infinity", BAD, lambda: b'{"query":"{__typename}","variables":{"a":-Infinity}}'),
    Case("json: 1e999", BAD, lambda: b'{"query":"{__typename}","variables":{"a":1e999}}'),
    Case("json: 1e308 for an Int", INPUT, lambda: post("query($n:Int){customers(first:$n){nodes{id}}}", {"n": 1e308})),
    Case("json: an integer of 300 digits", INPUT, lambda: b'{"query":"query($n:Int){customers(first:$n){nodes{id}}}","variables":{"n":' + b"9" * 300 + b"}}"),
    Case("json: an integer of 900,000 digits", BAD, lambda: b'{"query":"{__typename}","variables":{"n":' + b"9" * 900_000 + b"}}"),
    Case("json: 2^64", DATA, lambda: b'{"query":"{__typename}","variables":{"n":18446744073709551616}}'),
    Case("json: a float for an ID", DATA, lambda: post("query($i:ID!){customer(id:$i){id}}", {"i": 1e300})),
    Case("json: invalid UTF-8", BAD, lambda: b'{"query":"{__typename}\xff\xfe"}'),
    Case("json: overlong UTF-8", BAD, lambda: b'{"query":"{__typename}\xc0\x80"}'),
    Case("json: UTF-16", BAD, lambda: '{"query":"{__typename}"}'.encode("utf-16")),
    Case("json: a byte order mark", BAD, lambda: b"\xef\xbb\xbf" + post("{__typename}")),
    Case("json: a NUL behind it", BAD, lambda: post("{__typename}") + b"\0"),
    Case("json: something behind it", BAD, lambda: post("{__typename}") * 2),
    Case("json: 900 KB of blanks", DATA, lambda: b" " * 900_000 + post("{__typename}")),
    Case("json: the query as a number", BAD, lambda: b'{"query":7}'),
    Case("json: the query as a list", BAD, lambda: b'{"query":["{__typename}"]}'),
    Case("json: the query as an object", BAD, lambda: b'{"query":{"kind":"Document"}}'),
    Case("json: no query but extensions", UNKNOWN_DOCUMENT, lambda: b'{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"' + b"a" * 64 + b'"}}}'),
    Case("json: variables as text", BAD, lambda: b'{"query":"{__typename}","variables":"{}"}'),
    Case("json: variables as a list", BAD, lambda: b'{"query":"{__typename}","variables":[{}]}'),
    Case("json: variables as false", BAD, lambda: b'{"query":"{__typename}","variables":false}'),
    Case("json: extensions as a number", BAD, lambda: b'{"query":"{__typename}","extensions":1}'),
    Case("json: operationName as an object", BAD, lambda: b'{"query":"{__typename}","operationName":{}}'),
    Case("json: __proto__ beside the query", DATA, lambda: b'{"query":"{__typename}","__proto__":{"query":"{x}"},"constructor":1}'),
    Case("json: text", BAD, lambda: b'"{__typename}"'),
    Case("json: a document without JSON", BAD, lambda: b"{__typename}"),
    Case("json: a form", BAD, lambda: b"query=%7B__typename%7D"),
    Case("json: compressed", BAD, lambda: b"\x1f\x8b\x08\x00" + b"\x00" * 1000, {"content-encoding": "gzip"}),
]  # fmt: skip

HTTP = [
    Case("http: over the size", "PAYLOAD_TOO_LARGE", lambda: post("{__typename}", {"x": "y" * 1_000_000})),
    Case("http: over the size, by 20 times", "PAYLOAD_TOO_LARGE", lambda: b" " * 20_000_000),
    Case("http: over the size, in chunks", "PAYLOAD_TOO_LARGE", lambda: endless),
    Case("http: in chunks of one byte", DATA, lambda: drops),
    Case("http: a length that lies", "PAYLOAD_TOO_LARGE", lambda: b"{}", {"content-length": "999999999999"}),
    Case("http: a length of 5,000 digits", "PAYLOAD_TOO_LARGE", lambda: b"{}", {"content-length": "9" * 5_000}),
    Case("http: a length below zero", DATA, lambda: post("{__typename}"), {"content-length": "-1"}),
    Case("http: text/plain", "UNSUPPORTED_MEDIA_TYPE", lambda: post("{__typename}"), {"content-type": "text/plain"}),
    Case("http: multipart", "PREFLIGHT_REQUIRED", lambda: post("{__typename}"), {"content-type": "multipart/form-data; boundary=x"}),
    Case("http: a form", "UNSUPPORTED_MEDIA_TYPE", lambda: b"query={__typename}", {"content-type": "application/x-www-form-urlencoded"}),
    Case("http: application/graphql", "UNSUPPORTED_MEDIA_TYPE", lambda: b"{__typename}", {"content-type": "application/graphql"}),
    Case("http: no content type", "UNSUPPORTED_MEDIA_TYPE", lambda: post("{__typename}"), {"content-type": ""}),
    Case("http: a content type of 500 KB", "UNSUPPORTED_MEDIA_TYPE", lambda: post("{__typename}"), {"content-type": "application/" + "x" * 500_000}),
    Case("http: UTF-7", "UNSUPPORTED_MEDIA_TYPE", lambda: post("{__typename}"), {"content-type": "application/json; charset=utf-7"}),
    Case("http: images wanted", "NOT_ACCEPTABLE", lambda: post("{__typename}"), {"accept": "image/*"}),
    Case("http: accept, 20,000 kinds", DATA, lambda: post("{__typename}"), {"accept": "a/b;q=0.1," * 20_000 + NEWER}),
    Case("http: accept, q as NaN and infinity", DATA, lambda: post("{__typename}"), {"accept": f"application/json;q=nan,{NEWER};q=inf,*/*;q=-1e999"}),
    Case("http: accept, 100,000 parameters", DATA, lambda: post("{__typename}"), {"accept": NEWER + ";a=b" * 100_000}),
    Case("http: headers of 500 KB", DATA, lambda: post("{__typename}"), {"cookie": "x" * 500_000, "authorization": "Bearer " + "x" * 500_000, "x-request-id": SQL}),
    Case("http: 500 headers", DATA, lambda: post("{__typename}"), {f"x-{n}": "y" for n in range(500)}),
    Case("http: PUT", "METHOD_NOT_ALLOWED", lambda: post("{__typename}"), method="PUT"),
    Case("http: DELETE", "METHOD_NOT_ALLOWED", method="DELETE"),
    Case("http: TRACE", "METHOD_NOT_ALLOWED", method="TRACE"),
    Case("http: a method nobody knows", "METHOD_NOT_ALLOWED", method="PROPFIND"),
    Case("http: GET without a query", BAD, method="GET"),
    Case("http: GET, garbage", BAD, method="GET", url=lambda: "/graphql?%ff%fe&&==&query"),
    Case("http: GET, invalid UTF-8", BAD, method="GET", url=lambda: "/graphql?query=%7B__typename%7D%ff"),
    Case("http: GET, half a surrogate pair", BAD, method="GET", url=lambda: "/graphql?query=%ED%A0%80"),
    Case("http: GET, the query 2,000 times", DATA, method="GET", url=lambda: "/graphql?" + "query=%7B__typename%7D&" * 2000),
    Case("http: GET, 20,000 parameters", BAD, method="GET", url=lambda: "/graphql?" + "&" * 60_000),
    Case("http: GET, variables that are no JSON", BAD, method="GET", url=lambda: get(query="{__typename}", variables="{")),
    Case("http: GET, variables as a list", BAD, method="GET", url=lambda: get(query="{__typename}", variables="[1]")),
    Case("http: GET, variables as null", DATA, method="GET", url=lambda: get(query="{__typename}", variables="null")),
    Case("http: GET, variables 10,000 deep", BAD, method="GET", url=lambda: "/graphql?query=%7B__typename%7D&variables=" + "[" * 10_000),
    Case("http: GET, a mutation", "METHOD_NOT_ALLOWED", method="GET", url=lambda: get(query="mutation{__typename}")),
    Case("http: GET, a mutation among queries", "METHOD_NOT_ALLOWED", method="GET", url=lambda: get(query="query A{__typename}mutation B{__typename}", operationName="B")),
    Case("http: GET, a query of 60 KB", PARSE, method="GET", url=lambda: get(query="{" + "a," * 15_000 + "}")),
    Case("http: GET with a body", BAD, lambda: post("{__typename}"), method="GET"),
]  # fmt: skip

CASES = [*DEPTH, *WIDE, *FRAGMENTS, *OVERLAPS, *VARIABLES, *LITERALS, *LISTS, *TEXTS, *ASKED_OF_ITSELF, *OPERATIONS, *JSONS, *HTTP]  # fmt: skip

CREATE = "mutation($i:CreateCustomerInput!){createCustomer(input:$i){customer{name}errors{code}}}"
CONTACT = "mutation($i:UpdateCustomerContactInput!){updateCustomerContact(input:$i){errors{code}}}"
GET_SIM = "mutation($i:GetSimInput!){getSim(input:$i){contract{id}errors{code}}}"
SUSPEND = "mutation($i:ContractActionInput!){suspendContract(input:$i){errors{code}}}"
SOMEBODY = {"kind": "PERSON", "name": "Somebody", "phone": "+996700123456"}


def create(**given: Any) -> Callable[[], bytes]:
    return lambda: post(CREATE, {"i": {**SOMEBODY, **given}})


WRITES = [
    Case("writes: a name that is SQL", DATA, create(name=SQL)),
    Case("writes: a name with a NUL", DATA, create(name="a\0b")),
    Case("writes: a name of 700 KB", DATA, create(name=noise(700_000))),
    Case("writes: a name of blanks and marks", DATA, create(name="\u202e\u200d \u2028\x01")),
    Case("writes: a phone of 700 KB", DATA, create(phone="+" + "9" * 700_000)),
    Case("writes: a phone with a NUL", DATA, create(phone="+996700123456\0")),
    Case("writes: an email of 700 KB", DATA, create(email="a" * 700_000 + "@example.kg")),
    Case("writes: an email that backtracks", DATA, create(email="a." * 50_000 + "@" + "b." * 50_000)),
    Case("writes: an email with a NUL", DATA, create(email="a\0@example.kg")),
    Case("writes: a document's number of 500 KB", DATA, create(document={"kind": "PASSPORT", "number": noise(500_000), "country": "KG"})),
    Case("writes: a document's country that is SQL", DATA, create(document={"kind": "PASSPORT", "number": "A1", "country": SQL})),
    Case("writes: a document with NULs", DATA, create(document={"kind": "PASSPORT", "number": "\0", "country": "\0"})),
    Case("writes: a reason of 700 KB", DATA, create(reason=noise(700_000))),
    Case("writes: a reason with a NUL", DATA, create(reason="\0")),
    Case("writes: a key of 700 KB", DATA, create(idempotencyKey=noise(700_000))),
    Case("writes: a key with a NUL", DATA, create(idempotencyKey="\0")),
    Case("writes: an empty key", DATA, create(idempotencyKey="")),
    Case("writes: keys nobody knows", INPUT, create(__proto__={"role": "ADMIN"}, role="ADMIN")),
    Case("writes: an input 900 deep", LIMIT, lambda: b'{"query":"%s","variables":{"i":' % CREATE.encode() + b'{"document":' * 900 + b"{}" + b"}" * 900 + b"}}"),
    Case("writes: an id that is SQL", DATA, lambda: post(CONTACT, {"i": {"id": "cus_" + SQL, "name": SQL, "phone": SQL, "email": SQL}})),
    Case("writes: a version of 2^31 - 1", DATA, lambda: post(CONTACT, {"i": {"id": UNKNOWN_ID, "name": "x", "expectedVersion": 2**31 - 1}})),
    Case("writes: 20,000 options", LIMIT, lambda: post(GET_SIM, {"i": {"customer": SOMEBODY, "tariffCode": "T01", "options": [f"O{n}" for n in range(20_000)]}})),
    Case("writes: options with NULs", DATA, lambda: post(GET_SIM, {"i": {"customer": SOMEBODY, "tariffCode": "T01", "options": ["\0", SQL, "x" * 100_000]}})),
    Case("writes: a tariff with a NUL", DATA, lambda: post(GET_SIM, {"i": {"customer": SOMEBODY, "tariffCode": "\0"}})),
    Case("writes: an ICCID of 700 KB", DATA, lambda: post(GET_SIM, {"i": {"customer": SOMEBODY, "tariffCode": "T01", "iccid": "89" + "0" * 700_000, "msisdn": "9" * 100_000}})),
    Case("writes: an ICCID in other digits", DATA, lambda: post(GET_SIM, {"i": {"customer": SOMEBODY, "tariffCode": "T01", "iccid": "89" + "٣" * 18, "msisdn": "٩" * 12}})),
    Case("writes: an ICCID with a NUL", DATA, lambda: post(GET_SIM, {"i": {"customer": SOMEBODY, "tariffCode": "T01", "iccid": "89\0", "msisdn": "\0"}})),
    Case("writes: no customer, or two", DATA, lambda: post(GET_SIM, {"i": {"customer": SOMEBODY, "customerId": UNKNOWN_ID, "tariffCode": "T01"}})),
    Case("writes: a reason and a key with NULs", DATA, lambda: post(SUSPEND, {"i": {"id": "con_x", "reason": "\0", "idempotencyKey": "a\0"}})),
    Case("writes: 30 at once under one key", DATA, lambda: post("mutation($i:CreateCustomerInput!){" + repeated(30, "a%d:createCustomer(input:$i){errors{code}}") + "}", {"i": {**SOMEBODY, "idempotencyKey": "one"}})),
    Case("writes: 10 with deep answers", DATA, lambda: post("mutation($i:CreateCustomerInput!){" + repeated(10, "a%d:createCustomer(input:$i){customer{contracts{nodes{customer{contracts{nodes{id}}}}}}}") + "}", {"i": SOMEBODY})),
    Case("writes: a null where the default was not null", INPUT, lambda: post('mutation($p:String="x"){createCustomer(input:{kind:PERSON,name:"x",phone:$p}){errors{code}}}', {"p": None})),
]  # fmt: skip


class TooLong(BaseException):
    """The loop was blocked; a BaseException, so that no handler of ours makes an answer of it."""


@contextmanager
def guard() -> Iterator[None]:
    """Ends what would otherwise block the whole run."""

    def over(*_: Any) -> None:
        raise TooLong(f"not answered within {GUARD_SECONDS} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, GUARD_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass
class Answered:
    response: Any
    neighbour: Any
    seconds: float
    neighbour_seconds: float


def ask(client: Client, case: Case) -> Answered:
    """Send the case, and beside it, on the same loop, what a neighbour asks."""
    made = case.make()
    content: Any = made() if callable(made) else made
    headers = {key: value for key, value in {**CONTENT, **case.headers}.items() if value}

    start = 0.0

    async def timed(sending: Any) -> tuple[Any, float]:
        return await sending, time.perf_counter() - start

    async def go() -> Answered:
        nonlocal start
        start = time.perf_counter()  # for both: what blocks the loop is the neighbour's wait too
        hostile = client.http.request(case.method, case.url(), content=content or None, headers=headers)
        neighbour = client.http.post("/graphql", content=post("{__typename}"), headers=CONTENT)
        (first, took), (second, waited) = await asyncio.gather(timed(hostile), timed(neighbour))
        return Answered(first, second, took, waited)

    with guard():
        return client.run(go())


def codes(answer: Any) -> list[str]:
    return [error.get("extensions", {}).get("code", "no code") for error in answer.get("errors", ())]


def check(client: Client, case: Case, request: pytest.FixtureRequest) -> None:
    best: Answered | None = None
    for _ in range(getattr(request.config, "hostile_repeats", 1)):
        client.app.state.planner.documents.forget()
        client.app.graphql._engine._introspections.clear()  # type: ignore[attr-defined]
        found = ask(client, case)
        best = found if best is None or found.seconds < best.seconds else best
    assert best is not None
    request.node.user_properties.append(("hostile", (best.seconds, best.neighbour_seconds)))
    response = best.response
    kinds = {NEWER} if response.status_code in {200, 400} else {NEWER, "application/json"}  # 405 comes before Accept
    assert response.headers["content-type"].removesuffix("; charset=utf-8") in kinds
    answer = response.json()
    expected = [] if case.answer == DATA else [case.answer]
    assert sorted(set(codes(answer))) == expected, response.text[:2000]
    assert response.status_code == STATUS[case.answer], response.text[:2000]
    assert ("data" in answer) == (case.answer == DATA)
    assert best.neighbour.json() == {"data": {"__typename": "Query"}}, "a neighbour is served meanwhile"
    assert best.seconds < SECONDS
    assert client.ask("{ __typename }") == {"__typename": "Query"}, "the next request is served as ever"


@pytest.fixture(scope="module")
def warm(reading_client: Client) -> Client:
    """Connections opened, so that the first case does not pay for them."""
    reading_client.ask('{ viewer { role } customers(filter: { name: { eq: "x" } }) { nodes { id } } }')
    reading_client.ask("{ viewer { role } }")
    return reading_client


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_hostile_request_is_answered(warm: Client, case: Case, request: pytest.FixtureRequest) -> None:
    check(warm, case, request)


@pytest.mark.parametrize("case", WRITES, ids=[case.id for case in WRITES])
def test_a_hostile_write_is_answered(client: Client, case: Case, request: pytest.FixtureRequest) -> None:
    client.ask("{ viewer { role } }")
    check(client, case, request)
    assert client.value("select count(*) from customer") > 0


def test_the_corpus_is_as_large_as_it_says() -> None:
    names = [case.id for case in itertools.chain(CASES, WRITES)]
    assert len(set(names)) == len(names)
    assert len(names) > 250


class _Table:
    """Prints what took longest; each case is asked three times, and the best counts."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, float, str, str]] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.hostile_repeats = 3  # type: ignore[attr-defined]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == "hostile" and report.when == "call":
                self.rows.append((*value, report.outcome, report.nodeid.partition("[")[2].rstrip("]")))

    def print(self, most: int = 40) -> None:
        print(f"\n{'ms':>9} {'neighbour':>9}  case")
        for seconds, neighbour, outcome, name in sorted(self.rows, reverse=True)[:most]:
            print(f"{seconds * 1000:9.1f} {neighbour * 1000:9.1f}  {name}{'' if outcome == 'passed' else ' (FAILED)'}")
        print(f"{sum(row[0] > 0.1 for row in self.rows)} of {len(self.rows)} took longer than 100 ms")


def slowest() -> int:
    """Run the corpus and print the slowest."""
    table = _Table()
    code = pytest.main(
        [__file__, "-q", "--tb=line", "-W", "ignore::pytest.PytestAssertRewriteWarning", *sys.argv[1:]], plugins=[table]
    )
    table.print()
    return int(code)


if __name__ == "__main__":
    sys.exit(slowest())
