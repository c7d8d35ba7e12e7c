"""What is checked of a request: the rules of the act that would fulfil it, all at once and without writing anything.

`check` is the one place that finds violations. What a rule of the operator can say is a validation rule, which
`services/checking` reads (`_rules`). What the act cannot do without is in `_required`; what it looks up in the database
is a coroutine in `_CHECKS`.
"""

import difflib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.enums import total
from backend.errors import ErrorCode, Refusal
from backend.models import (
    Contract,
    Customer,
    CustomerStatus,
    PhoneNumber,
    PhoneNumberStatus,
    RequestKind,
    Severity,
    Sim,
    SimStatus,
    Tariff,
    TariffCompatibility,
    TariffOption,
)
from backend.models.contract import IN_SERVICE
from backend.services import checking, compatibility
from backend.services.checking import Violation
from backend.services.customer import check_may_contract
from backend.services.request.form import Form
from backend.settings import Settings

BLOCK, ALERT = Severity.BLOCK, Severity.ALERT
# What each kind of request cannot do without. DATA: at least one field that a profile has.
DATA = "data"
_REQUIRED: Mapping[RequestKind, tuple[str, ...]] = total(
    RequestKind,
    {
        RequestKind.REGISTRATION: ("name", "phone", "tariff_code"),
        RequestKind.CHANGE_DATA: ("customer", DATA),
        RequestKind.CHANGE_TARIFF: ("contract", "tariff_code"),
        RequestKind.SWAP_SIM: ("contract",),
        RequestKind.PORT_IN: ("name", "phone", "msisdn"),
        RequestKind.PORT_OUT: ("contract",),
        RequestKind.CLOSE: ("contract",),
        RequestKind.OTHER: (),
    },
)
_PATHS = {"tariff_code": "tariffCode", "customer": "customerId", "contract": "contractId", DATA: "phone"}


@dataclass(frozen=True)
class Checked:
    """What is checked: the kind of a request, its form, and the customer and the contract it is about."""

    kind: RequestKind
    form: Form
    customer: Customer | None = None
    contract: Contract | None = None
    language: str = "EN"  # of the messages of validation rules


async def check(session: AsyncSession, settings: Settings, checked: Checked) -> list[Violation]:
    """The rules that a request breaks, beside those that the values of its fields break (`structured`)."""
    found = list(_required(checked))
    for each in _CHECKS:
        found += [violation async for violation in each(session, settings, checked)]
    return found


def _required(checked: Checked) -> list[Violation]:
    form, known = checked.form, checked.customer is not None
    has = {
        "name": known or form.name is not None,
        "phone": known or form.phone is not None,
        "tariff_code": form.tariff_code is not None,
        "msisdn": form.msisdn is not None,
        "customer": known,
        "contract": checked.contract is not None,
        DATA: any((form.name, form.phone, form.email, form.language, form.birth_date, form.document)),
    }
    return [
        Violation(ErrorCode.INVALID_INPUT, path, f"a {checked.kind} requires {path}", BLOCK)
        for name in _REQUIRED[checked.kind]
        if not has[name]
        for path in (_PATHS.get(name, name),)
    ]


async def _customer(_: AsyncSession, settings: Settings, checked: Checked) -> AsyncIterator[Violation]:
    customer = checked.customer
    if checked.kind is RequestKind.REGISTRATION:
        if customer is not None:
            try:
                check_may_contract(customer, settings, ("customerId",))
            except Refusal as refusal:
                yield Violation(refusal.code, "customerId", refusal.message, BLOCK)
        elif settings.require_kyc:
            message = "the customer's identity must be verified first: createCustomer, verifyCustomer, then customerId"
            yield Violation(ErrorCode.KYC_REQUIRED, "customerId", message, BLOCK)
    elif customer is not None and customer.status is CustomerStatus.CLOSED:
        yield Violation(ErrorCode.CUSTOMER_CLOSED, "customerId", "the customer is closed", BLOCK)


async def _contract(_: AsyncSession, __: Settings, checked: Checked) -> AsyncIterator[Violation]:
    contract = checked.contract
    if contract is not None and checked.kind is not RequestKind.REGISTRATION and contract.status not in IN_SERVICE:
        yield Violation(ErrorCode.CONTRACT_CLOSED, "contractId", f"the contract is {contract.status}", BLOCK)


async def _tariff(session: AsyncSession, _: Settings, checked: Checked) -> AsyncIterator[Violation]:
    code = checked.form.tariff_code
    if code is None:
        return
    tariff = await session.scalar(sa.select(Tariff).where(Tariff.code == code))
    if tariff is not None and tariff.active:
        async for violation in _options(session, tariff, checked.form.options):
            yield violation
        return
    sold = list(await session.scalars(sa.select(Tariff.code).where(Tariff.active).order_by(Tariff.code)))
    nearest = next(iter(difflib.get_close_matches(code, sold, 1)), None)
    if tariff is None:
        yield Violation(ErrorCode.TARIFF_NOT_FOUND, "tariffCode", f"there is no tariff {code}", BLOCK, nearest)
    else:
        yield Violation(ErrorCode.TARIFF_INACTIVE, "tariffCode", "the tariff is no longer sold", BLOCK, nearest)


