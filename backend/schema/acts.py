"""The GraphQL types and mutations of declared acts (`services/acts.py`)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Optional, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry
from strawberry import UNSET, Info

from backend.models.noun import Noun
from backend.resolvers.context import Context
from backend.resolvers.planned import NOT_PLANNED, Planning
from backend.resolvers.received import perform
from backend.schema.candidates import CANDIDATES, CANDIDATES_TEXT, REASONS_TEXT, CandidateReasons, compared
from backend.schema.declare import lazy_type
from backend.schema.lists import as_variable
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.schema.plans import DONE_AS_PLANNED_TEXT, DRY_RUN_TEXT, PLAN_TEXT, RESERVE_TEXT, Plan, plan_of
from backend.schema.scalars import CurrencyCode, Json, Upload
from backend.services.acts import (
    ABSENT,
    Absent,
    Act,
    Currency,
    JsonValue,
    NodeId,
    input_name,
    is_file,
    is_optional_list,
    later_fields,
    list_argument,
    paragraph,
)
from backend.services.idempotency import Outcome

ERRORS_TEXT = "Why the mutation was refused; empty when it succeeded."
_SCALARS: Mapping[Any, Any] = {NodeId: strawberry.ID, Currency: CurrencyCode, JsonValue: Json}
Class = TypeVar("Class", bound=type)


def mutations_of(acts: Iterable[Act[Any]], types: "Types | None" = None) -> Callable[[Class], Class]:
    """A class decorator that adds the mutations of acts. Acts on a noun share a payload type, as do those with the same
    command an input type.
    """
    types = types or Types()

    def add(owner: Class) -> Class:
        for act in acts:
            payload, field = types.mutation(act)
            owner.__annotations__[act.name] = payload
            setattr(owner, act.name, field)
        return owner

    return add


class Types:
    """Builds each type once. `TYPES` has those of the schema."""

    def __init__(self) -> None:
        self._inputs: dict[type, Any] = {}
        self._commands: dict[type, type] = {}  # of input types
        self._payloads: dict[str, Any] = {}

    def mutation(self, act: Act[Any]) -> tuple[Any, Any]:
        """The payload type and the field of an act."""
        payload, given_type, has_plan = self._payload(act), self.input(act.command, act), act.has_plan

        async def resolve(info: Info[Context, None], input: Any) -> Any:
            planning = _planning(input, act) if input and has_plan else NOT_PLANNED
            given = self._given(act.command, input) if input else {}
            key = input.idempotency_key if input and act.keyed else None
            outcome = await perform(info.context, act, given, key, planning)
            return payload(**_values(act, outcome), errors=user_errors(outcome), plan=plan_of(outcome))

        if not fields(act.command):
            given_type, resolve.__defaults__ = Optional[given_type], (None,)
        resolve.__annotations__ |= {"input": given_type, "return": payload}
        return payload, strawberry.mutation(resolve, name=act.name, description=act.description)

    def input(self, command: type, act: Act[Any] | None = None) -> Any:
        """The input type of an act's command, or of a part of one.

        An underscore at the end of a field's name keeps it from being a keyword of Python, and is left out.
        """
        if command not in self._inputs:
            names: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
            for each, kind, text in _described_fields(command):
                may_be_null = is_optional_list(kind, each.default)
                names["__annotations__"][each.name] = Optional[self._kind(kind)] if may_be_null else self._kind(kind)
                default = UNSET if each.default is ABSENT else None if may_be_null else each.default
                field = described(text) if default is MISSING else optional(text, default)
                field.graphql_name = each.name.removesuffix("_") if each.name.endswith("_") else None
                names[each.name] = field
            if act:
                _add_arguments_of_every_act(names, act)
            made = type(input_name(command), (), names)
            self._inputs[command] = strawberry.input(made, description=paragraph(command))
            self._commands[self._inputs[command]] = command
        return self._inputs[command]

    def _given(self, command: type, given: Any) -> dict[str, Any]:
        """The values of a command's fields, from an object of its input type."""
        values = {each.name: self.value(getattr(given, each.name)) for each in fields(command)}
        as_null = _values_of_null(command)
        return {
            name: ABSENT if value is UNSET else as_null.get(name) if value is None else value
            for name, value in values.items()
        }

    def value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):  # most are, and what follows takes longer
            return value
        part = self._commands.get(type(value))
        if part is not None:
            return part(**self._given(part, value))
        if is_dataclass(value):  # an argument of a list
            return as_variable(value)
        return tuple(map(self.value, value)) if isinstance(value, list) else value

    def _kind(self, kind: Any) -> Any:
        """The type of an input field."""
        arguments = get_args(kind)
        if get_origin(kind) in {Union, UnionType}:
            (inner,) = (each for each in arguments if each not in {type(None), Absent})
            return Optional[self._kind(inner)]
        if get_origin(kind) is tuple:
            return list[self._kind(arguments[0])]  # type: ignore[misc]
        if is_file(kind):
            return Upload
        if found := list_argument(kind):
            return lazy_type(_target(found[0]), found[1])
        if is_dataclass(kind):
            return self.input(kind)  # type: ignore[arg-type]
        return _SCALARS.get(kind, kind)

    def _payload(self, act: Act[Any]) -> Any:
        """The payload type: of the noun, or of the act that deletes the node or declares one."""
        of_act = f"{act.name[0].upper()}{act.name[1:]}Payload"
        of_noun = None if act.removed_id or act.noun is None else f"{act.noun.graph_type}Payload"
        name = act.payload.name or of_noun or of_act
        made, declared = self._payloads.setdefault(name, (_payload(act, name), act.payload))
        assert declared == act.payload, f"{act.name} declares {name} differently"
        return made


