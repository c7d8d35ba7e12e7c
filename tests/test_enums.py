"""A mapping over an enum has a value for each member."""

import enum

import pytest

from backend.enums import total


class Direction(enum.Enum):
    UP = 1
    DOWN = 2
    LEFT = 3


def test_a_mapping_with_all_members_is_returned() -> None:
    values = {Direction.UP: "u", Direction.DOWN: "d", Direction.LEFT: "l"}
    assert total(Direction, values) is values


def test_a_member_without_a_value_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^Direction has members without a value: DOWN, LEFT$"):
        total(Direction, {Direction.UP: "u"})
