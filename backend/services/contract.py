"""Contracts: GetSim."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ContractKey, LedgerAccountKey, TariffOptionKey, uuid7
from backend.models import (
    PHONE_NUMBER_STATES,
    SIM_STATES,
    Contract,
    ContractStatus,
    Customer,
    NodeType,
    NumberClass,
    PhoneNumber,
    Sim,
    Tariff,
    TariffCompatibility,
    TariffOption,
)
from backend.services import compatibility, ledger, registration, rules
from backend.services import customer as customers
from backend.services.acts import Acting, NodeId, Payload, act
from backend.services.customer import ACKNOWLEDGE_TEXT, ALLOW_DUPLICATE_TEXT
from backend.services.get_sim_statement import get_sim_statement
from backend.services.idempotency import Outcome
from backend.services.identity import NewCustomer
from backend.services.number_class import charge_for
from backend.services.provisioning.orders import has_network
from backend.services.recording import Scope, target_of
from backend.services.registration import MAX_OPTIONS
from backend.services.representation import AtCounter
from backend.services.sim import take_number, take_sim

CONTACT_TEXT = "Input that was not used: CONTACT_KEPT when the stored phone or e-mail of a recognised customer differs."


@dataclass(frozen=True, kw_only=True)
class GetSim(AtCounter):
    """Input of `getSim`: the contract form."""

    later: ClassVar[frozenset[str]] = frozenset({"acknowledge", "number_class"})

    customer_id: Annotated[NodeId | None, "Id of an existing customer. Give this or `customer`."] = None
    customer: Annotated[
        NewCustomer | None,
        "Data of a customer; an existing customer is recognised by it, otherwise one is created.",
    ] = None
    tariff_code: Annotated[str, "Code of the tariff."]
    options: Annotated[tuple[str, ...], "Codes of options to book with the tariff."] = ()
    iccid: Annotated[str | None, "ICCID of the SIM that is handed out; when absent, a SIM is taken from the pool."] = (
        None
    )
    msisdn: Annotated[str | None, "The requested number; when absent, a number is taken from the pool."] = None
    number_class: Annotated[NumberClass, "The class of the number that is taken from the pool."] = NumberClass.STANDARD
    allow_duplicate: Annotated[bool, ALLOW_DUPLICATE_TEXT] = False
    acknowledge: Annotated[tuple[ErrorCode, ...], ACKNOWLEDGE_TEXT] = ()


_PAYLOAD = Payload(
    name="GetSimPayload",
    text="The activated contract; null when the mutation was refused, and in a dry run.",
    candidates=True,
    warnings=CONTACT_TEXT,
)


@act(Contract, STAFF, payload=_PAYLOAD, as_statement=get_sim_statement, reserves=True)
async def get_sim(acting: Acting, command: GetSim) -> Outcome:
    """GetSim: register the subscriber, bind SIM and number, and activate the contract.

    Creates the contract, binds the SIM and the number and activates all three, in one transaction. A SIM and a number
    that are not given are picked. Raises Refusal as `take_sim`, `take_number`, `find_or_create` and
    `check_may_contract`, and TARIFF_NOT_FOUND, TARIFF_INACTIVE, TARIFF_INCOMPATIBLE, OPTION_NOT_FOUND,
    OPTION_INCOMPATIBLE.
    """
    session, journal = acting.session, acting.journal
    tariff, has_rules = await sold_tariff(session, command.tariff_code)
    options = await sold_options(session, tariff, command.options)
    customer, warnings = await _customer(acting, command)
    field = ("customerId",) if command.customer_id else ("customer",)
    customers.check_may_contract(customer, acting.settings, field)
    sim = await take_sim(acting, customer, command.iccid)
    number = await take_number(acting, customer, command.msisdn, command.number_class)
    if has_rules:
        chosen = compatibility.facts_of(tariff.id, options, customer, sim, number)
        await compatibility.check(session, acting.settings, chosen, acting.viewer.language)
    contract_id = await _bind(acting, customer, tariff, options, sim, number)
    if number.number_class is not NumberClass.STANDARD:
        await charge_for(acting, contract_id, number, owed=True)
    customers.activate(customer, journal)
    await session.flush()
    return Outcome(CONTRACT_ID.encode(contract_id), warnings=warnings)


async def _customer(acting: Acting, command: GetSim) -> tuple[Customer, tuple[Mapping[str, Any], ...]]:
    acknowledged = customers.acknowledged_by(command)
    if (command.customer_id is None) == (command.customer is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "exactly one of customerId and customer is required", ["customerId"])
    if command.customer_id is not None:
        customer = await customers.locked(acting.session, command.customer_id, ("customerId",))
        await customers.check_another_line(acting, customer, acknowledged, ())
        return customer, ()
    assert command.customer is not None
    at = ("customer",)
    given = command.customer.checked(acting.settings, at)
    return await customers.find_or_create(acting, given, acknowledged, at=at)


async def sold_tariff(session: AsyncSession, code: str) -> tuple[Tariff, bool]:
    """Lock the tariff with a code, so that it is not changed meanwhile. The second value says whether there are rules
    of compatibility. Raises Refusal TARIFF_NOT_FOUND, TARIFF_INACTIVE.
    """
    tariff, has_rules = None, False
    stored_code = rules.code(code)
    if stored_code is not None:
        select = sa.select(Tariff, compatibility.HAS_RULES).where(Tariff.code == stored_code)
        row = (await session.execute(select.with_for_update(read=True, of=Tariff))).one_or_none()
        tariff, has_rules = (None, False) if row is None else (row[0], row[1])
    if tariff is None:
        raise Refusal(ErrorCode.TARIFF_NOT_FOUND, f"there is no tariff {rules.quoted(code)}", ["tariffCode"])
    if not tariff.active:
        raise Refusal(ErrorCode.TARIFF_INACTIVE, "the tariff is no longer sold", ["tariffCode"])
    return tariff, has_rules


async def sold_options(
    session: AsyncSession, tariff: Tariff, given: Sequence[str], *, held: Collection[TariffOptionKey] = ()
) -> list[TariffOptionKey]:
    """The keys of the options with these codes, which are sold or `held`, and fit the tariff.

    Raises Refusal INVALID_INPUT, OPTION_NOT_FOUND, OPTION_INCOMPATIBLE.
    """
    if not given:
        return []
    if len(given) > MAX_OPTIONS:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a contract has at most {MAX_OPTIONS} options", ["options"])
    is_compatible = (
        sa.select(TariffCompatibility.tariff_id)
        .where(TariffCompatibility.tariff_id == tariff.id, TariffCompatibility.tariff_option_id == TariffOption.id)
        .exists()
    )
    codes = {text: rules.code(text) for text in given}
    wanted = [code for code in codes.values() if code is not None]
    rows = await session.execute(
        sa.select(TariffOption.code, TariffOption.id, is_compatible).where(
            TariffOption.code.in_(wanted), sa.or_(TariffOption.active, TariffOption.id.in_(held))
        )
    )
    known = {code: (key, compatible) for code, key, compatible in rows}
    for text, code in codes.items():
        if code is None or code not in known:
            raise Refusal(ErrorCode.OPTION_NOT_FOUND, f"there is no option {rules.quoted(text)}", ["options"])
        if not known[code][1]:
            message = f"the option {code} is not compatible with the tariff {tariff.code}"
            raise Refusal(ErrorCode.OPTION_INCOMPATIBLE, message, ["options"])
    return [known[code][0] for code in dict.fromkeys(wanted)]


async def _bind(
    acting: Acting,
    customer: Customer,
    tariff: Tariff,
    options: Sequence[TariffOptionKey],
    sim: Sim,
    number: PhoneNumber,
) -> ContractKey:
    """Write the rows of an active contract and record their transitions in the journal."""
    journal = acting.journal
    contract_id = CONTRACT_ID.new_key()
    scope: Scope = {"customer_id": customer.id, "contract_id": contract_id}
    for source, verb, target in (
        (None, "create", ContractStatus.DRAFT),
        (ContractStatus.DRAFT, "accept", ContractStatus.ACCEPTED),
        (ContractStatus.ACCEPTED, "activate", ContractStatus.ACTIVE),
    ):
        journal.step(NodeType.CONTRACT, contract_id, verb, source, target, **scope)
    active = target_of(SIM_STATES, sim.status, "activate", ["iccid"])
    journal.step(NodeType.SIM, sim.id, "activate", sim.status, active, **scope)
    assigned = target_of(PHONE_NUMBER_STATES, number.status, "assign", ["msisdn"])
    journal.step(NodeType.PHONE_NUMBER, number.id, "assign", number.status, assigned, **scope)
    await acting.session.execute(
        registration.WRITE_AND_ORDER if has_network(acting.settings) else registration.WRITE,
        {
            "contract_id": contract_id,
            "customer_id": customer.id,
            "sim_id": sim.id,
            "number_id": number.id,
            "msisdn": number.msisdn,
            "tariff_id": tariff.id,
            "tariff_version_id": tariff.tariff_version_id,
            "currency": tariff.currency,
            "account_id": LedgerAccountKey(uuid7()),
            "floor_minor": ledger.first_floor(acting.settings, tariff.currency),
            "options": list(options),
        },
    )
    return contract_id
