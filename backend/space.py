"""Free space on the disks of the installation, and what is refused when little is left.

The floor is CRM_MIN_FREE_BYTES. Below it, files are refused. Below a quarter of it, PostgreSQL has to fear for its
write-ahead log: if it is the private one, all changes are refused, so that none fails half-way with a full disk.
"""

import enum
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from prometheus_client import Gauge

from backend.embedded import account_of, free_bytes, home_of
from backend.errors import InsufficientStorage
from backend.metrics import REFUSED
from backend.settings import Settings

EXHAUSTED_SHARE = 0.25
RETRY_SECONDS = 60
MEASURED_SECONDS = 0.5  # how long a measurement counts

FREE = Gauge("crm_disk_free_bytes", "Bytes free on the fullest disk that the installation writes to.")


class SpaceLevel(enum.StrEnum):
    SUFFICIENT = "sufficient"
    LOW = "low"  # files are refused
    EXHAUSTED = "exhausted"  # all changes are refused


@dataclass
class Space:
    """`folders`: directories whose disks take files. `cluster`: that of the private PostgreSQL, if there is one."""

    folders: tuple[Path, ...]
    cluster: Path | None
    floor_bytes: int
    _measured: dict[Path, tuple[float, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> "Space":
        """The disks that this installation writes to."""
        temporary = Path(tempfile.gettempdir())
        cluster = None if settings.database_url else home_of(settings.data_dir, account_of(settings))
        own = (settings.data_dir,) if settings.file_store_url is None else ()
        return cls((*own, temporary), cluster, settings.min_free_bytes)

    def free(self) -> int:
        """The bytes free on the fullest of the disks."""
        found = min(map(self._free, {*self.folders, *((self.cluster,) if self.cluster else ())}))
        FREE.set(found)
        return found

    def level(self) -> SpaceLevel:
        if self.cluster is not None and self._free(self.cluster) < self.floor_bytes * EXHAUSTED_SHARE:
            return SpaceLevel.EXHAUSTED
        return SpaceLevel.LOW if self.free() < self.floor_bytes else SpaceLevel.SUFFICIENT

    def check_file(self, size_bytes: int = 0) -> None:
        """Raises InsufficientStorage where a file of this size would leave less than the floor."""
        if self.free() - size_bytes < self.floor_bytes:
            REFUSED.labels("space").inc()
            raise InsufficientStorage(
                "too little disk space is free to store files; try again later", retryAfterSeconds=RETRY_SECONDS
            )

    def check_change(self) -> None:
        """Raises InsufficientStorage where PostgreSQL's disk is nearly full."""
        if self.cluster is not None and self._free(self.cluster) < self.floor_bytes * EXHAUSTED_SHARE:
            REFUSED.labels("space").inc()
            raise InsufficientStorage(
                "too little disk space is free for changes; nothing was changed, try again later",
                retryAfterSeconds=RETRY_SECONDS,
            )

    def _free(self, folder: Path) -> int:
        measured = self._measured.get(folder)
        now = time.monotonic()
        if measured is None or now - measured[0] > MEASURED_SECONDS:
            at = folder
            while not at.exists():
                at = at.parent
            measured = self._measured[folder] = (now, free_bytes(at))
        return measured[1]
