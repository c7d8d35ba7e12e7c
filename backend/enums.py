"""Mappings over the members of an enum, checked when the module is imported."""

import enum
from collections.abc import Mapping
from typing import TypeVar

Member = TypeVar("Member", bound=enum.Enum)
V = TypeVar("V")


def total(kind: type[Member], values: Mapping[Member, V]) -> Mapping[Member, V]:
    """`values`, which has one for each member of the enum. Raises TypeError that names the members without one."""
    if missing := [member.name for member in kind if member not in values]:
        raise TypeError(f"{kind.__name__} has members without a value: {', '.join(missing)}")
    return values
