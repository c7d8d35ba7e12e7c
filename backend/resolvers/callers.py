"""How many requests of a caller run at once in this process."""

from collections.abc import Mapping

from backend.auth.viewer import Role
from backend.settings import Settings
from backend.turns import Turns

MAX_WAIT_SECONDS = 10.0  # of a request for its turn


def turns_of_roles(settings: Settings) -> Mapping[Role, Turns]:
    """The turns of requests, counted apart for staff, analysts and subscribers."""

    def turns(each: int) -> Turns:
        return Turns("requests", settings.all_requests_at_once, each, settings.waiting_requests, MAX_WAIT_SECONDS)

    staff, analysts, subscribers, others = map(
        turns, (*[settings.requests_at_once] * 2, *[settings.subscriber_requests_at_once] * 2)
    )
    separate = {Role.ANALYST: analysts, Role.HOLDER: subscribers, Role.LINE: subscribers, Role.ANONYMOUS: others}
    return {role: separate.get(role, staff) for role in Role}
