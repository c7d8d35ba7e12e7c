"""The check of a chunk's rows by the validation rules (`match.validation`), as far as any of them hold."""

from collections.abc import Mapping
from typing import Any

from backend.database import Connection
from backend.days import today
from backend.imports import match
from backend.services.checking import blocklist_pads
from backend.settings import Settings


class Validation:
    """Checks the chunks of one job. `begin` reads which rules hold today."""

    def __init__(self, connection: Connection, settings: Settings, job: Mapping[str, Any]) -> None:
        self._connection = connection
        self._settings = settings
        self._job = job
        self._parameters: tuple[Any, ...] = ()
        self._of_data = self._of_lines = False

    async def begin(self) -> None:
        day = today(self._settings)
        held = await self._connection.fetchrow(match.HELD_RULES, day)
        assert held is not None
        self._of_data, self._of_lines = held["of_data"], held["of_lines"]
        self._parameters = (day, *blocklist_pads(self._settings), self._job["language"])

    async def check_data(self) -> None:
        """Check what the rows of new contracts give, and what is stored of their customers."""
        if self._of_data:
            await self._connection.execute(match.CHECK_DATA, *self._parameters)

    async def check_lines(self) -> None:
        """Check the numbers of lines, when it is known which other rows are refused."""
        if self._of_lines:
            await self._connection.execute(match.CHECK_LINES, *self._parameters)

    async def check_updates(self) -> None:
        """Check what changes of customers who have contracts already."""
        if self._of_data:
            await self._connection.execute(match.CHECK_UPDATES, *self._parameters, self._job["id"])
