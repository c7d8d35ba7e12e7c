"""Persisted documents: released with a front end, or stored automatically.

The id of a document is the SHA-256 of its text. A client may send the id instead of the text.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import orjson

from backend.errors import RequestError, StartupError

MAX_AUTOMATIC = 1_000
MAX_AUTOMATIC_BYTES = 4_000_000


class PersistedQueryNotFound(RequestError):
    """The id belongs to no released document and to no document in this process's cache; send the
    text with the hash.
    """

    code = "PERSISTED_QUERY_NOT_FOUND"


class PersistedQueryNotSupported(RequestError):
    """Only released documents are accepted from this caller; sending the text does not help."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"


class PersistedQueryHashMismatch(RequestError):
    """The hash is not the SHA-256 of the text sent with it."""

    code = "PERSISTED_QUERY_HASH_MISMATCH"


class PersistedDocuments:
    """Released documents by their id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, path: Path) -> "PersistedDocuments":
        """Read the file that `make contract` writes; a missing file holds no documents.

        Raises StartupError when an id is not the SHA-256 of its document.
        """
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
    """Automatic persisted queries: documents that clients sent together with their hash.

    A cache in the memory of this process. After PERSISTED_QUERY_NOT_FOUND a client sends the text again.
    """

    def __init__(self, max_documents: int = MAX_AUTOMATIC, max_bytes: int = MAX_AUTOMATIC_BYTES) -> None:
        self._max_documents = max_documents
        self._max_bytes = max_bytes
        self._bytes = 0
        self._texts: OrderedDict[str, str] = OrderedDict()

    def text(self, sha256: str) -> str | None:
        found = self._texts.get(sha256)
        if found is not None:
            self._texts.move_to_end(sha256)
        return found

    def store(self, sha256: str, text: str) -> None:
        """Store a document that is valid; the least recently used ones are dropped when the cache is full."""
        if sha256 in self._texts:
            return
        self._texts[sha256] = text
        self._bytes += _size(text)
        while len(self._texts) > self._max_documents or self._bytes > self._max_bytes:
            self._bytes -= _size(self._texts.popitem(last=False)[1])


def sha256_of(text: str) -> str:
    """The id of a document. A lone surrogate, which JSON can escape, is hashed too instead of raising an error."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
