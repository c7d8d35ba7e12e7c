"""Access tokens for the demo's users without a sign-in, for the tour of the documentation, tests and benchmarks."""

import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm

from backend.auth.secrets import load_secrets
from backend.auth.service import AuthService
from backend.auth.sessions import SECOND_FACTOR, Line, begin_session, person_of
from backend.auth.tokens import AccessTokens
from backend.auth.viewer import Origin
from backend.database import Database
from backend.demo.access import ADDRESS
from backend.errors import StartupError
from backend.models import Contract, Customer, CustomerKind, KycStatus, OAuthClient, OAuthGrant, User
from backend.models.contract import IN_SERVICE
from backend.settings import Settings

SCOPE = "openid profile read write"


async def demo_token(settings: Settings, url: str, role: str, hours: float, issuer: str) -> str:
    """Issue an access token of the demo's user with this role, valid for `hours`.

    The subscriber is a verified holder with two live contracts. Raises StartupError when there is no demo data.
    """
    subscriber = role == "subscriber"

    def choose(db: Orm) -> list[User | Line]:
        who = _line(db) if subscriber else db.scalar(_user(role))
        return [] if who is None else [who]

    issued = await _issue(settings, url, choose, hours, issuer, holder=subscriber)
    return issued[0]


async def demo_line_tokens(settings: Settings, url: str, count: int, hours: float, issuer: str) -> list[str]:
    """Issue access tokens of up to `count` lines of different customers. Raises StartupError without demo data."""
    return await _issue(settings, url, lambda db: _lines(db, count), hours, issuer)


async def _issue(
    settings: Settings,
    url: str,
    choose: Callable[[Orm], Sequence[User | Line]],
    hours: float,
    issuer: str,
    *,
    holder: bool = False,
) -> list[str]:
    """Issue a token for each user or line that `choose` finds. Raises StartupError when it finds none."""
    database = Database(url, settings)
    service = AuthService.build(database, settings, load_secrets(settings))
    tokens = AccessTokens(service.keys, issuer)

    def issue(db: Orm) -> list[str]:
        people = choose(db)
        client_id = "operator-app" if people and isinstance(people[0], User) else "subscriber-app"
        client = db.scalar(sa.select(OAuthClient).where(OAuthClient.demo, OAuthClient.client_id == client_id))
        if client is None or not people:
            raise StartupError("this database has no demo data; `crm demo` loads it (not into production)")
        issued = []
        for who in people:
            session, _ = begin_session(
                db,
                who,
                ["pwd", SECOND_FACTOR],
                timedelta(hours=hours),
                Origin(),
                client="crm token",
                verified_holder=holder,
                cookie=False,
            )
            person = person_of(db, session)
            assert person is not None
            grant = OAuthGrant(id=uuid.uuid4(), session_id=session.id, client_id=client.id, scope=SCOPE)
            db.add(grant)
            claims = {**person.claims(), "gid": str(grant.id), "client_id": client.client_id, "scope": SCOPE}
            issued.append(tokens.issue(claims, int(hours * 3600)))
        return issued

    try:
        await service.keys.load()
        return await service.with_database(issue)
    finally:
        await database.close()


def _user(role: str) -> Any:
    return sa.select(User).where(User.demo, User.email == ADDRESS.format(role=role))


def _line(db: Orm) -> Line | None:
    live = sa.select(Contract.customer_id).where(Contract.status.in_(IN_SERVICE)).group_by(Contract.customer_id)
    customer = db.scalar(
        sa.select(Customer.id)
        .where(
            Customer.number.like("CD%"),
            Customer.kind == CustomerKind.PERSON,
            Customer.kyc_status == KycStatus.VALIDATED,
            Customer.id.in_(live.having(sa.func.count() >= 2)),
        )
        .order_by(Customer.number)
        .limit(1)
    )
    row: Any = db.execute(
        sa.select(Contract.id, Contract.phone_number_id, Contract.customer_id)
        .where(Contract.customer_id == customer, Contract.status.in_(IN_SERVICE))
        .order_by(Contract.number)
        .limit(1)
    ).one_or_none()
    return Line(row.id, row.phone_number_id, row.customer_id) if row else None


def _lines(db: Orm, count: int) -> list[Line]:
    """The newest live line of each of `count` demo customers."""
    rows = db.execute(
        sa.select(Contract.id, Contract.phone_number_id, Contract.customer_id)
        .distinct(Contract.customer_id)
        .where(Contract.status.in_(IN_SERVICE), Contract.number.like("KD%"))
        .order_by(Contract.customer_id, Contract.number.desc())
        .limit(count)
    ).all()
    return [Line(row.id, row.phone_number_id, row.customer_id) for row in rows]
