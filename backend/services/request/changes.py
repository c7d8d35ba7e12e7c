"""CHANGE_DATA: every field of the form is applied by the acts of the profile, or named in a refusal."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from backend.errors import ErrorCode, Refusal
from backend.identifiers import CUSTOMER_ID, IDENTITY_DOCUMENT_ID, CustomerKey
from backend.models import (
    Contract,
    ContractOption,
    Customer,
    IdentityDocument,
    PhoneNumber,
    Request,
    Sim,
    Tariff,
    TariffOption,
)
from backend.services.acts import Acting, NodeId
from backend.services.customer import UpdateCustomerContact, needs_document, update_customer_contact
from backend.services.identity import Document, is_document, owns_document
from backend.services.lines import locked_customer
from backend.services.profile.data import (
    ChangeCustomerName,
    UpdateCustomerProfile,
    change_customer_name,
    update_customer_profile,
)
from backend.services.profile.documents import AddIdentityDocument, IssuedDocument, add_identity_document
from backend.services.request.form import Form

_CONTACT, _PROFILE = ("name", "phone", "email"), ("language", "birth_date")
_AT = ("document", "number")
# The act that changes a field of a form which belongs to no customer.
_OTHER_ACTS: Mapping[str, str] = {
    "kind": "createCustomer", "tariffCode": "changeTariff", "options": "changeOptions", "iccid": "swapSim",
    "msisdn": "changeNumber",
}  # fmt: skip


async def change_data(
    acting: Acting,
    request: Request,
    customer_id: CustomerKey,
    form: Form,
    acknowledge: Collection[ErrorCode],
    by: Mapping[str, Any],
    *,
    done_elsewhere: bool,
) -> None:
    """Apply the fields of a form to a customer, in the name of who acts for the customer (`by`). The match keys of the
    form are locked. `done_elsewhere`: whether the caller says what was done about the fields that no act of the profile
    applies.

    Raises Refusal FIELD_NOT_APPLIED for each of these fields, and as the acts.
    """
    session = acting.session
    customer = await locked_customer(session, customer_id)
    left = await _not_applied(acting, request, customer, form)
    if left and not done_elsewhere:
        first, *others = [_refusal(each) for each in left]
        first.others = tuple(others)
        raise first
    # `by` is recorded with each act.
    common: dict[str, Any] = {
        "id": NodeId(CUSTOMER_ID.encode(customer.id)), "acknowledge": tuple(acknowledge), **by
    }  # fmt: skip
    contact = {name: value for name in _CONTACT if (value := getattr(form, name)) is not None}
    document = form.document
    if document is not None and form.name is not None and await needs_document(session, customer, form.name):
        shown = await _shown_by(acting, customer, document)
        await change_customer_name.within(acting, ChangeCustomerName(name=contact.pop("name"), **shown, **common))
    if contact:
        await update_customer_contact.within(acting, UpdateCustomerContact(**contact, **common))
    profile = {name: value for name in _PROFILE if (value := getattr(form, name)) is not None}
    if profile:
        await update_customer_profile.within(acting, UpdateCustomerProfile(**profile, **common))
    if document is not None and not await owns_document(session, customer, document, _AT):
        await add_identity_document.within(acting, AddIdentityDocument(document=_issued(document), **common))


def _issued(document: Document) -> IssuedDocument:
    return IssuedDocument(document.kind, document.number, document.country)


async def _shown_by(acting: Acting, customer: Customer, document: Document) -> dict[str, Any]:
    """What shows a new name: the customer's document with this number, or a new one."""
    if not await owns_document(acting.session, customer, document, _AT):
        return {"document": _issued(document)}
    key = await acting.session.scalar(sa.select(IdentityDocument.id).where(is_document(document)))
    assert key is not None, "the customer has it"
    return {"document_id": NodeId(IDENTITY_DOCUMENT_ID.encode(key))}


async def _not_applied(acting: Acting, request: Request, customer: Customer, form: Form) -> Sequence[str]:
    """The fields of a form that differ from what is stored, and that no act of the profile changes."""
    differs = {
        "kind": form.customer_kind not in {None, customer.kind},
        "tariffCode": form.tariff_code is not None, "options": bool(form.options), "iccid": form.iccid is not None,
        "msisdn": form.msisdn is not None,
    }  # fmt: skip
    if request.contract_id is not None and any(differs.values()):
        # A form often names the line that it is about.
        options = sa.select(TariffOption.code).join(ContractOption, ContractOption.tariff_option_id == TariffOption.id)
        of_line = (
            sa.select(Tariff.code, Sim.iccid, PhoneNumber.msisdn)
            .select_from(Contract)
            .join(Tariff, Tariff.id == Contract.tariff_id)
            .outerjoin(Sim, Sim.id == Contract.sim_id)
            .outerjoin(PhoneNumber, PhoneNumber.id == Contract.phone_number_id)
            .where(Contract.id == request.contract_id)
        )
        tariff, iccid, msisdn = (await acting.session.execute(of_line)).one()
        has = set(await acting.session.scalars(options.where(ContractOption.contract_id == request.contract_id)))
        differs["tariffCode"] &= form.tariff_code != tariff
        differs["options"] &= set(form.options) != has
        differs["iccid"] &= form.iccid != iccid
        differs["msisdn"] &= form.msisdn != msisdn
    return [field for field, value in differs.items() if value]


def _refusal(field: str) -> Refusal:
    message = (
        f"a CHANGE_DATA does not change {field}; {_OTHER_ACTS[field]} does, and `reference` then says what was done"
    )
    return Refusal(ErrorCode.FIELD_NOT_APPLIED, message, [field])
