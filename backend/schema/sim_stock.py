"""The stock of SIMs: how many are available and reserved at each location."""

from typing import Any

import sqlalchemy as sa
import strawberry
from graphql import FieldNode

from backend.models import SimStatus
from backend.models.sim import STOCK
from backend.models.states import text_list
from backend.planner.composer import Composer
from backend.planner.root_select import RootField
from backend.planner.text import Piece, concat
from backend.records.rows import literal
from backend.schema.declare import root_select
from backend.schema.enums import SimKind

MAX_ROWS = 1_000
_COUNT = "(count(*) filter (where status = {}))::integer as {}"
_STOCK = f"""
select location, kind, {_COUNT.format(literal(SimStatus.AVAILABLE), "available")},
    {_COUNT.format(literal(SimStatus.RESERVED), "reserved")}
from sim where status in ({text_list(STOCK)}) group by location, kind order by location, kind limit {MAX_ROWS}
"""


@strawberry.type(description="The stock of SIMs of one kind at one location.")
class SimStock:
    location: str | None = strawberry.field(description="Code of the location; null for SIMs without one.")
    kind: SimKind = strawberry.field(description="Card or eSIM profile.")
    available: int = strawberry.field(description="Number of SIMs that are AVAILABLE.")
    reserved: int = strawberry.field(description="Number of SIMs that are RESERVED.")


@root_select(
    list[SimStock],
    f"The stock of SIMs by location and kind, at most {MAX_ROWS} rows. Empty locations are left out.",
    target="SimStock",
)
def sim_stock(composer: Composer, asked: RootField) -> list[Piece]:
    """The counts of one index of the available and reserved SIMs, in one statement."""
    draft = composer.draft
    draft.has_conditions = True
    stock = sa.text(f"({_STOCK}) stock")

    def part(name: str, _: list[FieldNode]) -> list[Piece]:
        value: Any = sa.literal_column(f"stock.{name}")
        return [sa.func.coalesce(sa.cast(sa.func.to_json(value), sa.Text()), sa.literal_column("'null'"))]

    row = concat(draft.object(asked.kind, asked.selected, part))
    rows = sa.func.string_agg(row, sa.literal_column("',' order by stock.location, stock.kind"))
    return ["[", sa.select(sa.func.coalesce(rows, sa.literal_column("''"))).select_from(stock).scalar_subquery(), "]"]
