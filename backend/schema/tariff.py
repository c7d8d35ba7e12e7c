"""Tariffs, their versions, and options."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, Key, Order
from backend.planner.text import Row
from backend.schema.common import CREATED_AT, NAME_ORDER, Money, Node, money_columns
from backend.schema.declare import BOOLEAN, CODE, NAME, column, listing, many, one
from backend.schema.enums import AllowanceKind, AllowanceScope, OptionPeriod
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one

T = models.Tariff
O = models.TariffOption  # noqa: E741  one letter per model, as in the other modules
V = models.TariffVersion
A = models.TariffAllowance


def by_code(row: Row) -> list[Expression]:
    return [row.code.asc()]


@strawberry.type(description="A tariff: price and content of a contract.")
class Tariff(Node):
    code: str = column(T.code, "Code, as operators type it.", CODE)
    name: str = column(T.name, "Name shown to customers.", NAME)
    monthly_fee: Money = money_columns("monthly_fee_minor", "Monthly fee.")
    active: bool = column(T.active, "Whether it can be sold.", BOOLEAN)
    current_version: object = one(
        "tariff.TariffVersion",
        lambda p, c: c.id == p.tariff_version_id,
        "The version in force, which new contracts get. `monthlyFee` is its fee.",
        filterable=False,
    )
    versions: object = listing(
        "tariff.TariffVersion",
        lambda p, c: c.tariff_id == p.id,
        lambda c: [c.number.desc()],
        "All versions, newest first, those that begin later included; subscribers see those that began.",
    )
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


@strawberry.type(description="What a tariff costs and contains from a moment on. A version is never changed.")
class TariffVersion(Node):
    tariff: object = one("tariff.Tariff", lambda p, c: c.id == p.tariff_id, "The tariff.", filterable=False)
    number: int = column(V.number, "Number of the version, counted from 1 for each tariff.")
    valid_from: datetime = column(
        V.valid_from, "When it begins. Of the versions that began, the one that began last is in force."
    )
    monthly_fee: Money = money_columns("monthly_fee_minor", "Monthly fee.")
    allowances: object = listing(
        "tariff.TariffAllowance",
        lambda p, c: c.tariff_version_id == p.id,
        lambda c: [c.kind, c.scope],
        "What the monthly fee includes.",
    )
    published_at: datetime = column(V.published_at, "When it was published.")


@strawberry.type(description="What the monthly fee of a tariff includes.")
class TariffAllowance:
    kind: AllowanceKind = column(A.kind, "What is included.")
    scope: AllowanceScope = column(A.scope, "Where it can be used.")
    amount: int | None = column(A.amount, "Minutes, messages or megabytes a month; null when the tariff sets no limit.")


TARIFF_VERSION = graph_type(TariffVersion, V, {})
TARIFF_ALLOWANCE = graph_type(TariffAllowance, A, {})


def tariffs_at(moment: Expression) -> sa.Select[Any]:
    """The tariffs that had a version at a moment, with that version and its fee."""
    tariff, version = sa.alias(T.__table__, "tariff"), sa.alias(V.__table__, "in_force")
    newest = (
        sa.select(version.c.id, version.c.monthly_fee_minor)
        .where(version.c.tariff_id == tariff.c.id, version.c.valid_from <= moment)
        .order_by(version.c.valid_from.desc(), version.c.number.desc())
        .limit(sa.literal_column("1"))
        .lateral("at")
    )
    then = {"tariff_version_id": newest.c.id, "monthly_fee_minor": newest.c.monthly_fee_minor}
    columns = [then.get(each.name, each).label(each.name) for each in tariff.c]
    return sa.select(*columns).select_from(tariff.join(newest, sa.true()))


@strawberry.type(description="An option: something added to a tariff for a fee.")
class TariffOption(Node):
    code: str = column(O.code, "Code, as operators type it.")
    name: str = column(O.name, "Name shown to customers.")
    monthly_fee: Money = money_columns("monthly_fee_minor", "Fee for each period.")
    period: OptionPeriod = column(O.period, "What the fee is for.")
    active: bool = column(O.active, "Whether it can be sold.")


TARIFF_OPTION = graph_type(TariffOption, O, {})


@queries
class Queries:
    tariff: object = root_one(
        "tariff.Tariff",
        "A tariff, by id or code.",
        code=Key("code"),
        at=tariffs_at,
        at_text="Show the version and the fee of this moment in place of those in force; null when there was none yet.",
    )
    tariffs: object = root_many("tariff.Tariff", "The catalogue of tariffs.")
