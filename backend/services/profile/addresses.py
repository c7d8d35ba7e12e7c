"""Addresses and notes of a customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.identifiers import CustomerKey
from backend.models import AddressPurpose, Customer, CustomerAddress, CustomerNote
from backend.services import rules
from backend.services.acts import Acting, act
from backend.services.customer import CUSTOMER
from backend.services.profile.values import CustomerChange, OfCustomer, check_room, locked_for_change, touch
from backend.services.quotas import Quota
from backend.services.ticket.values import optional

MAX_ADDRESSES = 100
MAX_NOTES = 1_000  # as many as a list shows
MAX_NOTE_CHARACTERS = 10_000
_MAX_CHARACTERS: Mapping[str, int] = {
    "region": 100, "district": 100, "street": 100, "house": 20, "flat": 20, "postcode": 20
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AddCustomerAddress(CustomerChange):
    """Input of `addCustomerAddress`."""

    purpose: Annotated[AddressPurpose, "What the address is for."]
    country: Annotated[str, "Country, ISO 3166-1 alpha-2."] = "KG"
    region: Annotated[str | None, "Region, such as Чуйская область; at most 100 characters."] = None
    district: Annotated[str | None, "District of the region, at most 100 characters."] = None
    locality: Annotated[str, "City, town or village, at most 100 characters."]
    street: Annotated[str | None, "Street, at most 100 characters."] = None
    house: Annotated[str | None, "House, with building and letter, such as 12/1; at most 20 characters."] = None
    flat: Annotated[str | None, "Flat or office, at most 20 characters."] = None
    postcode: Annotated[str | None, "Postcode, at most 20 characters."] = None

    def checked(self) -> Mapping[str, str | None]:
        """The parts of the address in stored form. Raises Refusal INVALID_INPUT."""
        parts = {
            name: optional(getattr(self, name), most, [name], multiline=False) for name, most in _MAX_CHARACTERS.items()
        }
        locality = rules.text(self.locality, 100, ["locality"], multiline=False)
        return {"country": rules.country(self.country, ["country"]), "locality": locality, **parts}


@act(Customer, STAFF, payload=CUSTOMER)
async def add_customer_address(acting: Acting, command: AddCustomerAddress) -> CustomerKey:
    """Add an address. It becomes the current one of its purpose; the earlier one is kept with the time until which it
    was current.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, INVALID_INPUT.
    """
    parts = command.checked()
    customer = await locked_for_change(acting, command.id, command.expected_version)
    table = CustomerAddress
    of_purpose = (table.customer_id == customer.id, table.purpose == command.purpose, table.until.is_(None))
    current = await acting.session.scalar(sa.select(table).where(*of_purpose))
    if current is not None and all(getattr(current, name) == value for name, value in parts.items()):
        return customer.id
    await check_room(acting, customer, table, MAX_ADDRESSES)
    if current is not None:
        await acting.update(current, until=sa.func.now())
    await acting.session.execute(sa.insert(table).values(customer_id=customer.id, purpose=command.purpose, **parts))
    await touch(acting, customer)
    acting.event("customer.address_added", customer, {"purpose": command.purpose.value})
    return customer.id


@dataclass(frozen=True, kw_only=True)
class AddCustomerNote(OfCustomer):
    """Input of `addCustomerNote`."""

    body: Annotated[str, "Text of the note, at most 10,000 characters."]


@act(Customer, STAFF, payload=CUSTOMER)
async def add_customer_note(acting: Acting, command: AddCustomerNote) -> CustomerKey:
    """Add a note about a customer. Only staff reads notes. The version of the customer stays, since a note changes
    nothing of the customer.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, INVALID_INPUT.
    """
    await acting.use(Quota.COMMENTS)
    body = rules.text(command.body, MAX_NOTE_CHARACTERS, ["body"])
    customer = await locked_for_change(acting, command.id, command.expected_version)
    await check_room(acting, customer, CustomerNote, MAX_NOTES)
    await acting.session.execute(
        sa.insert(CustomerNote).values(customer_id=customer.id, author=acting.actor, body=body)
    )
    acting.event("customer.note_added", customer, {"internal": True})
    return customer.id
