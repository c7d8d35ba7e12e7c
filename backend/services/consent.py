"""Consents: recorded and withdrawn, by staff or by the customer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from backend.auth.viewer import STAFF, SUBSCRIBERS, Role
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ConsentKey
from backend.models import Consent, ConsentChannel, ConsentPurpose, ConsentSource, Customer, CustomerStatus
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.lines import customer_acted_for

_OF_SUBSCRIBERS = (ConsentSource.WEB, ConsentSource.APP)
_TEXT_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass(frozen=True, kw_only=True)
class RecordConsent:
    """Input of `recordConsent`."""

    customer_id: Annotated[NodeId, "The customer; subscribers may give their own only."]
    purpose: Annotated[ConsentPurpose, "What the customer consents to."]
    channel: Annotated[ConsentChannel, "Channel for which the consent is given; ANY for all."]
    source: Annotated[ConsentSource, "Where it was given; subscribers give WEB or APP."]
    text_version: Annotated[
        str, "Version of the text that the customer agreed to: at most 40 letters, digits, dots, hyphens, underscores."
    ]


@act(Consent, STAFF | {Role.HOLDER})
async def record_consent(acting: Acting, command: RecordConsent) -> ConsentKey:
    """Record that a customer consents. A consent to another version of the text replaces the one that stands.

    Raises Refusal NOT_FOUND for an unknown customer and for one that a subscriber does not act for, CUSTOMER_CLOSED,
    INVALID_INPUT, and ALREADY_EXISTS where the same consent stands.
    """
    if acting.viewer.role in SUBSCRIBERS and command.source not in _OF_SUBSCRIBERS:
        raise Refusal(ErrorCode.INVALID_INPUT, "a subscriber gives a consent on WEB or in the APP", ["source"])
    if _TEXT_VERSION.fullmatch(command.text_version) is None:
        message = "a version of a text has at most 40 letters, digits, dots, hyphens and underscores, such as 2026-03"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["textVersion"])
    session = acting.session
    customer = await customer_acted_for(session, acting.viewer, command.customer_id)
    if customer.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer is closed", ["customerId"])
    given = {"customer_id": customer.id, "purpose": command.purpose, "channel": command.channel}
    older = sa.update(Consent).where(
        *(getattr(Consent, name) == value for name, value in given.items()),
        Consent.withdrawn_at.is_(None),
        Consent.replaced_at.is_(None),
        Consent.text_version != command.text_version,
    )
    await session.execute(older.values(replaced_at=sa.func.now()))
    new = insert(Consent).values(
        **given, source=command.source, text_version=command.text_version, given_by=acting.actor
    )
    # Waits for a concurrent call, and inserts nothing where that one has recorded a consent.
    key: ConsentKey | None = await session.scalar(new.on_conflict_do_nothing().returning(Consent.id))
    if key is None:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "this consent stands already", ["purpose"])
    _add_event(acting, "consent_recorded", customer, command.purpose, command.channel, command.text_version)
    return key


@dataclass(frozen=True, kw_only=True)
class WithdrawConsent:
    """Input of `withdrawConsent`."""

    id: Annotated[NodeId, "The consent."]
    reason: Reason = None


@act(Consent, STAFF | {Role.HOLDER})
async def withdraw_consent(acting: Acting, command: WithdrawConsent) -> ConsentKey:
    """Record that a customer withdrew a consent. From then on no message is sent on the strength of it, not even one
    that waits to be sent. Of a customer who was merged, the survivor's consent to the same is withdrawn with it.

    Raises Refusal NOT_FOUND, CUSTOMER_ERASED, and INVALID_TRANSITION where the consent does not stand.
    """
    consent, customer = await acting.lock_with_customer(Consent, command.id)
    if consent.withdrawn_at is not None or consent.replaced_at is not None:
        ended = "was withdrawn" if consent.withdrawn_at is not None else "was replaced"
        message = f"a consent that {ended} does not allow withdraw"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    for each in (consent, *await _of_survivor(acting, customer, consent)):
        await acting.update(each, withdrawn_at=sa.func.now(), withdrawn_by=acting.actor)
    _add_event(acting, "consent_withdrawn", customer, consent.purpose, consent.channel, consent.text_version)
    return consent.id


async def _of_survivor(acting: Acting, customer: Customer, consent: Consent) -> Sequence[Consent]:
    """The consent to the same that stands with the survivor, where this one stayed with a customer who was merged."""
    if consent.customer_id == customer.id:
        return ()
    same = sa.select(Consent).where(
        Consent.customer_id == customer.id, Consent.purpose == consent.purpose, Consent.channel == consent.channel,
        Consent.withdrawn_at.is_(None), Consent.replaced_at.is_(None),
    )  # fmt: skip
    return (await acting.session.scalars(same.with_for_update())).all()


def _add_event(
    acting: Acting, what: str, customer: Customer, purpose: ConsentPurpose, channel: ConsentChannel, text_version: str
) -> None:
    told = {"purpose": purpose.value, "channel": channel.value, "textVersion": text_version}
    acting.event(f"customer.{what}", customer, told)
