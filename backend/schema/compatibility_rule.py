"""Rules of compatibility, and the check of a choice."""

from datetime import date, datetime
from typing import Annotated, Any, Optional

import strawberry
from strawberry import Info

from backend.identifiers import COMPATIBILITY_RULE_ID
from backend.models.compatibility_rule import CompatibilityRule as _CompatibilityRule
from backend.resolvers.compatibility import checked_compatibility
from backend.resolvers.context import Context
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import column, one, root_external
from backend.schema.enums import CompatibilityForm, CustomerKind, ErrorCode, NumberClass, SimKind
from backend.schema.lists import ListTypes, graph_type
from backend.schema.payloads import described
from backend.schema.roots import queries, root_many, root_one
from backend.services.compatibility_check import Choice

R = _CompatibilityRule


@strawberry.type(description="A rule about a tariff or an option, which every contract must meet that gets it.")
class CompatibilityRule(Node):
    form: CompatibilityForm = column(R.form, "What is demanded.")
    tariff: object = one(
        "tariff.Tariff",
        lambda p, c: c.id == p.tariff_id,
        "The tariff that the rule is about, if any.",
        filterable=False,
    )
    tariff_option: object = one(
        "tariff.TariffOption",
        lambda p, c: c.id == p.tariff_option_id,
        "The option that the rule is about, if any.",
        filterable=False,
    )
    other_tariff: object = one(
        "tariff.Tariff", lambda p, c: c.id == p.other_tariff_id, "The tariff required or excluded.", filterable=False
    )
    other_option: object = one(
        "tariff.TariffOption",
        lambda p, c: c.id == p.other_option_id,
        "The option required or excluded.",
        filterable=False,
    )
    customer_kind: CustomerKind | None = column(R.customer_kind, "CUSTOMER_KIND: the only kind of customers.")
    sim_kind: SimKind | None = column(R.sim_kind, "SIM_KIND: the only kind of SIMs.")
    number_class: NumberClass | None = column(R.number_class, "NUMBER_CLASS: the only class of phone numbers.")
    min_age: int | None = column(R.min_age, "AGE: least age of a person in years.")
    max_age: int | None = column(R.max_age, "AGE: greatest age of a person in years.")
    sold_from: date | None = column(R.sold_from, "SALES_PERIOD: first day.")
    sold_until: date | None = column(R.sold_until, "SALES_PERIOD: last day.")
    message_en: str = column(R.message_en, "What is told in English when it is broken.")
    message_ru: str = column(R.message_ru, "What is told in Russian.")
    message_ky: str = column(R.message_ky, "What is told in Kyrgyz.")
    retired_at: datetime | None = column(R.retired_at, "When it was retired; null while it holds.")


COMPATIBILITY_RULE = graph_type(CompatibilityRule, R, CREATED_AT)
_lists = ListTypes(CompatibilityRule, "compatibility_rule.CompatibilityRule", CREATED_AT)
CompatibilityRuleConnection, CompatibilityRuleFilter = _lists.connection, _lists.filter
CompatibilityRuleListFilter, CompatibilityRuleOrder = _lists.list_filter, _lists.order


@strawberry.type(description="A text in the three languages.")
class CompatibilityText:
    en: str = described("In English.")
    ru: str = described("In Russian.")
    ky: str = described("In Kyrgyz.")


@strawberry.type(description="What does not fit in a choice of tariff and options.")
class CompatibilityFailure:
    code: ErrorCode = described("Code with which a mutation would be refused.")
    field: str = described("The argument: `tariffCode`, `options`, `iccid` or `msisdn`.")
    form: CompatibilityForm | None = described("What the broken rule demands; null for what needs no rule.")
    rule_id: strawberry.ID | None = described("Id of the broken rule.")
    message: CompatibilityText = described("Text for people.")


@strawberry.type(description="Whether a choice of tariff, options, customer and line fits. Nothing was written.")
class CompatibilityCheck:
    fits: bool = described("Whether all fits.")
    failures: list[CompatibilityFailure] = described("All that does not fit.")


async def _check_compatibility(
    info: Info[Context, None],
    tariff_code: Annotated[str, strawberry.argument(description="Code of the tariff.")],
    options: Annotated[Optional[list[str]], strawberry.argument(description="Codes of the options.")] = None,
    customer_id: Annotated[
        Optional[strawberry.ID],
        strawberry.argument(description="The customer; without one, rules about customers are not checked."),
    ] = None,
    iccid: Annotated[
        Optional[str], strawberry.argument(description="The SIM; without one, rules about SIMs are not checked.")
    ] = None,
    msisdn: Annotated[
        Optional[str],
        strawberry.argument(description="The phone number; without one, rules about numbers are not checked."),
    ] = None,
) -> Any:
    found = await checked_compatibility(info.context, Choice(tariff_code, options or [], customer_id, iccid, msisdn))
    return CompatibilityCheck(
        fits=not found,
        failures=[
            CompatibilityFailure(
                code=each.code,
                field=each.field,
                form=each.form,
                rule_id=None if each.rule_id is None else strawberry.ID(COMPATIBILITY_RULE_ID.encode(each.rule_id)),
                message=CompatibilityText(en=each.texts["EN"], ru=each.texts["RU"], ky=each.texts["KY"]),
            )
            for each in found
        ],
    )


_check_compatibility.__annotations__ |= {"return": CompatibilityCheck}


@queries
class Queries:
    compatibility_rule: object = root_one("compatibility_rule.CompatibilityRule", "A rule of compatibility.")
    compatibility_rules: object = root_many(
        "compatibility_rule.CompatibilityRule", "Rules of compatibility, also retired ones."
    )
    check_compatibility: CompatibilityCheck = root_external(
        _check_compatibility,
        "Check a choice of tariff and options without writing anything: each rule that fails, in three languages.",
        target="CompatibilityRule",
        rows=10,
    )
