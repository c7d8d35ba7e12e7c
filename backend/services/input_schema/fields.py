"""The types of the fields of a command, and what the rules of single values refuse (`services/rules`)."""

import enum
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from backend.services.acts import (
    Absent,
    Act,
    Currency,
    JsonValue,
    NodeId,
    input_name,
    is_file,
    is_optional_list,
    list_argument,
    paragraph,
)
from backend.services.customer import UpdateCustomerContact
from backend.services.idempotency import MAX_KEY_CHARACTERS
from backend.services.identity import Document, NewCustomer
from backend.services.input_schema.typed import HAS_DIGIT, HAS_LETTER, length
from backend.services.rules import MAX_EMAIL_CHARACTERS, MAX_NAME_CHARACTERS, MAX_REASON_CHARACTERS
from backend.services.rules.birth_dates import FIRST_BIRTH_DATE
from backend.services.rules.documents import MAX_DOCUMENT_CHARACTERS
from backend.services.rules.numbers import MAX_INPUT_CHARACTERS

Schema = dict[str, Any]
_INT32 = 2**31
_SCALARS: Mapping[Any, Schema] = {
    NodeId: {"type": ["string", "integer"]},
    Currency: {"type": "string", "minLength": 3, "maxLength": 3},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -_INT32, "maximum": _INT32 - 1},
    Decimal: {"type": ["string", "integer"], "pattern": "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?$"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    datetime: {"type": "string", "format": "date-time"},
}
_KEY: Schema = {"type": ["string", "null"], "minLength": 1, "maxLength": MAX_KEY_CHARACTERS}
# What the rules of single values refuse, as far as a pattern can tell, in the inputs that use them.
_NAME: Schema = {"allOf": [{"pattern": HAS_LETTER}, {"pattern": length(1, MAX_NAME_CHARACTERS)}]}
_PHONE: Schema = {"maxLength": MAX_INPUT_CHARACTERS, "pattern": HAS_DIGIT}
_EMAIL: Schema = {"maxLength": MAX_EMAIL_CHARACTERS, "pattern": "@"}
_CUSTOMER: Mapping[str, Schema] = {"name": _NAME, "phone": _PHONE, "email": _EMAIL}
_RULES: Mapping[type, Mapping[str, Schema]] = {
    NewCustomer: {**_CUSTOMER, "birth_date": {"formatMinimum": FIRST_BIRTH_DATE.isoformat()}},
    UpdateCustomerContact: _CUSTOMER,
    Document: {
        "number": {"allOf": [{"pattern": HAS_DIGIT}, {"pattern": length(1, MAX_DOCUMENT_CHARACTERS)}]},
        "country": {"pattern": "^[A-Za-z]{2}$"},
    },
}


@dataclass
class Types:
    """The schemas of the commands of one act: `definitions` has those of their parts, by name."""

    definitions: dict[str, Schema]

    def command(self, command: type) -> Schema:
        """The schema of a command, or of a part of one, without the arguments that every act has."""
        hints = get_type_hints(command, include_extras=True)
        properties, required = {}, []
        for each in fields(command):
            kind, *_, text = hints[each.name].__origin__, hints[each.name].__metadata__[-1]
            schema = self._kind(kind, is_nullable=_is_nullable(kind, each.default))
            rule = _rule_of(command, each.name)
            name = camel_case(each.name)
            properties[name] = {"description": text, **schema, **rule}
            if each.default is MISSING:
                required.append(name)
        found: Schema = {"type": "object", "description": paragraph(command), "properties": properties}
        return found | ({"required": required} if required else {}) | {"additionalProperties": False}

    def _kind(self, kind: Any, *, is_nullable: bool) -> Schema:
        inner = kind
        if get_origin(kind) in {Union, UnionType}:
            (inner,) = (each for each in get_args(kind) if each not in {type(None), Absent})
        schema = self._plain(inner)
        return _or_null(schema) if is_nullable else schema

    def _plain(self, kind: Any) -> Schema:
        if kind is JsonValue or is_file(kind):
            return {}
        if kind in _SCALARS:
            return dict(_SCALARS[kind])
        if get_origin(kind) is tuple:
            return {"type": "array", "items": self._plain(get_args(kind)[0])}
        if list_argument(kind) is not None:
            return {"type": "object"}
        if is_dataclass(kind):
            name = input_name(kind)  # type: ignore[arg-type]
            if name not in self.definitions:
                self.definitions[name] = {}  # a part may contain itself
                self.definitions[name] = self.command(kind)  # type: ignore[arg-type]
            return {"$ref": f"#/$defs/{name}"}
        assert issubclass(kind, enum.Enum), f"no JSON Schema for {kind}"
        return {"type": "string", "enum": [each.name for each in kind]}


def arguments_of_every_act(act: Act[Any]) -> dict[str, Schema]:
    """The properties that an input has beside the fields of its command."""
    found: dict[str, Schema] = {}
    if act.keyed:
        found["idempotencyKey"] = {**_KEY, "type": "string"} if act.key_required else _KEY
    if act.has_plan:
        found |= {"dryRun": {"type": ["boolean", "null"]}, "planToken": {"type": ["string", "null"]}}
    return found


def camel_case(name: str) -> str:
    head, *rest = name.removesuffix("_").split("_")
    return head + "".join(map(str.title, rest))


def _is_nullable(kind: Any, default: Any) -> bool:
    return bool({type(None), Absent} & set(get_args(kind))) or is_optional_list(kind, default)


def _or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "type" not in schema:
        return schema  # any value
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    found = {**schema, "type": [*types, "null"]}
    return found | ({"enum": [*schema["enum"], None]} if "enum" in schema else {})


def _rule_of(command: type, name: str) -> Schema:
    for owner, found in _RULES.items():
        if issubclass(command, owner) and name in found:
            return found[name]
    if name == "reason":
        return {"pattern": length(0, MAX_REASON_CHARACTERS)}
    return {}
