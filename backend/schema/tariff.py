"""Tariffs and options."""

import strawberry

from backend import models
from backend.planner.fields import Expression, Form, Key, Order
from backend.planner.text import Row
from backend.schema.common import CREATED_AT, NAME_ORDER, Money, Node, money_columns
from backend.schema.declare import BOOLEAN, CODE, NAME, column, listing, many
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one

T = models.Tariff
O = models.TariffOption  # noqa: E741  one letter per model, as in the other modules


def by_code(row: Row) -> list[Expression]:
    return [row.code.asc()]


@strawberry.type(description="A tariff: price and content of a contract.")
class Tariff(Node):
    code: str = column(T.code, "Code, as operators type it.", CODE)
    name: str = column(T.name, "Name shown to customers.", NAME)
    monthly_fee: Money = money_columns("monthly_fee_minor", "Monthly fee.")
    active: bool = column(T.active, "Whether it can be sold.", BOOLEAN)
    options: object = listing(
        "tariff.TariffOption",
        lambda p, link: link.tariff_id == p.id,
        by_code,
        "Options that can be booked with the tariff.",
        through=models.TariffCompatibility,
        through_on=lambda link, c: link.tariff_option_id == c.id,
    )
    contracts: object = many("contract.Contract", lambda p, c: c.tariff_id == p.id, "Contracts on this tariff.")


TARIFF_ORDERS = {**CREATED_AT, "NAME": NAME_ORDER, "CODE": Order("code", Form.TEXT)}
TARIFF = graph_type(Tariff, T, TARIFF_ORDERS)
_lists = ListTypes(Tariff, "tariff.Tariff", TARIFF_ORDERS)
TariffConnection, TariffFilter, TariffListFilter = _lists.connection, _lists.filter, _lists.list_filter
TariffOrder = _lists.order


@strawberry.type(description="An option: something added to a tariff for a fee.")
class TariffOption(Node):
    code: str = column(O.code, "Code, as operators type it.")
    name: str = column(O.name, "Name shown to customers.")
    monthly_fee: Money = money_columns("monthly_fee_minor", "Monthly fee.")
    active: bool = column(O.active, "Whether it can be sold.")


TARIFF_OPTION = graph_type(TariffOption, O, {})


@queries
class Queries:
    tariff: object = root_one("tariff.Tariff", "A tariff, by id or code.", code=Key("code"))
    tariffs: object = root_many("tariff.Tariff", "The catalogue of tariffs.")
