"""Fields of a SIM that are resolved from outside the database."""

from typing import Any

from strawberry import Info, Parent

from backend.gateways.network import NetworkState
from backend.resolvers.context import Context


async def network_state(root: Parent[Any], info: Info[Context, None]) -> Any:
    """The state of the SIM in the network. The row `root` has the needed columns under the field's response key."""
    needs = root[info.path.key]
    state: NetworkState = await info.context.network_states.load(needs["iccid"])
    return state
