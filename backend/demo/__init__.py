"""Demo data: deterministic and realistic. It is inserted set by set, so that memory does not grow with its size."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backend.database import Connection, connect
from backend.demo import indexes, rows
from backend.demo.names import all_names
from backend.demo.profile import PROFILE
from backend.errors import StartupError
from backend.locks import AdvisoryLock

BLOCK_CUSTOMERS = 5_000
BULK_CUSTOMERS = 50_000  # loads of this size into an empty database build the indexes after the rows
LOADERS = 2
MAX_CUSTOMERS = 4_000_000  # limited by the number range +996 77x, which has ten million numbers

TARIFF_NAMES = [
    "Баштапкы", "Студент", "Үй-бүлө", "Безлимит", "Бизнес Старт", "Бизнес", "Бизнес Про", "Чексиз Интернет", "Ночной",
    "Social", "Турист", "Роуминг Плюс", "Gamer", "Пенсионер", "Мектеп", "Такси", "IoT", "Премиум", "Архив 2020",
    "Архив 2021",
]  # fmt: skip
OPTION_CODES = ["SMS100", "NET5", "NET20", "ROAMING", "MUSIC", "VIDEO", "ANTISPAM", "STATICIP"]
OPTION_NAMES = ["100 SMS", "5 ГБ", "20 ГБ", "Роуминг", "Музыка", "Видео", "Антиспам", "Статический IP"]
SUBJECTS = [
    "Не работает интернет", "Байланыш жок", "Wrong amount charged", "Смена тарифа", "Роуминг не подключается",
    "SIM картаны алмаштыруу", "Восстановление PIN", "Need an invoice", "Медленная скорость", "Подключить опцию",
]  # fmt: skip


async def load_demo(owner_url: str, customers: int, progress: Callable[[int, int], None]) -> int:
    """Add the missing demo customers up to `customers`, in blocks of one transaction each, then run ANALYZE.

    `progress(done, total)` is called after each block. Returns the number of customers added. After a kill, the next
    load continues. A large load into an empty database builds the indexes afterwards, which is three times as fast.
    Raises StartupError when the number range has too few numbers.
    """
    if customers > MAX_CUSTOMERS:
        raise StartupError(f"--customers: at most {MAX_CUSTOMERS:,}, since the number range +996 77x has no more")
    guard = await connect(owner_url, role=None)
    try:
        await guard.execute("select pg_advisory_lock($1)", AdvisoryLock.DEMO_DATA)
        await guard.execute(rows.FUNCTIONS)
        await guard.execute(rows.TARIFFS, TARIFF_NAMES)
        await guard.execute(rows.OPTIONS, OPTION_CODES, OPTION_NAMES)
        await guard.execute(rows.COMPATIBILITY, OPTION_CODES)
        await guard.execute(rows.HOUSE)
        present: dict[int, int] = {row[0]: row[1] for row in await guard.fetch(rows.PRESENT, BLOCK_CUSTOMERS)}
        missing = _missing(present, customers)
        added = sum(last - first + 1 for first, last in missing)
        progress(customers - added, customers)
        if added >= BULK_CUSTOMERS and not await guard.fetchval("select exists (select from customer)"):
            await indexes.drop_all(guard)
        if added:
            done = _Counter(customers - added, customers, progress)
            queue = iter(missing)
            async with asyncio.TaskGroup() as group:
                for _ in range(LOADERS):
                    group.create_task(_load_blocks(owner_url, queue, done))
        # These include indexes that an earlier load dropped before it was killed.
        await indexes.create_missing(owner_url, LOADERS)
        if added:
            await guard.execute("analyze")
        return added
    finally:
        await guard.close()


def _missing(present: dict[int, int], customers: int) -> list[tuple[int, int]]:
    """First and last ordinal of the customers that each block lacks. Within a block, rows are added in order."""
    ranges = []
    for block in range(-(-customers // BLOCK_CUSTOMERS)):
        first = block * BLOCK_CUSTOMERS + present.get(block, 0) + 1
        last = min((block + 1) * BLOCK_CUSTOMERS, customers)
        if first <= last:
            ranges.append((first, last))
    return ranges


@dataclass
class _Counter:
    done: int
    total: int
    progress: Callable[[int, int], None]

    def add(self, customers: int) -> None:
        self.done += customers
        self.progress(self.done, self.total)


async def _load_blocks(owner_url: str, queue: Iterator[tuple[int, int]], done: _Counter) -> None:
    connection = await connect(owner_url, role=None, synchronous_commit="off")
    try:
        await connection.execute(rows.FUNCTIONS)
        for first, last in queue:
            await _load_block(connection, first, last)
            done.add(last - first + 1)
    finally:
        await connection.close()


async def _load_block(connection: Connection, first: int, last: int) -> None:
    names = all_names()
    values = {"ordinals": (first, last), "names": (names["people"], names["firms"]), "subjects": (SUBJECTS,)}
    async with connection.transaction():
        for parameters, statement in (*rows.BLOCK, *PROFILE):
            await connection.execute(statement, *values.get(parameters, ()))
