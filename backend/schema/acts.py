"""The GraphQL types and mutations of declared acts (`services/acts.py`)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from inspect import cleandoc
from types import UnionType
from typing import Any, Optional, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry
from strawberry import Info

from backend.documents.files import Stored
from backend.models.nouns import Noun
from backend.resolvers.context import Context
from backend.resolvers.planned import NOT_PLANNED, Planning
from backend.resolvers.received import perform
from backend.schema.declare import lazy_type
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.schema.plans import DONE_AS_PLANNED_TEXT, DRY_RUN_TEXT, PLAN_TEXT, Plan, plan_of
from backend.schema.scalars import Upload
from backend.services.acts import Act, NodeId
from backend.services.idempotency import Outcome

ERRORS_TEXT = "Why the mutation was refused; empty when it succeeded."
_SCALARS: Mapping[Any, Any] = {NodeId: strawberry.ID, Stored: Upload}
Class = TypeVar("Class", bound=type)


def mutations_of(acts: Iterable[Act[Any]]) -> Callable[[Class], Class]:
    """A class decorator that adds the mutations of acts. Acts on a noun share a payload type, as do those with the same
    command an input type.
    """
    types = _Types()

    def add(owner: Class) -> Class:
        for act in acts:
            payload, field = types.mutation(act)
            owner.__annotations__[act.name] = payload
            setattr(owner, act.name, field)
        return owner

    return add


class _Types:
    """Builds each type once."""

    def __init__(self) -> None:
        self._inputs: dict[type, Any] = {}
        self._commands: dict[type, type] = {}  # of input types
        self._payloads: dict[str, Any] = {}

    def mutation(self, act: Act[Any]) -> tuple[Any, Any]:
        """The payload type and the field of an act."""
        node = act.removed_id or act.noun.model.__tablename__
        payload, given_type = self._payload(act), self.input(act.command, keyed=True)

        async def resolve(info: Info[Context, None], input: Any) -> Any:
            planning = Planning(bool(input.dry_run), input.plan_token) if act.has_plan else NOT_PLANNED
            given = self._given(act.command, input)
            outcome = await perform(info.context, act, given, input.idempotency_key, planning)
            return payload(**{node: _node_id(act, outcome)}, errors=user_errors(outcome), plan=plan_of(outcome))

        resolve.__annotations__ |= {"input": given_type, "return": payload}
        return payload, strawberry.mutation(resolve, name=act.name, description=act.description)

    def input(self, command: type, *, keyed: bool = False) -> Any:
        """The input type of a command or of a part of it; with `keyed` it has an idempotency key."""
        if command not in self._inputs:
            hints = get_type_hints(command, include_extras=True)
            names: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
            for each in fields(command):
                kind, text = get_args(hints[each.name])[0], hints[each.name].__metadata__[-1]
                names["__annotations__"][each.name] = self._kind(kind)
                names[each.name] = described(text) if each.default is MISSING else optional(text, each.default)
            if keyed:
                names["__annotations__"]["idempotency_key"] = str | None
                names["idempotency_key"] = optional(KEY_TEXT)
                if "dry_run" not in hints:
                    names["__annotations__"] |= {"dry_run": bool | None, "plan_token": str | None}
                    names |= {
                        "dry_run": optional(DRY_RUN_TEXT, default=False),
                        "plan_token": optional(DONE_AS_PLANNED_TEXT),
                    }
            made = type(f"{command.__name__}Input", (), names)
            self._inputs[command] = strawberry.input(made, description=cleandoc(command.__doc__ or ""))
            self._commands[self._inputs[command]] = command
        return self._inputs[command]

    def _given(self, command: type, given: Any) -> dict[str, Any]:
        """The values of a command's fields, from an object of its input type."""
        return {each.name: self._value(getattr(given, each.name)) for each in fields(command)}

    def _value(self, value: Any) -> Any:
        part = self._commands.get(type(value))
        if part is not None:
            return part(**self._given(part, value))
        return tuple(map(self._value, value)) if isinstance(value, list) else value

    def _kind(self, kind: Any) -> Any:
        """The type of an input field."""
        arguments = get_args(kind)
        if get_origin(kind) in {Union, UnionType}:
            (inner,) = (each for each in arguments if each is not type(None))
            return Optional[self._kind(inner)]
        if get_origin(kind) is tuple:
            return list[self._kind(arguments[0])]  # type: ignore[misc]
        if is_dataclass(kind) and kind not in _SCALARS:
            return self.input(kind)  # type: ignore[arg-type]
        return _SCALARS.get(kind, kind)

    def _payload(self, act: Act[Any]) -> Any:
        """The payload type: of the noun, or of the act that deletes the node."""
        name = f"{act.name[0].upper()}{act.name[1:]}Payload" if act.removed_id else f"{act.noun.graph_type}Payload"
        if name not in self._payloads:
            self._payloads[name] = _removed(act, name) if act.removed_id else _payload(act.noun, name)
        return self._payloads[name]


def _payload(noun: Noun, name: str) -> Any:
    # The files of a noun have the same name in every layer.
    target = f"{noun.model.__module__.rpartition('.')[2]}.{noun.graph_type}"
    node = strawberry.field(
        description=f"The {noun.words} after the mutation; null when the mutation was refused, and in a dry run.",
        graphql_type=Optional[lazy_type(target)],
    )
    return _type(name, f"The result of a mutation of a {noun.words}.", noun.model.__tablename__, object, node)


def _removed(act: Act[Any], name: str) -> Any:
    assert act.removed_id is not None
    node = described(f"Id of the deleted {act.noun.words}; null when the mutation was refused, and in a dry run.")
    return _type(name, f"The result of `{act.name}`.", act.removed_id, Optional[strawberry.ID], node)


def _type(name: str, description: str, node: str, kind: Any, field: Any) -> Any:
    annotations = {node: kind, "errors": list[UserError], "plan": Optional[Plan]}
    texts = {"errors": described(ERRORS_TEXT), "plan": described(PLAN_TEXT)}
    made = type(name, (), {"__annotations__": annotations, node: field, **texts})
    return strawberry.type(made, description=description)


def _node_id(act: Act[Any], outcome: Outcome) -> str | None:
    """The id for the payload; a refusal may name a node, but it deletes none."""
    return None if act.removed_id and outcome.errors else outcome.node_id
