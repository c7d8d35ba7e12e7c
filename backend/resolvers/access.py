"""Calls from the mutations of users, clients and sessions to the services."""

from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncSession

from backend.resolvers.context import Context
from backend.services import client, session
from backend.services.client import NewClient
from backend.services.idempotency import Outcome


async def register_client(context: Context, new: NewClient, key: str | None) -> tuple[Outcome, str | None]:
    """The outcome and the client secret; no secret when an earlier call with the same key created the client."""
    made: list[str | None] = []

    async def verb(db: AsyncSession) -> str:
        registered = await client.register_client(db, new)
        made.append(registered.secret)
        return registered.node_id

    outcome = await context.perform("registerClient", asdict(new), key, verb)
    return outcome, made[0] if made and not outcome.errors else None


async def rotate_client_secret(context: Context, node_id: str, key: str | None) -> tuple[Outcome, str | None]:
    made: list[str | None] = []

    async def verb(db: AsyncSession) -> str:
        registered = await client.rotate_client_secret(db, node_id)
        made.append(registered.secret)
        return registered.node_id

    outcome = await context.perform("rotateClientSecret", {"id": node_id}, key, verb)
    return outcome, made[0] if made and not outcome.errors else None


async def deactivate_client(context: Context, node_id: str, key: str | None) -> Outcome:
    return await context.perform(
        "deactivateClient", {"id": node_id}, key, lambda db: client.deactivate_client(db, node_id)
    )


async def end_session(context: Context, session_id: str) -> Outcome:
    return await context.perform(
        "endSession", {"id": session_id}, None, lambda db: session.end_session(db, context.viewer, session_id)
    )


async def sign_out_everywhere(context: Context) -> Outcome:
    return await context.perform(
        "signOutEverywhere", {}, None, lambda db: session.sign_out_everywhere(db, context.viewer)
    )
