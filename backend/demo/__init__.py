"""Demo data: deterministic, realistic, set-based; memory does not grow with its size."""

from collections.abc import Callable

from backend.database import Connection, connect
from backend.demo import rows
from backend.demo.names import all_names
from backend.errors import StartupError

CHUNK_CUSTOMERS = 10_000
MOST_CUSTOMERS = 4_000_000  # the number range +996 77x holds ten million
ADVISORY_LOCK = 7_264_310_002

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
    """Top the demo data up to `customers`, chunk by chunk, each one transaction; then ANALYZE.

    `progress(done, total)` is called after each chunk. Returns how many customers were added.
    Raises StartupError when more are asked for than the number range holds.
    """
    if customers > MOST_CUSTOMERS:
        raise StartupError(f"--customers: at most {MOST_CUSTOMERS:,}; the number range +996 77x holds no more")
    connection = await connect(owner_url, role=None, synchronous_commit="off")
    try:
        await connection.execute("select pg_advisory_lock($1)", ADVISORY_LOCK)
        await connection.execute(rows.FUNCTIONS)
        await connection.execute(rows.TARIFFS, TARIFF_NAMES)
        await connection.execute(rows.OPTIONS, OPTION_CODES, OPTION_NAMES)
        await connection.execute(rows.COMPATIBILITY, OPTION_CODES)
        last = await connection.fetchval(
            "select max(number) from customer where number >= 'CD0' and number < 'CDA'"
        )
        done = already = int(last[2:]) if last else 0
        progress(done, customers)
        while done < customers:
            upto = min(done + CHUNK_CUSTOMERS, customers)
            await _load_chunk(connection, done + 1, upto)
            done = upto
            progress(done, customers)
        if done > already:
            await connection.execute("analyze")
        return done - already
    finally:
        await connection.close()


async def _load_chunk(connection: Connection, first: int, last: int) -> None:
    names = all_names()
    arguments: dict[int, tuple[object, ...]] = {0: (first, last), 2: (names["people"], names["firms"]), 6: (first, last)}
    async with connection.transaction():
        for position, statement in enumerate(rows.CHUNK):
            given = (SUBJECTS,) if "subjects" in statement else arguments.get(position, ())
            await connection.execute(statement, *given)
