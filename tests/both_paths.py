"""A mutation with the usual form is run as an act. graphql-core executes any other: both must give the same bytes."""

import re
from typing import Any

import pytest

from backend.resolvers import engine as engines
from backend.resolvers.acts import compiled_act
from backend.services.idempotency import Outcome, Performer
from tests.client import Client, posted

# New on each call, or known only during the act.
_ONCE = re.compile(rb'"(secret|invitationUrl|url|planToken|expiresAt)":("[^"]*"|null)|"after":"\d{4}-\d\d-\d\dT[^"]*"')


async def no_act(*_: Any) -> None:
    """Every mutation is executed by graphql-core."""


def answered_on_both_paths(caller: Client, source: str, given: dict[str, Any], *, is_act: bool) -> bytes:
    """Do a mutation once, and compare the answers of both paths. `is_act` says whether it is expected to be an act."""
    outcomes: list[Outcome] = []
    perform = Performer.perform

    async def once(self: Performer, *asked: Any) -> Outcome:
        if not outcomes:
            outcomes.append(await perform(self, *asked))
        return outcomes[0]

    taken: list[Any] = []

    async def kept(*asked: Any) -> Any:
        taken.append(await compiled_act(*asked))
        return taken[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Performer, "perform", once)
        patch.setattr(engines, "compiled_act", kept)
        answer = caller.run(posted(caller.app, source, given))
        assert (taken[-1] is not None) == is_act
        patch.setattr(engines, "compiled_act", no_act)
        core = caller.run(posted(caller.app, source, given))
    assert _ONCE.sub(b"", answer) == _ONCE.sub(b"", core)
    return answer
