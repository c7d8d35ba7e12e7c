"""Requests RX1 to RX7, one in each state, with what was found in them."""

from typing import Any

from backend.models import Base, Contract, Customer, RequestStatus, User
from tests.factories.requests import (
    new_request,
    new_request_attachment,
    new_request_candidate,
    new_request_question,
    new_request_violation,
)
from tests.world.keys import key, moment

OPERATOR = "operator@demo.example"
PARTNER = "service:world-partner"
_FORM: dict[str, Any] = {
    "customer_kind": "PERSON", "name": 'Заявка "в кавычках"', "email": "asks@example.kg", "language": "KY",
    "birth_date": moment("1990-05-31T00:00:00Z").date(), "document_kind": "ID_CARD", "document_number": "ID9990001",
    "document_country": "KG", "tariff_code": "T01", "options": ["O1", 'O"2'], "iccid": "8999600000000000099",
}  # fmt: skip
_REPRESENTATIVE: dict[str, Any] = {
    "representative_name": "Представитель Заявки", "representative_document_kind": "PASSPORT",
    "representative_document_number": "AC5556667", "representative_document_country": "KG",
    "authority": "POWER_OF_ATTORNEY", "authority_number": 'N "7"', "authority_until": moment("2031-05-31T00:00:00Z").date(),
}  # fmt: skip


def requests(customer: Customer, line: Contract, operator: User) -> list[Base]:
    """Of the demo's subscriber by `line`: RX1, RX2 (waiting for an answer). Of `customer`: RX3. Of nobody: the others. A partner submitted RX5
    to RX7.
    """
    found: list[Base] = []
    for n, status in enumerate(RequestStatus, 1):
        columns: dict[str, Any] = {"phone": f"+99677000099{n}", "msisdn": f"+99677000088{n}", **_REPRESENTATIVE}
        columns["representative_name"] += f" {n}"
        if n <= 2:
            columns |= {"customer_id": line.customer_id, "contract_id": line.id, "kind": "CLOSE", "channel": "APP"}
        if n == 3:
            columns |= {"customer_id": customer.id, **_FORM, "reference": 'сделано "так"'}
        if n == 4:
            columns["kind"] = "OTHER"
        if n in {3, 4}:
            columns |= {"assignee": OPERATOR, "assignee_id": operator.id, "queue": "очередь заявок"}
        if status is RequestStatus.NEEDS_INFO:
            columns["asked_at"] = moment("2026-01-03T00:00:00Z")
        request = new_request(
            id=key(f"request{n}"), number=f"RX{n}", status=status, raw={"z": [1, 2.5, None], "a": 'тег <b> "x"\n'},
            submitted_by=(OPERATOR if n < 5 else PARTNER) if n > 2 else f"subscriber:con_{line.id}", created_at=moment("2026-01-02T00:00:00Z"),
            due_at=moment("2026-01-05T00:00:00Z" if n % 2 else "2031-01-05T00:00:00Z"), **columns,
        )  # fmt: skip
        found.append(request)
        if n in {1, 3, 5}:
            found += [
                new_request_violation(request, 0, message=f'номер "{n}"', suggestion="+996770000999"),
                new_request_violation(request, 1, code="POSSIBLE_DUPLICATE", severity="ALERT", message=f"похожи {n}"),
                new_request_candidate(request, customer.id, score=90 + n, reasons=["DOCUMENT_SAME", "NAME_SAME"]),
                new_request_candidate(request, line.customer_id, score=30 + n),
                new_request_attachment(request, id=key(f"paper{n}"), kind="AUTHORITY", created_at=request.created_at),
                new_request_attachment(request, id=key(f"form{n}"), author=OPERATOR, created_at=request.created_at),
            ]
        if n in {2, 3, 5}:
            found.append(new_request_question(request, asked_by=OPERATOR, asked_at=moment(f"2026-01-03T0{n}:00:00Z")))
        if n == 3:
            found.append(
                new_request_question(
                    request, asked_by=OPERATOR, asked_at=moment("2026-01-02T00:00:00Z"), answer='да, "так"',
                    answered_at=moment("2026-01-02T01:00:00Z"), answered_by="subscriber:con_x", data={"phone": "1"},
                )
            )  # fmt: skip
    return found