async def _options(session: AsyncSession, tariff: Tariff, codes: list[str]) -> AsyncIterator[Violation]:
    fits = (
        sa.select(TariffCompatibility.tariff_id)
        .where(TariffCompatibility.tariff_id == tariff.id, TariffCompatibility.tariff_option_id == TariffOption.id)
        .exists()
    )
    select = sa.select(TariffOption.code, fits).where(TariffOption.code.in_(codes), TariffOption.active)
    known = dict((await session.execute(select)).all()) if codes else {}
    for code in codes:
        if code not in known:
            yield Violation(ErrorCode.OPTION_NOT_FOUND, "options", f"there is no option {code}", BLOCK)
        elif not known[code]:
            message = f"the option {code} is not compatible with the tariff {tariff.code}"
            yield Violation(ErrorCode.OPTION_INCOMPATIBLE, "options", message, BLOCK)


async def _compatibility(session: AsyncSession, settings: Settings, checked: Checked) -> AsyncIterator[Violation]:
    form, customer = checked.form, checked.customer
    if form.tariff_code is None:
        return
    options = sa.select(TariffOption.id).where(TariffOption.code.in_(form.options))
    number_class = sa.select(PhoneNumber.number_class).where(PhoneNumber.msisdn == form.msisdn)
    facts = compatibility.Facts(
        tariff_id=await session.scalar(sa.select(Tariff.id).where(Tariff.code == form.tariff_code)),
        option_ids=list(await session.scalars(options)) if form.options else (),
        customer_kind=form.kind if customer is None else customer.kind,
        birth_date=form.birth_date if customer is None else customer.birth_date,
        sim_kind=await session.scalar(sa.select(Sim.kind).where(Sim.iccid == form.iccid)) if form.iccid else None,
        number_class=await session.scalar(number_class) if form.msisdn else None,
    )
    for each in await compatibility.broken_rules(session, settings, facts):
        yield Violation(each.code, each.field, each.texts[checked.language], BLOCK)


async def _sim(session: AsyncSession, _: Settings, checked: Checked) -> AsyncIterator[Violation]:
    iccid = checked.form.iccid
    if iccid is None:
        return
    status = await session.scalar(sa.select(Sim.status).where(Sim.iccid == iccid))
    if status is None:
        yield Violation(ErrorCode.SIM_NOT_FOUND, "iccid", "there is no such SIM", BLOCK)
    elif status is SimStatus.RESERVED:
        yield Violation(ErrorCode.SIM_RESERVED, "iccid", "the SIM is reserved", ALERT)
    elif status is not SimStatus.AVAILABLE:
        yield Violation(ErrorCode.SIM_NOT_AVAILABLE, "iccid", f"the SIM is {status}", BLOCK)


async def _number(session: AsyncSession, _: Settings, checked: Checked) -> AsyncIterator[Violation]:
    msisdn = checked.form.msisdn
    if msisdn is None or checked.kind is not RequestKind.REGISTRATION:
        return
    status = await session.scalar(sa.select(PhoneNumber.status).where(PhoneNumber.msisdn == msisdn))
    free = {PhoneNumberStatus.AVAILABLE, PhoneNumberStatus.PORTED_IN}
    if status is None:
        yield Violation(ErrorCode.NUMBER_NOT_FOUND, "msisdn", "the number is not in the pool", BLOCK)
    elif status is PhoneNumberStatus.RESERVED:
        yield Violation(ErrorCode.NUMBER_RESERVED, "msisdn", "the number is reserved", ALERT)
    elif status not in free:
        yield Violation(ErrorCode.NUMBER_NOT_AVAILABLE, "msisdn", f"the number is {status}", BLOCK)


# The kinds that hand out a line, and that change the data of a customer.
_GET_LINE = (RequestKind.REGISTRATION, RequestKind.PORT_IN)


async def _rules(session: AsyncSession, settings: Settings, checked: Checked) -> AsyncIterator[Violation]:
    """The validation rules for this kind of request, about the values that the form gives. A form without a customer is
    a new one, of whom nothing may be missing; of a registered one who gets a line, what is stored is checked too.
    """
    form, customer, lines = checked.form, checked.customer, int(checked.kind in _GET_LINE)
    if customer is None:
        subject, fields = _subject(form, lines), _given(form) if not lines else checking.ALL_FIELDS
        found = await _broken(session, settings, checked, subject, fields=fields)
    else:
        stored = await checking.stored_subject(session, customer, more_lines=lines)
        subject = replace(stored, **{name: value for name, value in _columns(form).items() if value is not None})
        if form.document is not None:
            subject = replace(subject, documents=(form.document,))
        found = await _broken(session, settings, checked, subject, fields=_given(form))
        if lines:
            more = await _broken(session, settings, checked, stored, forms=checking.EXISTING_FORMS)
            found += [each for each in more if each not in found]
    for each in found:
        yield each


def _columns(form: Form) -> dict[str, Any]:
    return {"name": form.name, "phone": form.phone, "email": form.email, "birth_date": form.birth_date}


def _subject(form: Form, lines: int) -> checking.Subject:
    documents = (form.document,) if form.document else ()
    return checking.Subject(kind=form.kind, documents=documents, lines=lines, **_columns(form))


def _given(form: Form) -> list[str]:
    """The paths of the fields that a form gives."""
    paths = {"birth_date": "birthDate"}
    found = [paths.get(name, name) for name, value in _columns(form).items() if value is not None]
    found += ["name"] if "birthDate" in found and "name" not in found else []  # a person is both
    return found + (["document.number"] if form.document else [])


async def _broken(
    session: AsyncSession, settings: Settings, checked: Checked, subject: checking.Subject, **limits: Any
) -> list[Violation]:
    return await checking.broken_rules(
        session, settings, subject, language=checked.language, request_kind=checked.kind, **limits
    )


_Check = Callable[[AsyncSession, Settings, Checked], AsyncIterator[Violation]]
_CHECKS: tuple[_Check, ...] = (_rules, _customer, _contract, _tariff, _compatibility, _sim, _number)
