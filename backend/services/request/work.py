"""Work on a request: its assignment, questions to the requester, and decisions that fulfil nothing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.masks import SCHEDULE
from backend.auth.viewer import DECIDING, REQUESTERS
from backend.errors import ErrorCode, Refusal
from backend.identifiers import RequestKey
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import Request, RequestQuestion, RequestStatus
from backend.services import rules
from backend.services.acts import REASON_TEXT, Acting, JsonValue, NodeId, Reason, act, scope_of
from backend.services.quotas import Quota
from backend.services.recording import Journal
from backend.services.request.intake import check_raw, enqueue_check
from backend.services.request.validation import scheduled
from backend.services.request.values import check_undecided
from backend.services.ticket.values import optional
from backend.services.ticket.work import assignee_of

MAX_QUESTION_CHARACTERS = 2_000
MAX_ANSWER_CHARACTERS = 10_000
LAPSED_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class AssignRequest:
    """Input of `assignRequest`."""

    id: Annotated[NodeId, "The request."]
    assignee: Annotated[
        str | None, "E-mail address of a member of the staff, or `me`; when absent, the request is unassigned."
    ] = None
    queue: Annotated[str | None, "Queue; when absent, the queue is kept; an empty text removes it."] = None
    take_over: Annotated[bool, "Take the request for yourself even if it is assigned to somebody else."] = False


@act(Request, DECIDING)
async def assign_request(acting: Acting, command: AssignRequest) -> RequestKey:
    """Assign a request to a member of the staff or a queue, or unassign it. Of two people who take one request at the
    same time, one is refused.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION; CONFLICT for `me` where somebody else has it, unless `takeOver`.
    """
    request = await acting.lock(Request, command.id, key_share=True)
    check_undecided(request, "assign")
    user = await assignee_of(acting, command.assignee) if command.assignee else None
    if command.assignee == "me" and not command.take_over and request.assignee not in {None, acting.actor}:
        message = f"the request is assigned to {request.assignee}; give takeOver to take it over"
        raise Refusal(ErrorCode.CONFLICT, message, ["assignee"], node_id=command.id)
    queue = optional(command.queue, 50, ["queue"], multiline=False)
    values: dict[str, Any] = {"assignee_id": user and user.id, "assignee": user and user.email}
    if command.queue is not None:
        values["queue"] = queue
    await acting.update(request, **values)
    acting.event("request.assigned", request, {"internal": True, "assignee": user and user.email, "queue": queue})
    return request.id


@dataclass(frozen=True, kw_only=True)
class AskRequester:
    """Input of `askRequester`."""

    id: Annotated[NodeId, "The request."]
    question: Annotated[str, "What is missing, in words for the requester; at most 2,000 characters."]


@act(Request, DECIDING, moves=(Request, "ask"))
async def ask_requester(acting: Acting, command: AskRequester) -> RequestKey:
    """Ask the requester for what is missing. The due time stops until the answer; without one the request is withdrawn
    after CRM_REQUEST_ANSWER_DAYS.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION.
    """
    request = await acting.lock(Request, command.id, key_share=True)
    question = rules.text(command.question, MAX_QUESTION_CHARACTERS, ["question"])
    if request.status is RequestStatus.VALIDATED:
        await acting.move(request, "reopen")
    await acting.move(request, "ask", asked_at=sa.func.now())
    await acting.session.execute(
        sa.insert(RequestQuestion).values(
            request_id=request.id, asked_by=acting.actor, question=question, **scope_of(request)
        )
    )
    return request.id


@dataclass(frozen=True, kw_only=True)
class AnswerRequest:
    """Input of `answerRequest`."""

    id: Annotated[NodeId, "The request."]
    answer: Annotated[str | None, "The answer in words, at most 10,000 characters. Give this, `data` or both."] = None
    data: Annotated[
        JsonValue | None, "Fields of the form that are added or corrected, as in `raw` of `submitRequest`."
    ] = None


@act(Request, REQUESTERS)
async def answer_request(acting: Acting, command: AnswerRequest) -> RequestKey:
    """Answer the question about a request. It is NEW again and is checked by a job; its due time moves by the time that
    it waited.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION.
    """
    await acting.use(Quota.COMMENTS)
    answer = optional(command.answer, MAX_ANSWER_CHARACTERS, ["answer"])
    if answer is None and command.data is None:
        raise Refusal(ErrorCode.INVALID_INPUT, "an answer or data is required", ["answer"])
    check_raw(command.data, ["data"])
    request = await acting.lock(Request, command.id, key_share=True)
    waited = sa.func.now() - Request.asked_at
    await acting.move(request, "answer", due_at=Request.due_at + waited, asked_at=None)
    await acting.session.execute(
        sa.update(RequestQuestion)
        .where(RequestQuestion.request_id == request.id, RequestQuestion.answered_at.is_(None))
        .values(answered_at=sa.func.clock_timestamp(), answered_by=acting.actor, answer=answer, data=command.data)
        .execution_options(synchronize_session=False)
    )
    await enqueue_check(acting.session, request.id)
    return request.id


@dataclass(frozen=True, kw_only=True)
class RejectRequest:
    """Input of `rejectRequest`."""

    id: Annotated[NodeId, "The request."]
    reason: Annotated[str, f"{REASON_TEXT} The requester reads it."]


@act(Request, DECIDING)
async def reject_request(acting: Acting, command: RejectRequest) -> RequestKey:
    """Refuse a request. The requester is told the reason.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION.
    """
    acting.reason_to("reject a request")
    request = await acting.lock(Request, command.id, key_share=True)
    await acting.move(request, "reject", asked_at=None)
    return request.id


@dataclass(frozen=True, kw_only=True)
class RequestAction:
    """Input of the mutations that change a request's state."""

    id: Annotated[NodeId, "The request."]
    reason: Annotated[Reason, f"{REASON_TEXT} Required for fail."] = None


