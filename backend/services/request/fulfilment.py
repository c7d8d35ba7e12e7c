"""Fulfilment of a request: the act that it asks for, in one transaction with its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, assert_never

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import DECIDING
from backend.errors import ErrorCode, MatchCode, Refusal
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, ContractKey, CustomerKey, RequestKey
from backend.models import (
    REQUEST_STATES,
    Contract,
    Request,
    RequestAttachment,
    RequestCandidate,
    RequestKind,
    RequestQuestion,
    RequestStatus,
)
from backend.models.contract import AWAITING_SERVICE
from backend.models.request import OPEN
from backend.services import checking
from backend.services.acts import Acting, NodeId, Payload, Reason, act
from backend.services.checking import Violation
from backend.services.contract import GetSim, get_sim
from backend.services.contract_status import ContractAction, close_contract
from backend.services.identity import NewCustomer, lock_identifiers, possible_duplicate
from backend.services.lines import customer_for
from backend.services.matching import WEIGHTS, Candidate
from backend.services.recording import target_of
from backend.services.representation import representation_of
from backend.services.request.changes import change_data
from backend.services.request.form import Form, structured
from backend.services.request.resemblance import traits_of_form
from backend.services.request.values import checked_of, examine, form_from_words, write_findings
from backend.services.ticket.values import optional

# What is done elsewhere and takes days: it is started first.
STARTED = (RequestKind.CHANGE_TARIFF, RequestKind.SWAP_SIM, RequestKind.PORT_IN, RequestKind.PORT_OUT)
_PAYLOAD = Payload(name="FulfilRequestPayload", node="request", candidates=True)
_DUPLICATE = ErrorCode.POSSIBLE_DUPLICATE


@dataclass(frozen=True, kw_only=True)
class FulfilRequest:
    """Input of `fulfilRequest`. Given values take the place of those in the form."""

    id: Annotated[NodeId, "The request."]
    customer_id: Annotated[
        NodeId | None,
        "The candidate who is this person already: for a registration, and for a request of another kind that names no "
        "customer.",
    ] = None
    tariff_code: Annotated[str | None, "For a registration: code of the tariff."] = None
    iccid: Annotated[str | None, "For a registration: ICCID of the SIM that is handed out."] = None
    msisdn: Annotated[str | None, "For a registration: the requested number."] = None
    acknowledge: Annotated[
        tuple[ErrorCode, ...], "Codes of the violations with the severity ALERT that are accepted, one by one."
    ] = ()
    reference: Annotated[
        str | None,
        "What was done, at most 200 characters, such as the number of an order. Required where no act of this API does "
        "it: CHANGE_TARIFF, SWAP_SIM, PORT_IN, PORT_OUT and OTHER.",
    ] = None
    reason: Reason = None


@act(Request, DECIDING, payload=_PAYLOAD)
async def fulfil_request(acting: Acting, command: FulfilRequest) -> RequestKey:
    """Fulfil a checked request. It is checked again, under locks on the document, the phone and the e-mail. A
    registration creates the customer, or uses `customerId`, and continues as `getSim`; CHANGE_DATA applies every field
    of the form as the acts of the profile do, CLOSE closes the contract. When this is refused, nothing was created and
    the request stays as it is. Other kinds were done elsewhere, and `reference` says what was done; those that take
    days are started first.

    Who acts for the customer in the request is recorded with that act too, with the newest file of the authority; an
    authority that has ended is refused.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, INVALID_INPUT; the code of a violation that blocks or is not
    acknowledged, for POSSIBLE_DUPLICATE with candidates; FIELD_NOT_APPLIED for each field of a CHANGE_DATA that another
    act changes, unless `reference` says what was done; and as `getSim`, `updateCustomerContact`, `changeCustomerName`,
    `updateCustomerProfile`, `addIdentityDocument`, `closeContract`.
    """
    request = await acting.lock(Request, command.id, key_share=True)
    target_of(REQUEST_STATES, request.status, "fulfil")
    if request.kind in STARTED and request.status is not RequestStatus.IN_PROGRESS:
        message = f"a {request.kind} takes longer: startRequest comes before fulfilRequest"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    if request.kind is RequestKind.REGISTRATION and await has_draft(acting.session, request):
        message = "a contract was created for the request; activateContract fulfils it, cancelContract gives it up"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    reference = optional(command.reference, 200, ["reference"], multiline=False)
    form, known, accepted = await _rechecked(acting, request, command)
    customer_id, contract_id = await _do(acting, request, command, form, known, reference)
    await acting.update(request, customer_id=customer_id, contract_id=contract_id)
    await acting.move(request, "fulfil", reference=reference)
    await checking.record_accepted(acting.session, request, accepted)
    await tell_parts(acting, request)
    if request.kind is RequestKind.REGISTRATION and customer_id is not None:
        await _name_to_others(acting, request, form, customer_id)
    return request.id


async def _rechecked(
    acting: Acting, request: Request, command: FulfilRequest
) -> tuple[Form, CustomerKey | None, Sequence[ErrorCode]]:
    """The form with the given values, checked under locks, the customer whom it is about, and the codes that were
    accepted. Raises Refusal for what blocks or is not acknowledged, and INVALID_INPUT for another customer than that of
    the request.
    """
    session, settings = acting.session, acting.settings
    given = {name: getattr(command, name) for name in ("tariff_code", "iccid", "msisdn") if getattr(command, name)}
    form, refused = await form_from_words(session, settings, request)
    own, wrong = structured(given, settings)
    form = replace(form, **{name: getattr(own, name) for name in given})
    replaced = {"tariff_code": "tariffCode"}
    kept = [each for each in refused if each.field not in {replaced.get(name, name) for name in given}]
    await lock_identifiers(session, phone=form.phone, email=form.email, document=form.document)
    customer_id = request.customer_id
    if command.customer_id is not None:
        customer_id = await customer_for(session, command.customer_id)
        if request.kind is not RequestKind.REGISTRATION and request.customer_id not in {None, customer_id}:
            message = "the request is about another customer; reject it and submit one about this customer"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["customerId"])
    checked = await checked_of(
        session, request.kind, form, customer_id, request.contract_id, language=acting.viewer.language
    )
    if customer_id is not None and checked.customer is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", ["customerId"])
    violations, found = await examine(session, settings, checked)
    violations = [*wrong, *kept, *violations]
    try:
        return form, customer_id, checking.accept(violations, command.acknowledge)
    except Refusal as refusal:
        raise await _refusal(session, refusal, request.id, form, violations, found, customer_id) from None


async def _refusal(
    session: AsyncSession,
    refusal: Refusal,
    request_id: RequestKey,
    form: Form,
    violations: Sequence[Violation],
    found: Sequence[Candidate],
    customer_id: CustomerKey | None,
) -> Refusal:
    """The refusal with the candidates, where it is about these. What was found is kept with the request."""
    if refusal.code is _DUPLICATE:
        others = [each.customer_id for each in found if each.customer_id != customer_id]
        traits = traits_of_form(form)
        refusal = await possible_duplicate(session, others, traits, refusal.message, refusal.field, form.kind)
    refusal.afterwards = lambda outer: write_findings(outer, request_id, violations, found)
    return refusal


async def _do(
    acting: Acting,
    request: Request,
    command: FulfilRequest,
    form: Form,
    known: CustomerKey | None,
    reference: str | None,
) -> tuple[CustomerKey | None, ContractKey | None]:
    """Do what is asked for, for the customer who is `known`, in the name of who acts for the customer. Returns the
    customer and the contract of the request afterwards.
    """
    by = await representation_of(acting.session, request)
    match request.kind:
        case RequestKind.REGISTRATION:
            return await _register(acting, known, command, form, by)
        case RequestKind.CHANGE_DATA:
            assert known is not None, "a CHANGE_DATA without a customer breaks a rule that blocks"
            elsewhere = reference is not None
            await change_data(acting, request, known, form, command.acknowledge, by, done_elsewhere=elsewhere)
        case RequestKind.CLOSE:
            assert request.contract_id is not None
            closing = ContractAction(id=NodeId(CONTRACT_ID.encode(request.contract_id)), **by)
            await close_contract.within(acting, closing)
        case (
            RequestKind.CHANGE_TARIFF | RequestKind.SWAP_SIM | RequestKind.PORT_IN | RequestKind.PORT_OUT
            | RequestKind.OTHER
        ):  # fmt: skip
            if reference is None:
                message = f"a {request.kind} is fulfilled elsewhere; say in `reference` what was done"
                raise Refusal(ErrorCode.INVALID_INPUT, message, ["reference"])
        case _:
            assert_never(request.kind)
    return known, request.contract_id


async def _register(
    acting: Acting, known: CustomerKey | None, command: FulfilRequest, form: Form, by: Mapping[str, Any]
) -> tuple[CustomerKey, ContractKey]:
    """Create or use the customer and hand out a SIM, as `getSim` does."""
    new = None
    if known is None:
        new = NewCustomer(
            form.kind, form.name or "", form.phone or "", form.email, form.language, form.document, form.birth_date
        )
    order = GetSim(
        customer_id=None if known is None else NodeId(CUSTOMER_ID.encode(known)), customer=new,
        tariff_code=form.tariff_code or "", options=tuple(form.options), iccid=form.iccid, msisdn=form.msisdn,
        acknowledge=command.acknowledge, **by,
    )  # fmt: skip
    outcome: Any = await get_sim.within(acting, order)
    contract_id = CONTRACT_ID.decode(outcome.node_id)
    contract = await acting.session.get_one(Contract, contract_id)
    return contract.customer_id, contract.id


async def has_draft(session: AsyncSession, request: Request) -> bool:
    """Whether a contract that is not in service yet was created for a locked registration."""
    draft = sa.select(Contract.id).where(Contract.id == request.contract_id, Contract.status.in_(AWAITING_SERVICE))
    return request.contract_id is not None and await session.scalar(draft) is not None


async def tell_parts(acting: Acting, request: Request) -> None:
    """Let the questions and files of a request belong to its customer and contract too."""
    for part in (RequestQuestion, RequestAttachment):
        await acting.session.execute(
            sa.update(part)
            .where(part.request_id == request.id, part.customer_id.is_(None))
            .values(customer_id=request.customer_id, contract_id=request.contract_id)
            .execution_options(synchronize_session=False)
        )


async def _name_to_others(acting: Acting, request: Request, form: Form, customer_id: CustomerKey) -> None:
    """Name the customer as a candidate of other open requests with the same document."""
    if form.document is None:
        return
    key = sa.select(Request.document_key).where(Request.id == request.id).scalar_subquery()
    others = sa.select(
        Request.id, sa.literal(customer_id, sa.Uuid()), sa.literal(WEIGHTS.points[MatchCode.DOCUMENT_SAME]),
        sa.literal([MatchCode.DOCUMENT_SAME.value], sa.ARRAY(sa.Text())),
    ).where(
        Request.document_key == key, Request.document_kind == form.document.kind,
        Request.document_country == form.document.country, Request.id != request.id, Request.status.in_(OPEN),
    )  # fmt: skip
    row = insert(RequestCandidate).from_select(["request_id", "customer_id", "score", "reasons"], others)
    await acting.session.execute(row.on_conflict_do_nothing())
