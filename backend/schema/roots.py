"""Declaration of root fields, in the schema file of their noun. `schema/query.py` collects them.

@queries
class Queries:
    ticket: object = root_one("ticket.Ticket", "A ticket.")
    tickets: object = root_many("ticket.Ticket", "Support tickets.")
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from types import ModuleType
from typing import Any, Optional, TypeVar

import sqlalchemy as sa
import strawberry
from strawberry.utils.str_converters import to_camel_case

from backend.planner.fields import Expression, Key, RootMany, RootOne
from backend.schema.declare import argument, connection_arguments, lazy_type, mapped

Class = TypeVar("Class", bound=type)
_MARK = "_root_fields"


def queries(owner: Class) -> Class:
    """A class decorator: the fields of the class are fields of `Query`."""
    setattr(owner, _MARK, True)
    return owner


def queries_of(modules: Iterable[ModuleType]) -> Callable[[Class], Class]:
    """A class decorator that adds the root fields of modules. Raises ValueError when one is declared twice."""
    found = [each for module in modules for each in vars(module).values() if hasattr(each, _MARK)]

    def add(owner: Class) -> Class:
        for declared in found:
            for name, kind in declared.__annotations__.items():
                if name in owner.__annotations__:
                    raise ValueError(f"the root field {name} is declared twice")
                owner.__annotations__[name] = kind
                setattr(owner, name, vars(declared)[name])
        return owner

    return add


def root_one(
    target: str,
    description: str,
    *,
    at: Callable[[Expression], sa.Select[Any]] | None = None,
    at_text: str = "",
    **keys: Key,
) -> Any:
    """A root field with one row of a type (`noun.Type`), by its id or by one of `keys`.

    `at`: the rows of the type as they were at a moment (`RootOne`); `at_text` describes the argument.
    """
    name = target.split(".")[1]
    found = {"id": Key("id"), **keys}
    texts = {"id": f"The {name}'s id."}
    only = len(found) == 1
    arguments = [
        argument(
            key,
            strawberry.ID if only else Optional[strawberry.ID if key == "id" else str],
            texts.get(key, f"The {key.replace('_', ' ')}; exactly one argument is required."),
        )
        for key in found
    ]
    keyed = {to_camel_case(key): each for key, each in found.items()}
    if at is not None:
        arguments.append(argument("at", Optional[datetime], at_text))
    field = mapped(description, RootOne(name, keyed, at), Optional[lazy_type(target)])
    field.arguments = arguments
    return field


def root_many(target: str, description: str, *, search: str | None = None, node: str | None = None) -> Any:
    """A root field with all rows of a type (`noun.Type`).

    `search` and `node` are the descriptions of these arguments, where it has them.
    """
    field = mapped(description, RootMany(target.split(".")[1]), lazy_type(target, "Connection"))
    more = [argument("node", Optional[strawberry.ID], node)] if node else []
    field.arguments = [*connection_arguments(target, search=search), *more]
    return field
