"""Hostile requests: the form of a case, and the functions that build bodies, documents and cursors."""

# ruff: noqa: UP031  % leaves the braces of GraphQL alone

import base64
import json
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

NEWER = "application/graphql-response+json"
CONTENT = {"content-type": "application/json", "accept": NEWER}

DATA = "data"  # the document is valid and runs: 200
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
    """One request and its expected answer.

    `answer` is DATA or an error code. `make` builds the body when it is sent, so that large bodies are not kept in memory.
    `url` builds the target.
    """

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
    """A filter nested `depth` times in itself."""
    for _ in range(depth):
        inner = {key: [inner] if many else inner}
    return inner


def nested_json(depth: int, key: str, inner: str, *, many: bool = False) -> bytes:
    """As `filtered`, but written as text, because the json module refuses to encode very deep values."""
    before, after = ('{"%s":[' % key, "]}") if many else ('{"%s":' % key, "}")
    value = before * depth + inner + after * depth
    return (
        b'{"query":"query($f:CustomerFilter){customers(filter:$f){nodes{id}}}","variables":{"f":%s}}' % value.encode()
    )


def chain(length: int, spread: str, last: str, on: str = "Query", first: str = "{...F0}") -> str:
    """A chain of fragments. Each contains `spread`, in which `%s` stands for the name of the next one."""
    links = [f"fragment F{n} on {on}{{{spread.replace('%s', f'F{n + 1}')}}}" for n in range(length - 1)]
    return first + " ".join([*links, f"fragment F{length - 1} on {on}{{{last}}}"])


def repeated(count: int, text: str, between: str = " ") -> str:
    """`text` repeated `count` times, with `%d` replaced by 0, 1, 2 and so on."""
    return between.join(text.replace("%d", str(n)) for n in range(count))


def cursor(*parts: Any) -> str:
    return base64.b64encode(json.dumps(parts).encode()).decode()


def conflicts(count: int, depth: int, leaf: str = "id") -> str:
    """Many fields under one response key, which validation compares pairwise; one leaf differs."""
    inner = "id"
    for level in reversed(range(depth)):
        name = ("sim", "contract")[level % 2]
        inner = " ".join([f"{name}{{{leaf if level == depth - 1 else inner}}}"] + [f"{name}{{{inner}}}"] * (count - 1))
    return f"{{contracts(first:1){{nodes{{{inner}}}}}}}"


def noise(length: int) -> str:
    """Text that does not compress, and so exceeds the size of an index entry."""
    return base64.b64encode(random.Random(7).randbytes(length)).decode()[:length]


async def oversized_chunks() -> AsyncIterator[bytes]:
    """A body of 2 MB in 40 chunks, above every limit."""
    for _ in range(40):
        yield b" " * 50_000


async def single_bytes() -> AsyncIterator[bytes]:
    """A valid body in chunks of one byte."""
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
