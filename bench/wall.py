"""The cost of row-level security: a subscriber's read with and without it, alternately."""

import asyncio
import statistics
import time

from backend.app import assemble
from backend.auth.viewer import Role, Viewer
from backend.planner import planner as planning
from backend.settings import Settings
from bench.queries import ONE

TASKS = 8
_LINE = """
select k.id, k.phone_number_id, k.customer_id from contract k join customer c on c.id = k.customer_id
where k.status in ('ACTIVE', 'SUSPENDED') and c.number like 'CD%' order by md5(k.number) limit 120
"""


async def wall_rates(url: str, seconds: float, rounds: int) -> tuple[float, float]:
    """Reads per second with row-level security and without it: medians of alternating runs."""
    sides = [assemble(Settings(), url) for _ in range(2)]
    rows = await sides[0].database.fetch(_LINE)
    viewers = [Viewer(Role.HOLDER, "bench", contract_id=r[0], phone_number_id=r[1], customer_id=r[2]) for r in rows]
    rates: tuple[list[float], list[float]] = ([], [])
    walled = planning.WALLS
    try:
        for round_number in range(rounds + 1):
            for side, (parts, walls) in enumerate(zip(sides, (walled, {}), strict=True)):
                planning.WALLS = walls  # read when a plan is compiled, which each side does once
                rate = await _rate(parts, viewers, seconds)
                if round_number:
                    rates[side].append(rate)
    finally:
        planning.WALLS = walled
        for parts in sides:
            await parts.database.close()
    return statistics.median(rates[0]), statistics.median(rates[1])


async def _rate(parts: object, viewers: list[Viewer], seconds: float) -> float:
    planner = parts.planner  # type: ignore[attr-defined]
    operation = planner.documents.get(ONE).operation(None)
    done, until = 0, time.perf_counter() + seconds

    async def work(offset: int) -> None:
        nonlocal done
        at = offset
        while time.perf_counter() < until:
            viewer = viewers[at % len(viewers)]
            await planner.query(operation, operation.variables({"id": f"cus_{viewer.customer_id}"}), viewer)
            done += 1
            at += TASKS

    began = time.perf_counter()
    await asyncio.gather(*(work(offset) for offset in range(TASKS)))
    return done / (time.perf_counter() - began)
