"""`python -m tests.imports.reading_speed ROWS` measures the time and the memory for reading valid rows."""

import sys
import time

from tests.imports.reading_child import measure
from tests.imports.subscriber_files import good, text


def main(number: int) -> None:
    body = text(good(ordinal, msisdn=f"+996555{ordinal % 1_000_000:06d}", options="A;B") for ordinal in range(number))
    file = body.encode()
    started = time.perf_counter()
    report, peak = measure(file)
    seconds = time.perf_counter() - started
    assert report["rows"] == number
    speed = f"{seconds:.1f} s, {number / seconds:.0f} rows/s, {peak / 1000:.0f} MB of memory"
    print(f"{number} rows, {len(file) / 1e6:.0f} MB: {speed}")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
