"""The context of a request, which all resolvers receive: the viewer, the services and the loaders."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from aiodataloader import DataLoader
from graphql import FieldNode
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.documents.files import FileStore, Links
from backend.errors import OutsideUnavailable
from backend.gateways.network import NetworkState, Registration, SimStates
from backend.planner.documents import Operation
from backend.planner.planner import Planner
from backend.resolvers.plans import Plans
from backend.services import quotas
from backend.services.billing import BillingService
from backend.services.idempotency import Outcome, Performer, Statement, Verb
from backend.services.quotas import Quota
from backend.settings import Settings

EXTERNAL_TIMEOUT_SECONDS = 2.0
Found = TypeVar("Found")
MAX_EXTERNAL_KEYS = 500  # in one call to another system


class Context:
    """The context of one request. Loaders batch the reads of sibling fields; nothing is cached across requests."""

    def __init__(
        self,
        *,
        viewer: Viewer,
        planner: Planner,
        performer: Performer,
        settings: Settings,
        network: SimStates,
        links: Links,
        files: FileStore,
        billing: BillingService,
        plans: Plans,
        origin: Callable[[], Origin],
    ) -> None:
        self.viewer = viewer
        self._origin = origin
        self.planner = planner
        self._performer = performer
        self.settings = settings
        self._network = network
        self.links = links
        self.files = files
        self.billing = billing
        self.plans = plans
        self.operation: Operation | None = None
        self.variables: Any = None
        self._nodes: dict[Any, DataLoader[str, Any]] = {}
        self.network_states = DataLoader[str, NetworkState](self._load_network_states, max_batch_size=MAX_EXTERNAL_KEYS)

    @property
    def actor(self) -> str:
        return self.viewer.actor

    @property
    def origin(self) -> Origin:
        return self._origin()

    async def perform(
        self,
        act: str,
        command: Mapping[str, Any],
        key: str | None,
        verb: Verb,
        statement: Statement | None = None,
    ) -> Outcome:
        """Run a business verb in one transaction, once per idempotency key; `statement` does the same, where there is
        any.
        """
        return await self._performer.perform(self.viewer, self._origin(), act, command, key, verb, statement)

    async def rehearse(self, act: str, verb: Verb) -> Outcome:
        """Run a business verb and roll it back."""
        return await self._performer.rehearse(self.viewer, act, verb)

    async def tried(self, verb: Verb) -> Outcome:
        """What a business verb would return now. It is rolled back and not counted."""
        return await self._performer.tried(verb)

    async def read(self, step: Callable[[AsyncSession], Awaitable[Found]]) -> Found:
        """Read in a transaction that writes nothing. Raises Busy."""
        return await self._performer.read(step)

    async def check_quotas(self, amounts: Mapping[Quota, int]) -> None:
        """Check that daily quotas of the viewer have so much left. Raises Throttled, Busy."""
        await self._performer.run(lambda session: quotas.check(session, self.settings, self.viewer, amounts))

    async def check_rate(self, act: str, key: str | None) -> None:
        """Check that the viewer may call `act` now, before work that precedes the verb. Raises Throttled, Busy."""
        await self._performer.check_rate(self.viewer, act, key)

    async def use_quotas(self, amounts: Mapping[Quota, int]) -> None:
        """Use daily quotas of the viewer before work that no transaction undoes. Raises Throttled, Busy."""
        await self._performer.run(lambda session: quotas.use(session, self.settings, self.viewer, amounts))

    async def give_back_quotas(self, amounts: Mapping[Quota, int]) -> None:
        """Return quotas after that work was refused or undone. Raises Busy."""
        await self._performer.run(lambda session: quotas.give_back(session, self.settings, self.viewer, amounts))

    async def audit_forbidden(self, act: str) -> None:
        """Write an audit entry for a mutation that the role does not call."""
        await self._performer.refuse(self.viewer, self._origin(), act)

    async def load_node(self, type_name: str, nodes: Sequence[FieldNode], node_id: str) -> Any:
        """One row through the loader of its type and selection; None when it is hidden or missing."""
        key = (type_name, tuple(map(id, nodes)))
        loader = self._nodes.get(key)
        if loader is None:

            async def load(ids: list[str]) -> list[Any]:
                assert self.operation is not None
                return list(await self.planner.load(self.operation, self.variables, self.viewer, type_name, nodes, ids))

            loader = self._nodes[key] = DataLoader(load)
        return await loader.load(node_id)

    async def _load_network_states(self, iccids: list[str]) -> list[NetworkState]:
        try:
            async with asyncio.timeout(EXTERNAL_TIMEOUT_SECONDS):
                found = await self._network.states(iccids)
        except (TimeoutError, OSError) as error:
            raise OutsideUnavailable("the network did not respond; try again later") from error
        return [found.get(iccid, NetworkState(Registration.UNKNOWN)) for iccid in iccids]
