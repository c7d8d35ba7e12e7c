"""The rows of a contract in service, as SQL: for one that a verb has decided on, and for those that a statement finds.

`source` is what follows FROM, and the other arguments are SQL expressions over its rows.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from backend.models import (
    Contract,
    ContractOption,
    ContractStatus,
    LedgerAccount,
    LedgerAccountKind,
    NumberBinding,
    PhoneNumberStatus,
    SimBinding,
    SimStatus,
)
from backend.records.rows import insert_from, literal
from backend.services.provisioning.orders import insert_activations

MAX_OPTIONS = 50  # of a contract
_NO_RESERVATION = "reserved_by = null, reserved_for = null, reserved_until = null"
_ACCOUNT = literal(LedgerAccountKind.CONTRACT)


def insert_contracts(source: str, **values: str) -> str:
    """The statement that inserts an active contract for each row of `source`."""
    return insert_from(
        Contract, f"from {source}", status=literal(ContractStatus.ACTIVE), activated_at="now()", **values
    )


def insert_accounts(source: str, **values: str) -> str:
    """The statement that opens the account of each new contract."""
    return insert_from(LedgerAccount, f"from {source}", kind=_ACCOUNT, code=_ACCOUNT, **values)


def activate_sims(source: str, *, sim: str, msisdn: str, condition: str = "true") -> str:
    """The statement that puts the SIMs with the keys `sim` into service."""
    return (
        f"update sim s set status = {literal(SimStatus.ACTIVE)}, msisdn = {msisdn}, activated_at = now(),"
        f" {_NO_RESERVATION} from {source} where {condition} and s.id = {sim}"
    )


def assign_numbers(source: str, *, number: str, condition: str = "true") -> str:
    """The statement that assigns the numbers with the keys `number`."""
    return (
        f"update phone_number n set status = {literal(PhoneNumberStatus.ASSIGNED)}, {_NO_RESERVATION}"
        f" from {source} where {condition} and n.id = {number}"
    )


def bind_sims(source: str, *, sim: str, contract: str) -> str:
    """The statement that inserts the periods of SIMs, which begin now."""
    return insert_from(SimBinding, f"from {source}", sim_id=sim, contract_id=contract, bound_from="now()")


def bind_numbers(source: str, *, number: str, contract: str) -> str:
    """The statement that inserts the periods of numbers, which begin now."""
    return insert_from(
        NumberBinding, f"from {source}", phone_number_id=number, contract_id=contract, bound_from="now()"
    )


# One contract in service with its options, as common table expressions. They follow `given`, which has the columns of
# `COLUMNS` and at most one row. PostgreSQL executes those that no other reads from the last to the first, and the audit
# trail lists the changes in the order of execution.
_OPTION = insert_from(
    ContractOption, "from given cross join lateral unnest(options) o", contract_id="contract_id", tariff_option_id="o"
)
_CONTRACT = insert_contracts(
    "given", id="contract_id", customer_id="customer_id", sim_id="sim_id", phone_number_id="number_id",
    tariff_id="tariff_id", tariff_version_id="tariff_version_id", currency="currency", signed_at="now()",
)  # fmt: skip
_OPENED = insert_accounts(
    "given", id="account_id", currency="currency", contract_id="contract_id", customer_id="customer_id",
    floor_minor="floor_minor",
)  # fmt: skip
ORDER = f"""
ordered as ({insert_activations("given", contract="contract_id", sim="sim_id", number="number_id")}
), """
OPTION_ROWS = f"""
option_row as ({_OPTION} returning *
), """
WITHOUT_OPTIONS = f"""
number_bound as ({bind_numbers("given", number="number_id", contract="contract_id")}
), sim_bound as ({bind_sims("given", sim="sim_id", contract="contract_id")}
), number_row as ({assign_numbers("given", number="given.number_id")}
), sim_row as ({activate_sims("given", sim="given.sim_id", msisdn="given.msisdn")}
), account_row as ({_OPENED}
), contract_row as ({_CONTRACT} returning *
)"""
IN_SERVICE = OPTION_ROWS + WITHOUT_OPTIONS

# A SIM and a number are put into service for a contract that exists.
_BOUND = f"""
number_bound as ({bind_numbers("given", number="number_id", contract="contract_id")}
), sim_bound as ({bind_sims("given", sim="sim_id", contract="contract_id")}
), number_row as ({assign_numbers("given", number="given.number_id")}
), sim_row as ({activate_sims("given", sim="given.sim_id", msisdn="given.msisdn")}
)"""

COLUMNS = {
    "contract_id": "uuid", "customer_id": "uuid", "sim_id": "uuid", "number_id": "uuid", "msisdn": "text",
    "tariff_id": "uuid", "tariff_version_id": "uuid", "currency": "text", "account_id": "uuid", "floor_minor": "bigint",
    "options": "uuid[]",
}  # fmt: skip
_TYPES: dict[str, Any] = {
    "uuid": sa.Uuid(), "text": sa.Text(), "bigint": sa.BigInteger(), "uuid[]": sa.ARRAY(sa.Uuid()),
}  # fmt: skip


def _statement(names: Iterable[str], written: str) -> sa.TextClause:
    """The statement of these rows, with parameters of these names."""
    given = ", ".join(f"cast(:{name} as {COLUMNS[name]}) as {name}" for name in names)
    types = (sa.bindparam(name, type_=_TYPES[COLUMNS[name]]) for name in names)
    return sa.text(f"with given as materialized (select {given}), {written} select from given").bindparams(*types)


# For parameters with the names of `COLUMNS`: the keys of a locked customer, SIM, number and tariff, and new keys.
WRITE = _statement(list(COLUMNS), IN_SERVICE)
WRITE_AND_ORDER = _statement(list(COLUMNS), ORDER + IN_SERVICE)
# The same for a contract that exists, whose own row is not changed.
BIND = _statement(["contract_id", "sim_id", "number_id", "msisdn"], _BOUND)
