from datetime import UTC, datetime
from typing import Any

from backend.models import Request, RequestAttachment, RequestCandidate, RequestQuestion, RequestViolation
from tests.factories.rows import build

DIAGRAMS = {
    "request": "NEW validate VALIDATED; NEW ask NEEDS_INFO; NEEDS_INFO answer NEW; NEEDS_INFO lapse WITHDRAWN;"
    "VALIDATED reopen NEW; VALIDATED start IN_PROGRESS; IN_PROGRESS fail VALIDATED; VALIDATED fulfil FULFILLED;"
    "IN_PROGRESS fulfil FULFILLED; NEW reject REJECTED; NEEDS_INFO reject REJECTED; VALIDATED reject REJECTED;"
    "NEW withdraw WITHDRAWN; NEEDS_INFO withdraw WITHDRAWN; VALIDATED withdraw WITHDRAWN",
}


def new_request(**columns: Any) -> Request:
    """A NEW registration from a counter, without a customer and an assignee."""
    return build(
        Request, columns, kind="REGISTRATION", channel="COUNTER", raw={"name": "Новая Заявка"}, submitted_by="operator",
        due_at=datetime(2030, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def new_request_violation(request: Request, place: int = 0, **columns: Any) -> RequestViolation:
    """A phone number that blocks fulfilment."""
    return build(
        RequestViolation, columns, request_id=request.id, place=place, code="INVALID_PHONE", field="phone",
        message="not a number", severity="BLOCK",
    )  # fmt: skip


def new_request_candidate(request: Request, customer_id: Any, **columns: Any) -> RequestCandidate:
    """A customer with the same phone."""
    return build(
        RequestCandidate, columns, request_id=request.id, customer_id=customer_id, score=35, reasons=["PHONE_SAME"]
    )


def new_request_question(request: Request, **columns: Any) -> RequestQuestion:
    """An open question of an operator."""
    return build(RequestQuestion, columns, **_scope(request), asked_by="operator", question="Какой номер?")


def new_request_attachment(request: Request, **columns: Any) -> RequestAttachment:
    """A picture from an operator; nothing is in the file store."""
    return build(
        RequestAttachment, columns, **_scope(request), author="operator", kind="FORM", file_id=request.id,
        name="form.png", media_type="image/png", size_bytes=1, sha256=b"",
    )  # fmt: skip


def _scope(request: Request) -> dict[str, Any]:
    columns = request.__dict__
    return {
        "request_id": request.id, "customer_id": columns.get("customer_id"), "contract_id": columns.get("contract_id")
    }  # fmt: skip
