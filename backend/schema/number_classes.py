"""The classes of phone numbers: their patterns and prices."""

from typing import Any

import sqlalchemy as sa
import strawberry
from graphql import FieldNode

from backend.planner.composer import Composer
from backend.planner.root_select import RootField
from backend.planner.selection import object_type
from backend.planner.text import Piece, concat, money_parts
from backend.schema.common import Money
from backend.schema.declare import root_select
from backend.schema.enums import NumberClass

_MONEY = {"price": "c.price_minor", "changeFee": "c.change_fee_minor"}
_COLUMNS = {"class": "c.number_class", "patterns": "c.patterns"}


@strawberry.type(description="A class of phone numbers, with its prices.")
class NumberClassTerms:
    class_: NumberClass = strawberry.field(name="class", description="The class.")
    patterns: list[str] = strawberry.field(description="Patterns of the last digits; see `setNumberClass`.")
    price: Money = strawberry.field(description="Charged when a number is assigned, tax included.")
    change_fee: Money = strawberry.field(description="Charged besides when a line changes to a number of the class.")


@root_select(
    list[NumberClassTerms],
    "The classes of phone numbers with their prices, the cheapest kind first.",
    target="NumberClassTerms",
)
def number_classes(composer: Composer, asked: RootField) -> list[Piece]:
    """All classes, in one statement."""
    draft = composer.draft

    def part(name: str, found: list[FieldNode]) -> list[Piece]:
        if name in _MONEY:
            minor: Any = sa.literal_column(_MONEY[name], type_=sa.BigInteger())
            parts = money_parts(minor, sa.literal_column("c.currency", type_=sa.Text()))
            return draft.embedded(object_type(asked.kind.fields[name]), parts, found)
        return [sa.func.to_json(sa.literal_column(_COLUMNS[name]))]

    row = concat(draft.object(asked.kind, asked.selected, part))
    rows = sa.func.string_agg(row, sa.literal_column("',' order by c.rank"))
    return ["[", sa.select(rows).select_from(sa.text("number_class c")).scalar_subquery(), "]"]
