"""Contracts."""

from datetime import datetime

import strawberry

from backend import models
from backend.schema.common import CREATED_AT, AvailableAction, Money, Node, actions, balance, newest
from backend.schema.declare import CODE, EXACT, column, listing, many, one
from backend.schema.enums import ContractStatus
from backend.schema.ledger import contract_balance
from backend.schema.lists import ListTypes, graph_type
from backend.schema.tariff import by_code

C = models.Contract


@strawberry.type(description="A contract: one line of service for a customer.")
class Contract(Node):
    number: str = column(C.number, "The contract number printed on documents.", CODE)
    status: ContractStatus = column(C.status, "Where the contract is in its life.", EXACT)
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "Whose contract it is.")
    sim: object = one("sim.Sim", lambda p, c: c.id == p.sim_id, "The SIM that serves it, or last did.")
    phone_number: object = one("sim.PhoneNumber", lambda p, c: c.id == p.phone_number_id, "Its number, or the last.")
    tariff: object = one("tariff.Tariff", lambda p, c: c.id == p.tariff_id, "What it is charged by.")
    options: object = listing(
        "tariff.TariffOption",
        lambda p, link: link.contract_id == p.id,
        by_code,
        "Options taken.",
        through=models.ContractOption,
        through_on=lambda link, c: link.tariff_option_id == c.id,
    )
    payments: object = many("payment.Payment", lambda p, c: c.contract_id == p.id, "Payments towards it.")
    tickets: object = many("ticket.Ticket", lambda p, c: c.contract_id == p.id, "Support tickets about it.")
    balance: Money = balance(
        contract_balance, lambda row: row.currency, "What its account holds; below zero, what its customer owes."
    )
    ledger_entries: object = many("ledger.LedgerEntry", lambda p, c: c.contract_id == p.id, "What moved its balance.")
    bills: object = many("bill.Bill", lambda p, c: c.contract_id == p.id, "Its receipts, credit notes and invoices.")
    signed_at: datetime | None = column(C.signed_at, "When it was signed.")
    activated_at: datetime | None = column(C.activated_at, "When service began.")
    closed_at: datetime | None = column(C.closed_at, "When it ended.")
    external_id: str | None = column(C.external_id, "What another system knows it by.", EXACT)
    available_actions: list[AvailableAction] = actions(models.CONTRACT_STATES, models.ContractStatus)
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "Its transitions, newest first."
    )


CONTRACT = graph_type(Contract, C, "con", CREATED_AT)
_lists = ListTypes(Contract, "contract.Contract", CREATED_AT)
ContractConnection, ContractFilter, ContractListFilter = _lists.connection, _lists.filter, _lists.list_filter
ContractOrder = _lists.order
