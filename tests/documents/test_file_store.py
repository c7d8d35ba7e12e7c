"""The file store: reading and deleting files that do not exist."""

import asyncio
import uuid
from pathlib import Path

import pytest

from backend.documents.files import FileStore


class _Upload:
    filename: str | None = "note.txt"
    content_type: str | None = "text/plain"
    size: int | None = 5

    def __init__(self) -> None:
        self._left = [b"Hello"]

    async def read(self, size: int = -1) -> bytes:
        return self._left.pop() if self._left else b""


@pytest.mark.parametrize("url", [None, "memory:///"])
def test_a_file_can_be_deleted_repeatedly(url: str | None, tmp_path: Path) -> None:
    async def go() -> None:
        store, key = FileStore.open(url, tmp_path, 100), uuid.uuid4()
        await store.put(key, _Upload())
        await store.delete(key)
        assert await store.chunks(key) is None
        await store.delete(key)
        await store.delete(uuid.uuid4())

    asyncio.run(go())