TYPES = Types()


def _planning(given: Any, act: Act[Any]) -> Planning:
    reserve = act.reserves and bool(given.reserve)
    return Planning(bool(given.dry_run), given.plan_token, reserve)


def _described_fields(owner: type) -> list[tuple[Field[Any], Any, str]]:
    """The fields of a command, with their types and descriptions."""
    hints = get_type_hints(owner, include_extras=True)
    later = later_fields(owner)
    ordered = sorted(fields(owner), key=lambda each: each.name in later)
    return [(each, get_args(hints[each.name])[0], hints[each.name].__metadata__[-1]) for each in ordered]


@cache
def _values_of_null(command: type) -> Mapping[str, Any]:
    """The fields that are never null, but are so in the schema, where null means the same as absence."""
    kinds = get_type_hints(command)
    absent = {name: ABSENT for name, kind in kinds.items() if {Absent, type(None)} & set(get_args(kind)) == {Absent}}
    return absent | {each.name: () for each in fields(command) if is_optional_list(kinds[each.name], each.default)}


def _add_arguments_of_every_act(names: dict[str, Any], act: Act[Any]) -> None:
    """Add the idempotency key and the arguments about plans to the fields of an input type."""
    if act.keyed:
        names["__annotations__"]["idempotency_key"] = str if act.key_required else str | None
        names["idempotency_key"] = described(KEY_TEXT) if act.key_required else optional(KEY_TEXT)
    if act.has_plan:
        names["__annotations__"] |= {"dry_run": bool | None, "plan_token": str | None}
        if act.reserves:
            names["__annotations__"]["reserve"] = bool | None
            names["reserve"] = optional(RESERVE_TEXT, default=False)
        names |= {"dry_run": optional(DRY_RUN_TEXT, default=False), "plan_token": optional(DONE_AS_PLANNED_TEXT)}


def _beside(act: Act[Any]) -> Mapping[str, tuple[Any, Any]]:
    """The type and the field of each further value in an act's payload."""
    owner = act.payload.beside
    return (
        {each.name: (_shown(kind), described(text)) for each, kind, text in _described_fields(owner)} if owner else {}
    )


