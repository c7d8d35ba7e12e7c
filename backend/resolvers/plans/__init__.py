"""Plans: dry runs of acts, and acts that are bound to a plan."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.secrets import Secrets
from backend.auth.viewer import Viewer
from backend.errors import ErrorCode, Refusal
from backend.planner.catalog import Catalog
from backend.resolvers.plans.fields import GraphFields
from backend.resolvers.plans.shown import Shown
from backend.services.idempotency import Outcome, Verb, outcome_of
from backend.services.plans.effects import NOUN_OF_TABLE, effects
from backend.services.plans.outcome import Plan
from backend.services.plans.tokens import FIELD, Part, Planned, differing, opened, parts_of, sealed

MAX_NAMED = 5  # differences that a refusal names
_CHECK_NOW = sa.text("set constraints all immediate")


class Plans:
    """Makes plans and holds acts to them. One per process."""

    def __init__(self, catalog: Catalog, secrets: Secrets) -> None:
        self._catalog = catalog
        self._secrets = secrets
        self._fields = GraphFields(catalog)

    def opened(self, viewer: Viewer, act: str, digest: bytes, token: str) -> Planned:
        """The content of a token. Raises Refusal PLAN_TOKEN_INVALID."""
        return opened(self._secrets, viewer, act, digest, token)

    def rehearsed(self, viewer: Viewer, act: str, digest: bytes, verb: Verb) -> Verb:
        """The verb with a plan of what it did in its outcome. The plan names no node that the verb created."""

        async def run(session: AsyncSession) -> Outcome:
            outcome = outcome_of(await verb(session))
            await session.flush()
            await session.execute(_CHECK_NOW)
            did = await effects(session)
            shown = Shown(session, viewer, self._catalog, self._fields)
            parts = parts_of(did, outcome.warnings)
            token, expires_at = sealed(self._secrets, viewer, act, digest, did.existing(), parts)
            plan = Plan(
                await shown.changes(did), await shown.events(did), await shown.notifications(did),
                await shown.charges(did), token, expires_at,
            )  # fmt: skip
            beside = outcome.beside if getattr(outcome.beside, "in_plans", False) else None
            return Outcome(warnings=outcome.warnings, plan=plan, beside=beside)

        return run

    def held(self, viewer: Viewer, planned: Planned, verb: Verb) -> Verb:
        """The verb, refused with PLAN_STALE where it does not do what was planned."""

        async def run(session: AsyncSession) -> Outcome:
            try:
                outcome = outcome_of(await verb(session))
            except Refusal as refusal:  # the dry run was not refused
                raise Refusal(
                    ErrorCode.PLAN_STALE, f"the plan does not hold any more: {refusal.message} ({refusal.code})",
                    refusal.field, refusal.candidates, refusal.node_id, refusal.afterwards,
                ) from None  # fmt: skip
            did = await effects(session)
            differences = differing(planned.parts, parts_of(did, outcome.warnings))
            if differences:
                named = await self._named(session, viewer, differences)
                message = f"the plan does not hold any more: {', '.join(named)} changed; make a new dry run"
                raise Refusal(ErrorCode.PLAN_STALE, message, FIELD)
            return outcome

        return run

    async def _named(self, session: AsyncSession, viewer: Viewer, parts: Sequence[Part]) -> list[str]:
        """Names of what differs, as far as the viewer may see it."""
        shown = Shown(session, viewer, self._catalog, self._fields)
        named = dict.fromkeys([await self._name(shown, part) for part in parts])
        more = len(named) - MAX_NAMED
        return [*list(named)[:MAX_NAMED], *([f"{more} more"] if more > 0 else [])]

    async def _name(self, shown: Shown, part: Part) -> str:
        table, place, column = part
        if not place:
            return table.replace("_", " ")
        noun, kind = NOUN_OF_TABLE.get(table), self._fields.types.get(table)
        if kind is None or noun is None:
            return "other data"
        key = noun.id.decode(f"{noun.id.prefix}_{place}")
        if key is not None and key not in await shown.visible(kind, [key]):
            return "other data"
        field = self._fields.of(kind, column)
        node = place if key is None else noun.id.encode(key)
        return f"{field.name if field else 'version'} of {node}"
