"""Latencies of reads while payments are made, against the same reads without payments.

The server runs as `make run` starts it, with its background work. Reads are sent at a constant rate, half of them of one
customer, half of a page of payments. The database is a copy that is dropped at the end.
"""

import asyncio
import itertools
import json

import uvloop

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from bench import queries
from bench.database import copied_database, sql
from bench.load import paced_async
from bench.money import Payments, Row, Serve, contracts_of

READS_PER_SECOND, PAID_PER_SECOND, CONNECTIONS = 200, 50, 8
CALM_SECONDS = 10


def reads_beside_payments(place: ServerLocation, serve: Serve, seconds: float, row: Row) -> None:
    """Print p50 and p99 of reads beside payments, and their ratio to those of reads alone."""
    with copied_database(place, "bench_mixed", "crm") as name:
        owner = place.url(OWNER_ROLE, name)
        payments = Payments(contracts_of(owner))
        keys = [str(each[0]) for each in sql(owner, "select id from customer order by md5(number) limit 2000")]
        one = itertools.cycle(
            json.dumps({"query": queries.ONE, "variables": {"id": f"cus_{key}"}}).encode() for key in keys
        )
        page = json.dumps({"query": queries.PAYMENTS, "variables": {"after": None}}).encode()
        with serve(place.url(APPLICATION_ROLE, name)) as (url, headers):

            async def run(length: float, paid: float) -> list[float]:
                given = [page if n % 2 else next(one) for n in range(int(length * READS_PER_SECOND))]
                made = payments.bodies(int(length * paid))
                waited, _ = await asyncio.gather(
                    paced_async(
                        url, given, connections=CONNECTIONS, per_second=READS_PER_SECOND, headers=headers
                    ),
                    paced_async(url, made, connections=CONNECTIONS, per_second=max(paid, 1), headers=headers),
                )  # fmt: skip
                return waited

            uvloop.run(run(2, PAID_PER_SECOND))  # warm-up
            calm = uvloop.run(run(max(seconds, CALM_SECONDS), 0))
            busy = uvloop.run(run(max(seconds, CALM_SECONDS), PAID_PER_SECOND))
    for share in (0.5, 0.99):
        alone, beside = (found[int(len(found) * share)] * 1000 for found in (calm, busy))
        row(
            f"reads beside {PAID_PER_SECOND} payments/s: p{share * 100:.0f}",
            f"{beside:.1f} ms",
            f"{alone:.1f} ms",
            f"{beside / alone:.2f}x",
            "1.5x" if share > 0.5 else "",
        )
