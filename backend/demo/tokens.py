"""Access tokens for the demo's users without a sign-in, for the tour of the documentation, tests and benchmarks."""

import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm

from backend.auth.secrets import load_secrets
from backend.auth.service import AuthService
from backend.auth.sessions import LIVE, SECOND_FACTOR, Line, begin_session, person_of
from backend.auth.tokens import AccessTokens
from backend.auth.viewer import Origin
from backend.database import Database
from backend.demo.access import ADDRESS
from backend.errors import StartupError
from backend.models import Contract, Customer, CustomerKind, KycStatus, OAuthClient, OAuthGrant, User
from backend.settings import Settings

SCOPE = "openid profile read write"


async def demo_token(settings: Settings, url: str, role: str, hours: float, issuer: str) -> str:
    """Issue an access token of the demo's user with this role, valid for `hours`.

    The subscriber is a verified holder with two live contracts. Raises StartupError when there is no demo data.
    """
    database = Database(url, settings)
    service = AuthService.build(database, settings, load_secrets(settings))
    tokens = AccessTokens(service.keys, issuer)
    try:
        await service.keys.load()

        def issue(db: Orm) -> str:
            client = db.scalar(sa.select(OAuthClient).where(OAuthClient.demo, OAuthClient.client_id == _client(role)))
            who = _line(db) if role == "subscriber" else db.scalar(_user(role))
            if client is None or who is None:
                raise StartupError("this database has no demo data; `crm demo` loads it (not into production)")
            lasts, holder = timedelta(hours=hours), role == "subscriber"
            session, _ = begin_session(
                db,
                who,
                ["pwd", SECOND_FACTOR],
                lasts,
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
            return tokens.issue(claims, int(hours * 3600))

        return await service.with_database(issue)
    finally:
        await database.close()


def _client(role: str) -> str:
    return "subscriber-app" if role == "subscriber" else "operator-app"


def _user(role: str) -> Any:
    return sa.select(User).where(User.demo, User.email == ADDRESS.format(role=role))


def _line(db: Orm) -> Line | None:
    live = sa.select(Contract.customer_id).where(Contract.status.in_(LIVE)).group_by(Contract.customer_id)
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
        .where(Contract.customer_id == customer, Contract.status.in_(LIVE))
        .order_by(Contract.number)
        .limit(1)
    ).one_or_none()
    return Line(row.id, row.phone_number_id, row.customer_id) if row else None