def _shown(kind: Any) -> Any:
    """The type of a value in a payload: that of a scalar, or an object type of a dataclass."""
    arguments = get_args(kind)
    if get_origin(kind) in {Union, UnionType}:
        (inner,) = (each for each in arguments if each is not type(None))
        return Optional[_shown(inner)]
    if get_origin(kind) is tuple:
        return list[_shown(arguments[0])]  # type: ignore[misc]
    return _shown_object(kind) if is_dataclass(kind) else kind  # type: ignore[arg-type]


@cache
def _shown_object(owner: type) -> Any:
    found = _described_fields(owner)
    made = type(owner.__name__, (), {"__annotations__": {each.name: _shown(kind) for each, kind, _ in found}})
    for each, _, text in found:
        setattr(made, each.name, described(text))
    return strawberry.type(made, description=paragraph(owner))


def _payload(act: Act[Any], name: str) -> Any:
    """A payload type: the node or the id of the deleted one, further values, the errors, the plan."""
    parts = {**_node_part(act), **_beside(act)}
    if act.payload.candidates:
        parts["candidates"] = (object, strawberry.field(description=CANDIDATES_TEXT, graphql_type=CANDIDATES))
        parts["candidate_reasons"] = (list[CandidateReasons], described(REASONS_TEXT))
    if act.payload.warnings:
        parts["warnings"] = (list[UserError], described(act.payload.warnings))
    parts |= {"errors": (list[UserError], described(ERRORS_TEXT)), "plan": (Optional[Plan], described(PLAN_TEXT))}
    made = type(name, (), {"__annotations__": {each: kind for each, (kind, _) in parts.items()}})
    for each, (_, field) in parts.items():
        setattr(made, each, field)
    noun = act.noun
    of = f"`{act.name}`"
    if noun is not None and name == f"{noun.graph_type}Payload":
        of = f"a mutation of {'an' if noun.words[0] in 'aeiou' else 'a'} {noun.words}"
    return strawberry.type(made, description=f"The result of {of}.")


def _node_field(act: Act[Any]) -> str | None:
    """The name of a payload's field for the node or for the id of the deleted one; None where it shows neither."""
    if act.noun is None or not act.payload.has_node:
        return None
    return act.removed_id or act.payload.node or act.noun.name


def _target(noun: Noun) -> str:
    """The graph type of a noun, as in declarations. The files of a noun have the same name in every layer."""
    return f"{noun.model.__module__.rpartition('.')[2]}.{noun.graph_type}"


def _node_part(act: Act[Any]) -> dict[str, tuple[Any, Any]]:
    """The type and the field of a payload for the node or for the id of the deleted one."""
    noun, name = act.noun, _node_field(act)
    if noun is None or name is None:
        return {}
    if act.removed_id:
        text = f"Id of the deleted {noun.words}; null when the mutation was refused, and in a dry run."
        return {name: (Optional[strawberry.ID], described(act.payload.text or text))}
    text = f"The {noun.words} after the mutation; null when the mutation was refused, and in a dry run."
    shown = strawberry.field(description=act.payload.text or text, graphql_type=Optional[lazy_type(_target(noun))])
    return {name: (object, shown)}


def _values(act: Act[Any], outcome: Outcome) -> dict[str, Any]:
    """The values of a payload, without those that every payload has. A refusal may name a node, but it deletes none."""
    beside = fields(act.payload.beside) if act.payload.beside else ()
    found = {each.name: getattr(outcome.beside, each.name, None) for each in beside}
    if node := _node_field(act):
        found[node] = None if act.removed_id and outcome.errors else outcome.node_id
    if act.payload.candidates:
        found |= compared(outcome)
    return found | ({"warnings": user_errors(outcome.warnings)} if act.payload.warnings else {})
