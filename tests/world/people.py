"""Customers whose texts need escaping, their contracts, tickets and messages."""

from datetime import timedelta
from typing import Any

from backend.models import Base, Contract, Customer, Ticket
from tests.factories.contracts import new_contract
from tests.factories.customers import new_customer
from tests.factories.history import new_status_change
from tests.factories.notifications import new_notification
from tests.factories.samples import Owner
from tests.factories.tickets import new_ticket, new_ticket_attachment, new_ticket_comment
from tests.world.keys import key, moment

OPERATOR = "operator@demo.example"
# Number, name, phone, email, status, KYC status, language, created at.
CUSTOMERS: list[tuple[int, str, str, str | None, str, str, str, str]] = [
    (1, 'Quote " and \\ backslash', "+996770000001", None, "PROSPECT", "INITIALIZED", "EN", "2026-01-01T00:00:00.120000Z"),
    (2, "Tab\tnew\nline\rbell\x07 del\x7f", "+996770000002", "a_b%c@example.kg", "SUSPENDED", "REJECTED", "KY", "2026-01-01T00:00:00.120000Z"),
    (3, "Эмодзи 😀 и 'апостроф'", "+996770000003", "x@example.kg", "CLOSED", "VALIDATED", "RU", "2026-01-01T00:00:00.120001Z"),
    (4, "ИВАНОВ 100%_проба", "+14155550100", None, "ACTIVE", "VALIDATED", "RU", "2026-01-01T00:00:00.120000Z"),
    (5, "</script><b>&amp;", "+442071838750", "b@example.com", "ACTIVE", "INITIALIZED", "EN", "1999-12-31T23:59:59.999999Z"),
]  # fmt: skip


def customers() -> dict[str, Customer]:
    """By number, CX1 to CX5; some were created at the same moment."""
    return {
        f"CX{n}": new_customer(
            id=key(f"customer{n}"),
            number=f"CX{n}",
            kind="ORGANISATION" if n % 2 else "PERSON",
            name=name,
            phone=phone,
            email=email,
            status=status,
            kyc_status=kyc,
            language=language,
            created_at=moment(at),
            updated_at=moment(at) + timedelta(seconds=1.5),
        )
        for n, name, phone, email, status, kyc, language, at in CUSTOMERS
    }


def contracts(customers: dict[str, Customer], tariff_id: Any) -> dict[str, Contract]:
    """By number, KX1 to KX6: three of CX1 and three of CX4, none in service."""
    states = [(customers[number], status) for number in ("CX1", "CX4") for status in ("DRAFT", "ACCEPTED", "CANCELLED")]
    return {
        f"KX{n}": new_contract(
            customer.id,
            tariff_id,
            id=key(f"{customer.number}{status}"),
            number=f"KX{n}",
            status=status,
            created_at=customer.created_at,
        )
        for n, (customer, status) in enumerate(states, 1)
    }


def owner(row: Customer | Contract) -> Owner:
    """A customer or a contract, whose rows the factories give."""
    is_contract = isinstance(row, Contract)
    return Owner(
        customer_id=row.customer_id if is_contract else row.id,
        contract_id=row.id if is_contract else None,
        created_at=row.created_at,
        words='"Words"\nof a line\\, +996 700 100 001',
        key=lambda noun: key(f"{noun} of {row.number}"),
    )


def tickets(customer: Customer) -> list[Ticket]:
    """TX1 to TX5, one in each state."""
    return [
        new_ticket(
            customer.id,
            id=key(f"ticket{status}"),
            number=f"TX{n}",
            subject='No "contract"',
            description="line\\one\ntwo",
            priority="URGENT",
            status=status,
            created_at=moment("2026-01-01T00:00:00Z"),
        )
        for n, status in enumerate(("FREE", "ACTIVE", "SUSPENDED", "BLOCKED", "CLOSED"), 1)
    ]


def comments(ticket: Ticket, *, by_line: bool) -> list[Base]:
    """Three comments, the last one internal; the first is by the line of the ticket (`by_line`) or by an unknown one."""
    subscriber = f"subscriber:con_{ticket.contract_id if by_line and ticket.contract_id else 'x'}"
    return [
        new_ticket_comment(
            ticket,
            id=key(f"comment{ticket.number}{n}"),
            author=subscriber if n == 1 else OPERATOR,
            internal=n == 3,
            body=f'Line "one"\nphone +996 700 100 001, {n}',
            created_at=ticket.created_at + timedelta(hours=n),
        )
        for n in (1, 2, 3)
    ]


def attachments(ticket: Ticket) -> list[Base]:
    """Two pictures on a ticket, the second one internal."""
    return [
        new_ticket_attachment(
            ticket,
            id=key(f"file{ticket.number}{n}"),
            author=OPERATOR,
            internal=n == 2,
            name=f'снимок "{n}".png',
            size_bytes=100 * n,
            created_at=ticket.created_at,
        )
        for n in (1, 2)
    ]


def notifications(customer: Customer, contract: Contract | None) -> list[Base]:
    """One message on each channel to a customer, about a contract of theirs."""
    at = customer.created_at
    messages = [("EMAIL", "to@example.kg", "SENT", None, at), ("SMS", "+996700100001", "FAILED", "smpp: refused", None), ("IN_APP", None, "DELIVERED", None, at)]  # fmt: skip
    return [
        new_notification(
            channel,
            id=key(f"notification{customer.number}{n}"),
            topic="contract.activated",
            customer_id=customer.id,
            contract_id=contract and contract.id,
            recipient=recipient,
            subject='Номер "подключён"',
            text="Договор\nдействует, +996 700 100 001",
            status=status,
            attempts=n,
            last_error=error,
            created_at=at,
            not_before=at,
            sent_at=sent_at,
        )
        for n, (channel, recipient, status, error, sent_at) in enumerate(messages, 1)
    ]


def identification(customer: Customer) -> Base:
    """The verification of a customer, at the moment of creation."""
    return new_status_change(
        "KYC",
        customer.id,
        "VALIDATED",
        customer_id=customer.id,
        verb="validate",
        from_status="INITIALIZED",
        reason='a "reason"',
        created_at=customer.created_at,
    )
