"""Submission of requests: by staff and partners for anybody, by subscribers about their own lines, from tickets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend import exact_json
from backend.auth.viewer import DECIDING, OUTSIDE, REQUESTERS, SUBSCRIBERS, Role, Viewer
from backend.database import driver_connection
from backend.documents.files import FileStore, Stored, Upload
from backend.errors import ErrorCode, Refusal
from backend.identifiers import (
    CONTRACT_ID,
    REQUEST_ID,
    TICKET_ATTACHMENT_ID,
    TICKET_ID,
    ContractKey,
    CustomerKey,
    RequestKey,
    TicketKey,
)
from backend.jobs.queue import JobQueue, queue_settings
from backend.models import (
    Contract,
    NodeType,
    Request,
    RequestAttachment,
    RequestChannel,
    RequestFileKind,
    RequestKind,
    RequestStatus,
    Ticket,
    TicketAttachment,
    TicketComment,
    TicketPriority,
)
from backend.models.request import OPEN
from backend.services.acts import Acting, JsonValue, NodeId, act, scope_of
from backend.services.lines import check_customer, check_own, contract_for, customer_for, key_of, own_line
from backend.services.quotas import Quota
from backend.services.representation import Representative
from backend.services.request.form import given_fields, structured
from backend.services.request.values import check_undecided, columns_of, minutes_of
from backend.services.ticket.values import optional
from backend.settings import Settings

VALIDATE = "validate request"
MAX_RAW_BYTES = 65_536
MAX_ATTACHMENTS = 50
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # in JSON; a backslash before it would be one of the text
_OF_SUBSCRIBERS = (RequestChannel.WEB, RequestChannel.APP)


@dataclass(frozen=True, kw_only=True)
class SubmitRequest:
    """A new request."""

    kind: Annotated[RequestKind, "What is asked for."]
    channel: Annotated[
        RequestChannel | None,
        "How it came in. When absent, COUNTER for staff, PARTNER for a program, APP for a subscriber.",
    ] = None
    raw: Annotated[
        JsonValue,
        "The form as it came in, at most 64 KB; it is kept as given. Fields are found by their names: `name` (or "
        "`surname`, `givenName`, `patronymic`), `phone`, `email`, `birthDate`, `document { kind number country }`, "
        "`tariffCode`, `options`, `iccid`, `msisdn`, `language`, `customerKind`; those of the customer may stand under "
        "`customer`.",
    ]
    customer_id: Annotated[NodeId | None, "The customer, when one is known."] = None
    contract_id: Annotated[NodeId | None, "The contract it is about; a subscriber's own line when absent."] = None
    representative: Annotated[
        Representative | None,
        "Who acts for the customer; absent when the customer acts. Attach the file with the authority as AUTHORITY.",
    ] = None
    priority: Annotated[
        TicketPriority | None, "Priority. It is ignored when a subscriber or a partner submits the request."
    ] = None
    queue: Annotated[str | None, "Queue of the team that works on it, at most 50 characters; staff only."] = None


@act(Request, REQUESTERS)
async def submit_request(acting: Acting, command: SubmitRequest) -> RequestKey:
    """Submit a request. A job checks it at once: it becomes VALIDATED, with its violations and candidates. Subscribers
    submit requests about their own lines, partners requests that name neither a customer nor a contract. Without an
    idempotency key, the same request of the same caller within CRM_REQUEST_REPEAT_SECONDS is the first one, while that
    one is not decided.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_NAME.
    """
    await acting.use(Quota.TICKETS)
    staff = acting.viewer.role not in OUTSIDE
    customer_id, contract_id = await _parties(acting.session, acting.viewer, command)
    check_raw(command.raw, ["raw"])
    of: dict[str, Any] = {
        "channel": _channel(acting.viewer.role, command.channel), "customer_id": customer_id,
        "contract_id": contract_id,
    }  # fmt: skip
    representative = _columns_of(command.representative, acting.settings)
    if acting.key is None and (first := await _submitted_before(acting, command, {**of, **representative})) is not None:
        return first
    return await _insert(
        acting,
        command.kind,
        command.raw,
        **of,
        priority=(command.priority if staff else None) or TicketPriority.NORMAL,
        queue=optional(command.queue if staff else None, 50, ["queue"], multiline=False),
        more=representative,
    )


async def _submitted_before(acting: Acting, command: SubmitRequest, values: Mapping[str, Any]) -> RequestKey | None:
    """The open request that the same caller submitted with the same content shortly before; None when there is none.

    Two calls of one caller wait for each other at their daily quota, which was used before.
    """
    session, seconds = acting.session, acting.settings.request_repeat_seconds
    if seconds == 0:
        return None
    same = {"submitted_by": acting.actor, "kind": command.kind, "raw": command.raw, **values}
    # `is not distinct from` would use no index.
    columns = Request.__table__.c
    conditions = [columns[name].is_(None) if value is None else columns[name] == value for name, value in same.items()]
    since = sa.func.now() - timedelta(seconds=seconds)
    first = sa.select(Request.id).where(*conditions, Request.created_at > since, Request.status.in_(OPEN))
    return await session.scalar(first.order_by(Request.created_at).limit(1))


def _columns_of(representative: Representative | None, settings: Settings) -> dict[str, Any]:
    """The values of the columns of `request` about who acts for the customer."""
    values = representative.checked(settings) if representative else {}
    return {name if name.startswith("authority") else f"representative_{name}": each for name, each in values.items()}


async def _insert(
    acting: Acting,
    kind: RequestKind,
    raw: object,
    *,
    channel: RequestChannel,
    customer_id: CustomerKey | None,
    contract_id: ContractKey | None,
    priority: TicketPriority,
    queue: str | None,
    more: Mapping[str, Any],
) -> RequestKey:
    """Insert a request with the fields that were found, record it, and enqueue its check."""
    check_raw(raw, ["raw"])
    session, request_id = acting.session, REQUEST_ID.new_key()
    form, _ = structured(given_fields(raw), acting.settings)
    await session.execute(
        sa.insert(Request).values(
            id=request_id,
            kind=kind,
            channel=channel,
            status=RequestStatus.NEW,
            priority=priority,
            raw=raw,
            submitted_by=acting.actor,
            customer_id=customer_id,
            contract_id=contract_id,
            queue=queue,
            due_at=sa.func.now() + await minutes_of(session, kind, priority),
            **columns_of(form),
            **more,
        )
    )
    scope: Any = {"customer_id": customer_id, "contract_id": contract_id}
    acting.journal.step(NodeType.REQUEST, request_id, "create", None, RequestStatus.NEW, **scope)
    await enqueue_check(session, request_id)
    return request_id


async def enqueue_check(session: AsyncSession, request_id: RequestKey) -> None:
    """Enqueue the check of a request. The job becomes visible to workers when the transaction commits."""
    await JobQueue(queue_settings()).enqueue(await driver_connection(session), VALIDATE, {"id": str(request_id)})


def check_raw(raw: object, field: list[str]) -> None:
    """Raises Refusal INVALID_INPUT for JSON that is too large, or has characters that cannot be stored."""
    try:
        written = exact_json.dumps(raw)
    except (TypeError, ValueError, RecursionError):
        message = "the JSON has a character that cannot be stored, or too many levels"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field) from None
    size = len(written)
    if _NUL.search(written):
        raise Refusal(ErrorCode.INVALID_INPUT, "the JSON has the character U+0000, which cannot be stored", field)
    if size > MAX_RAW_BYTES:
        message = f"the JSON has {size} bytes, at most {MAX_RAW_BYTES} are accepted; attach files with attachToRequest"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)


def _channel(role: Role, given: RequestChannel | None) -> RequestChannel:
    """The channel by which somebody submits. Raises Refusal INVALID_INPUT for one that the role does not use."""
    if role in SUBSCRIBERS:
        if given is not None and given not in _OF_SUBSCRIBERS:
            raise Refusal(ErrorCode.INVALID_INPUT, "a subscriber's channel is WEB or APP", ["channel"])
        return given or RequestChannel.APP
    if given is RequestChannel.TICKET:
        raise Refusal(ErrorCode.INVALID_INPUT, "requestFromTicket makes a request from a ticket", ["channel"])
    if role is Role.PARTNER and given not in {None, RequestChannel.PARTNER}:
        raise Refusal(ErrorCode.INVALID_INPUT, "a partner's channel is PARTNER", ["channel"])
    return given or (RequestChannel.PARTNER if role in {Role.SERVICE, Role.PARTNER} else RequestChannel.COUNTER)


async def _parties(
    session: AsyncSession, viewer: Viewer, command: SubmitRequest
) -> tuple[CustomerKey | None, ContractKey | None]:
    """Customer and contract of a request. A partner names neither, since this would tell whether there is one."""
    if viewer.role in SUBSCRIBERS:
        return await _own_parties(session, viewer, command)
    for name, value in (("customerId", command.customer_id), ("contractId", command.contract_id)):
        if viewer.role is Role.PARTNER and value is not None:
            message = "a partner names the customer in the form; give no id"
            raise Refusal(ErrorCode.INVALID_INPUT, message, [name])
    return await _staff_parties(session, command)


async def _staff_parties(
    session: AsyncSession, command: SubmitRequest
) -> tuple[CustomerKey | None, ContractKey | None]:
    """Customer and contract of a request that staff or a program submit."""
    customer_id = None
    if command.customer_id is not None:
        customer_id = await customer_for(session, command.customer_id)
        await check_customer(session, customer_id, ["customerId"])
    if command.contract_id is None:
        return customer_id, None
    contract_id = key_of(command.contract_id, CONTRACT_ID, ["contractId"])
    holder_id = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == contract_id))
    if holder_id is None or customer_id not in {None, holder_id}:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract of the customer", ["contractId"])
    await check_customer(session, holder_id, ["contractId"])
    return holder_id, contract_id


async def _own_parties(
    session: AsyncSession, viewer: Viewer, command: SubmitRequest
) -> tuple[CustomerKey, ContractKey]:
    """Customer and contract of a request that a subscriber submits: their line, or for a holder any of theirs."""
    line = await own_line(session, viewer)
    if command.customer_id is not None:
        await check_own(session, viewer, line, command.customer_id)
    if command.contract_id is None:
        return line.customer_id, line.id
    contract = await contract_for(session, viewer, command.contract_id, ["contractId"])
    return contract.customer_id, contract.id


@dataclass(frozen=True, kw_only=True)
class RequestFromTicket:
    """Input of `requestFromTicket`."""

    ticket_id: Annotated[NodeId, "The ticket."]
    kind: Annotated[RequestKind, "What is asked for."]
    form: Annotated[
        JsonValue | None, "Fields that were found in the ticket's words, as in `raw` of `submitRequest`."
    ] = None
    priority: Annotated[TicketPriority | None, "Priority; that of the ticket when absent."] = None
    queue: Annotated[str | None, "Queue; that of the ticket when absent."] = None


@act(Request, DECIDING)
async def request_from_ticket(acting: Acting, command: RequestFromTicket) -> RequestKey:
    """Make a request from a ticket: its words, its comments that the customer can see and its files are copied, and its
    customer and contract are those of the request. The ticket stays as it is.

    Raises Refusal NOT_FOUND, INVALID_INPUT.
    """
    ticket = await _ticket(acting.session, key_of(command.ticket_id, TICKET_ID, ["ticketId"]))
    visible = (TicketComment.ticket_id == ticket.id, ~TicketComment.internal)
    comments = await acting.session.scalars(sa.select(TicketComment).where(*visible).order_by(TicketComment.created_at))
    raw = {
        "ticket": ticket.number,
        "subject": ticket.subject,
        "description": ticket.description,
        "comments": [
            {"author": each.author, "at": each.created_at.isoformat(), "body": each.body} for each in comments
        ],
        "form": command.form,
    }
    request_id = await _insert(
        acting,
        command.kind,
        raw,
        channel=RequestChannel.TICKET,
        customer_id=ticket.customer_id,
        contract_id=ticket.contract_id,
        priority=command.priority or ticket.priority,
        queue=optional(command.queue, 50, ["queue"], multiline=False) or ticket.queue,
        more={"ticket_id": ticket.id},
    )
    await _copy_files(acting, ticket, request_id)
    return request_id


async def _ticket(session: AsyncSession, key: TicketKey) -> Ticket:
    ticket = await session.scalar(sa.select(Ticket).where(Ticket.id == key).with_for_update(read=True))
    if ticket is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such ticket", ["ticketId"])
    return ticket


async def _copy_files(acting: Acting, ticket: Ticket, request_id: RequestKey) -> None:
    """Rows for the files of a ticket that the customer can see; the files themselves are shared."""
    source = TicketAttachment
    copied = ("customer_id", "contract_id", "author", "name", "media_type", "size_bytes", "sha256", "created_at")
    rows = sa.select(
        sa.literal(request_id, sa.Uuid()),
        source.id,
        sa.literal(RequestFileKind.OTHER.value),
        *(getattr(source, name) for name in copied),
    ).where(source.ticket_id == ticket.id, ~source.internal)
    await acting.session.execute(
        sa.insert(RequestAttachment).from_select(
            ["request_id", "file_id", "kind", *copied], rows, include_defaults=False
        )
    )


@dataclass(frozen=True, kw_only=True)
class AttachToRequest:
    """Input of `attachToRequest`."""

    id: Annotated[NodeId, "The request."]
    kind: Annotated[RequestFileKind, "What the file shows."] = RequestFileKind.OTHER
    file: Annotated[
        Stored,
        "An image, a PDF, a text or an office document; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default).",
    ]


async def store_request_file(files: FileStore, _: Settings, upload: Upload) -> Stored:
    """Store a small file of a type that can be attached. Raises Refusal INVALID_FILE."""
    return await files.put(TICKET_ATTACHMENT_ID.new_key(), upload)


@act(Request, REQUESTERS, store=store_request_file)
async def attach_to_request(acting: Acting, command: AttachToRequest) -> RequestKey:
    """Attach a file to a request that is not decided yet.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION; INVALID_FILE beyond 50 files.
    """
    request = await acting.lock(Request, command.id, key_share=True)
    check_undecided(request, "attach")
    count = sa.select(sa.func.count()).where(RequestAttachment.request_id == request.id)
    if (await acting.session.scalar(count) or 0) >= MAX_ATTACHMENTS:
        raise Refusal(ErrorCode.INVALID_FILE, f"a request has at most {MAX_ATTACHMENTS} files", ["file"])
    stored = command.file
    await acting.session.execute(
        sa.insert(RequestAttachment).values(
            id=stored.key, request_id=request.id, author=acting.actor, kind=command.kind, file_id=stored.key,
            **stored.columns, **scope_of(request),
        )
    )  # fmt: skip
    await acting.update(request, status=request.status)
    acting.event("request.attached", request, {"file": str(stored.key), "kind": command.kind.value})
    return request.id
