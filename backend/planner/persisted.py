"""Documents that were released with a front end, by the SHA-256 of their text: a client may send the id alone."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import orjson

from backend.errors import RequestError, StartupError


class PersistedQueryNotFound(RequestError):
    """The id is not one of a released document."""

    code = "PERSISTED_QUERY_NOT_FOUND"


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
        found = self._texts.get(document_id.removeprefix("sha256:"))
        if found is None:
            raise PersistedQueryNotFound("PersistedQueryNotFound")
        return found

    def __contains__(self, text: str) -> bool:
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() in self._texts
