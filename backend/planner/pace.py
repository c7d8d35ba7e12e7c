"""How slow the database is at present: reads that wait for a busy machine are not charged for the waiting."""

from collections import deque

CALM_SECONDS = 0.005  # a small read by key takes less while the database is not busy
MOST = 100.0
SMALL_BYTES = 4_096
KEPT = 3


class Pace:
    """Compares the durations of reads with those of the last small reads by key, which do the same little work every
    time. The shortest of the last few counts, so that one slow read says nothing.
    """

    def __init__(self) -> None:
        self._last: deque[float] = deque([0.0], maxlen=KEPT)

    def note(self, seconds: float) -> None:
        """Note the duration of a small read by key."""
        self._last.append(seconds)

    def own_seconds(self, seconds: float) -> float:
        """How long a read would have taken on a calm database."""
        slowness = min(self._last) / CALM_SECONDS
        return seconds / min(max(slowness, 1.0), MOST)