@act(Request, REQUESTERS)
async def withdraw_request(acting: Acting, command: RequestAction) -> RequestKey:
    """Withdraw a request, as its requester wishes.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    request = await acting.lock(Request, command.id, key_share=True)
    await acting.move(request, "withdraw", asked_at=None)
    return request.id


@act(Request, DECIDING)
async def start_request(acting: Acting, command: RequestAction) -> RequestKey:
    """Start work on a checked request that takes longer, such as the port of a number.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    request = await acting.lock(Request, command.id, key_share=True)
    await acting.move(request, "start")
    return request.id


@act(Request, DECIDING)
async def fail_request(acting: Acting, command: RequestAction) -> RequestKey:
    """End work on a request that did not succeed; it is VALIDATED again, and can be started again or rejected.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION.
    """
    acting.reason_to("end the work on a request")
    request = await acting.lock(Request, command.id, key_share=True)
    await acting.move(request, "fail")
    return request.id


@job("lapse requests", cron="11 * * * *")
async def lapse_requests(tools: Tools, _: Job) -> None:
    """Withdraw requests whose question was not answered in time."""
    limit = timedelta(days=tools.settings.request_answer_days)

    async def some(session: AsyncSession) -> int:
        late = (
            sa.select(Request)
            .where(Request.status == RequestStatus.NEEDS_INFO, Request.asked_at < sa.func.now() - limit)
            .order_by(Request.asked_at)
            .limit(LAPSED_AT_ONCE)
            .with_for_update(key_share=True, skip_locked=True)
        )
        requests = list(await session.scalars(late))
        journal = Journal(SCHEDULE, f"not answered within {tools.settings.request_answer_days} days")
        for request in requests:
            await scheduled(session, tools, journal).move(request, "lapse", asked_at=None)
        await journal.write(session)
        return len(requests)

    await tools.repeat(some)
