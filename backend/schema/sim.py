"""SIMs, phone numbers, and their bindings to contracts."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.contract import LIVE
from backend.models.nouns import BY_MODEL
from backend.models.sim import RETIRED_SIMS
from backend.models.states import text_list
from backend.planner.fields import Expression, Form, Key, Order, Searched, SearchedKind, SearchedThrough
from backend.resolvers.sim import network_state
from backend.schema.aggregates import root_aggregate
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions, newest
from backend.schema.declare import EXACT, ICCID, NUMBER, PHONE, column, external, listing, one
from backend.schema.enums import NumberClass, PhoneNumberStatus, SimBlock, SimKind, SimStatus
from backend.schema.lists import ListTypes, graph_type
from backend.schema.network import SimNetworkState
from backend.schema.number_classes import number_classes
from backend.schema.roots import queries, root_many, root_one
from backend.schema.sim_stock import sim_stock
from backend.services.permissions import transitions_of

RESERVED_UNTIL_TEXT = "When its reservation expires; null where it is reserved for a contract."
S = models.Sim
N = models.PhoneNumber


def live(contract: Any) -> Expression:
    """The condition of the partial unique indexes that allow one contract per SIM and per number."""
    return sa.literal_column(f"{contract.alias}.status in ({text_list(LIVE)})", type_=sa.Boolean())


def newest_binding(row: Any) -> list[Expression]:
    return [row.bound_from.desc()]


@strawberry.type(description="A period in which a SIM served a contract.")
class SimBinding:
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract.")
    from_: datetime = column(models.SimBinding.bound_from, "Begin of the period.", name="from")
    to: datetime | None = column(models.SimBinding.bound_to, "End of the period; null while it lasts.")


@strawberry.type(description="A period in which a number belonged to a contract.")
class NumberBinding:
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract.")
    from_: datetime = column(models.NumberBinding.bound_from, "Begin of the period.", name="from")
    to: datetime | None = column(models.NumberBinding.bound_to, "End of the period; null while it lasts.")


SIM_BINDING = graph_type(SimBinding, models.SimBinding, {})
NUMBER_BINDING = graph_type(NumberBinding, models.NumberBinding, {})


@strawberry.type(description="A SIM: the card or profile that identifies a subscriber to the network.")
class Sim(Node):
    iccid: str = column(
        S.iccid, "Integrated circuit card identifier, ITU-T E.118; filters accept spaces and padding.", ICCID
    )
    imsi: str | None = column(S.imsi, "International mobile subscriber identity, ITU-T E.212.")
    msisdn: str | None = column(S.msisdn, "The number that the SIM serves, E.164; filters accept any notation.", PHONE)
    kind: SimKind = column(S.kind, "Card or eSIM profile.", EXACT)
    status: SimStatus = column(S.status, "State of the SIM.", EXACT)
    activated_at: datetime | None = column(S.activated_at, "When it was first activated.")
    location: str | None = column(S.location, "Code of the shop or the warehouse where it was delivered to.")
    blocked_for: SimBlock | None = column(S.blocked_for, "Why it is blocked, or was when it ended.")
    reserved_by: str | None = column(S.reserved_by, "Who has reserved it.")
    reserved_for: object = one("customer.Customer", lambda p, c: c.id == p.reserved_for, "For whom it is reserved.")
    reserved_until: datetime | None = column(S.reserved_until, RESERVED_UNTIL_TEXT)
    contract: object = one("contract.Contract", lambda p, c: (c.sim_id == p.id) & live(c), "The live contract.")
    bindings: object = listing(
        "sim.SimBinding", lambda p, c: c.sim_id == p.id, newest_binding, "Contracts the SIM served, newest first."
    )
    swap: object = one(
        "sim_swap.SimSwap",
        lambda p, c: c.sim_id == p.id,
        "The last change of SIM or number of the line; null when the SIM serves none.",
        filterable=False,
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )
    network_state: SimNetworkState | None = external(
        ("iccid",),
        network_state,
        "Present state of the SIM in the network; null, with an error, when the network does not answer.",
    )
    available_actions: list[AvailableAction] = actions(models.SIM_STATES, models.SimStatus, transitions_of(BY_MODEL[S]))


SIM_ORDERS = {**CREATED_AT, "ICCID": Order("iccid", Form.TEXT)}
_OF_HOLDER = SearchedThrough("Customer", "sim_id", "Contract", lambda c, found: (c.customer_id == found.id) & live(c))
SIM_SEARCH = (
    Searched("iccid", SearchedKind.ICCID),
    Searched("msisdn", SearchedKind.PHONE),
    Searched("name", SearchedKind.NAME, _OF_HOLDER),
)
SIM = graph_type(Sim, S, SIM_ORDERS, search=SIM_SEARCH, lookup=SIM_SEARCH[:2])
_sims = ListTypes(Sim, "sim.Sim", SIM_ORDERS, searched=True)
SimConnection, SimFilter, SimListFilter, SimOrder = _sims.connection, _sims.filter, _sims.list_filter, _sims.order


@strawberry.type(description="A phone number of the operator's pool.")
class PhoneNumber(Node):
    msisdn: str = column(N.msisdn, "The number, E.164. Filters accept any notation, such as 0772 20 37 03.", NUMBER)
    status: PhoneNumberStatus = column(N.status, "State of the number.", EXACT)
    class_: NumberClass = column(N.number_class, "Class of the number, by its last digits.", EXACT, name="class")
    reserved_by: str | None = column(N.reserved_by, "Who has reserved it.")
    reserved_for: object = one("customer.Customer", lambda p, c: c.id == p.reserved_for, "For whom it is reserved.")
    reserved_until: datetime | None = column(N.reserved_until, RESERVED_UNTIL_TEXT)
    quarantined_until: datetime | None = column(
        N.quarantined_until, "When the quarantine ends and the number can be assigned again."
    )
    contract: object = one(
        "contract.Contract", lambda p, c: (c.phone_number_id == p.id) & live(c), "The live contract."
    )
    bindings: object = listing(
        "sim.NumberBinding",
        lambda p, c: c.phone_number_id == p.id,
        newest_binding,
        "Contracts the number belonged to, newest first.",
    )
    available_actions: list[AvailableAction] = actions(
        models.PHONE_NUMBER_STATES, models.PhoneNumberStatus, transitions_of(BY_MODEL[N])
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )


NUMBER_ORDERS = {**CREATED_AT, "MSISDN": Order("msisdn", Form.TEXT)}
PHONE_NUMBER = graph_type(PhoneNumber, N, NUMBER_ORDERS, lookup=(Searched("msisdn", SearchedKind.PHONE),))
_numbers = ListTypes(PhoneNumber, "sim.PhoneNumber", NUMBER_ORDERS)
PhoneNumberConnection, PhoneNumberFilter = _numbers.connection, _numbers.filter
PhoneNumberListFilter, PhoneNumberOrder = _numbers.list_filter, _numbers.order

_SEARCH = """
Search term of at most 5 words, all of which must match. An empty text does not filter.
Digits match the beginning or the end of an ICCID or an MSISDN; spaces, and 0 in place of the country code, are
accepted. Letters match the name, in any spelling, of the customer whose contract the SIM serves now.
"""


def _not_retired(sim: Any) -> Any:
    """The condition of the unique index on `msisdn`: retired SIMs keep the number that they served."""
    return sa.literal_column(f"{sim.alias}.status not in ({text_list(RETIRED_SIMS)})", type_=sa.Boolean())


@queries
class Queries:
    sim: object = root_one(
        "sim.Sim", "A SIM, by any of its keys.", iccid=Key("iccid"), msisdn=Key("msisdn", _not_retired)
    )
    sims: object = root_many("sim.Sim", "SIMs.", search=_SEARCH)
    phone_numbers: object = root_many("sim.PhoneNumber", "The pool of phone numbers.")
    number_classes: object = number_classes
    sim_stock: object = sim_stock
    sims_aggregate: object = root_aggregate("sim.Sim", "Aggregates over SIMs.")
