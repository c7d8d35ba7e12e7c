"""Documents that were released with a front end, by the SHA-256 of their text: a client may send the id alone."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import orjson

from backend.errors import RequestError, StartupError

MOST_AUTOMATIC = 1_000
MOST_AUTOMATIC_BYTES = 4_000_000


class PersistedQueryNotFound(RequestError):
    """The id is not one of a released document, nor of one that was sent here lately."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class PersistedQueryNotSupported(RequestError):
    """Only documents of released front ends are run for this caller: another text need not be sent again."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"


class PersistedQueryHashMismatch(RequestError):
    """The hash is not the one of the text beside it."""

    code = "PERSISTED_QUERY_HASH_MISMATCH"


class PersistedDocuments:
    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, path: Path) -> "PersistedDocuments":
        """Raises StartupError for a file that is not what `make contract` writes."""
        if not path.is_file():
            return cls({})
        texts = orjson.loads(path.read_bytes())
        wrong = [key for key, text in texts.items() if hashlib.sha256(text.encode()).hexdigest() != key]
        if wrong:
            raise StartupError(f"{path}: {wrong[0]} is not the SHA-256 of its document")
        return cls(texts)

    def text(self, document_id: str) -> str:
        """The document with this id, with or without the prefix `sha256:`. Raises PersistedQueryNotFound."""
        found = self.get(document_id)
        if found is None:
            raise PersistedQueryNotFound("PersistedQueryNotFound")
        return found

    def get(self, document_id: str) -> str | None:
        return self._texts.get(document_id.removeprefix("sha256:"))

    def __contains__(self, text: str) -> bool:
        return sha256_of(text) in self._texts


class AutomaticDocuments:
    """Documents that clients sent beside their hash, so that the hash alone stands for them next time.

    In this process only, the latest ones: a client that is told PERSISTED_QUERY_NOT_FOUND sends the text again.
    """

    def __init__(self, most: int = MOST_AUTOMATIC, most_bytes: int = MOST_AUTOMATIC_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._texts: OrderedDict[str, str] = OrderedDict()

    def text(self, sha256: str) -> str | None:
        found = self._texts.get(sha256)
        if found is not None:
            self._texts.move_to_end(sha256)
        return found

    def remember(self, sha256: str, text: str) -> None:
        """Keep a document that was found valid; the one that was used least lately makes room."""
        if sha256 in self._texts:
            return
        self._texts[sha256] = text
        self._bytes += _size(text)
        while len(self._texts) > self._most or self._bytes > self._most_bytes:
            self._bytes -= _size(self._texts.popitem(last=False)[1])


def sha256_of(text: str) -> str:
    """The id of a document. Half of a surrogate pair, which JSON may escape, hashes to nothing that anybody sends."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
