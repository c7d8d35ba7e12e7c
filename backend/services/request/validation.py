"""The check of a request, by an act and by a job after its submission."""

import uuid
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.masks import SCHEDULE
from backend.auth.viewer import STAFF, Origin, Role, Viewer
from backend.identifiers import REQUEST_ID, RequestKey
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import Request, RequestStatus
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.recording import Journal
from backend.services.request.intake import VALIDATE
from backend.services.request.values import checked_of, columns_of, examine, form_from_words, write_findings


@dataclass(frozen=True, kw_only=True)
class ValidateRequest:
    """Input of `validateRequest`."""

    id: Annotated[NodeId, "The request."]
    reason: Reason = None


@act(Request, STAFF)
async def validate_request(acting: Acting, command: ValidateRequest) -> RequestKey:
    """Check a request, or check it again: find its fields, the rules that it breaks and the customers whom it may be
    about. VALIDATED means that it was checked, not that nothing was found.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    request = await acting.lock(Request, command.id, key_share=True)
    if request.status is RequestStatus.VALIDATED:
        await acting.move(request, "reopen")
    await validate(acting, request)
    return request.id


async def validate(acting: Acting, request: Request) -> None:
    """Check a locked request that is NEW. Raises Refusal INVALID_TRANSITION."""
    session, settings = acting.session, acting.settings
    form, refused = await form_from_words(session, settings, request)
    await acting.move(request, "validate", validated_at=sa.func.now(), **columns_of(form))
    checked = await checked_of(
        session, request.kind, form, request.customer_id, request.contract_id, language=acting.viewer.language
    )
    violations, found = await examine(session, settings, checked)
    # A field that its rule refused is reported once, not also as missing.
    refused_fields = {each.field for each in refused}
    await write_findings(
        session, request.id, [*refused, *(each for each in violations if each.field not in refused_fields)], found
    )


@job(VALIDATE)
async def validate_submitted(tools: Tools, queued: Job) -> None:
    """Check a submitted request, unless this was done in the meantime."""
    key = REQUEST_ID.key_type(uuid.UUID(str(queued.document()["id"])))
    async with tools.database.transaction() as session:
        statement = sa.select(Request).where(Request.id == key).with_for_update(key_share=True)
        request = await session.scalar(statement)
        if request is None or request.status is not RequestStatus.NEW:
            return
        journal = Journal(SCHEDULE)
        await validate(scheduled(session, tools, journal), request)
        await journal.write(session)


def scheduled(session: object, tools: Tools, journal: Journal) -> Acting:
    """What a job acts with, as the schedule."""
    return Acting(session, tools.settings, Viewer(Role.SERVICE, SCHEDULE), Origin(), journal)  # type: ignore[arg-type]
