"""The documents that a process keeps, by their text, and the refused ones, by their tokens; both bounded by bytes."""

from collections import OrderedDict
from collections.abc import Callable, Iterator

from backend.errors import RequestError
from backend.planner.catalog import Catalog
from backend.planner.documents import Document, check_size, follows_from_tokens
from backend.planner.refusals import Refusals, places_of
from backend.settings import Settings

NEW_SHARE = 1 / 4  # of the bytes, for documents that were used once
REFUSAL_BYTES = 4_000_000


class _Segment:
    """Documents by their text, the least recently used first, and the bytes that they take with their plans."""

    def __init__(self, grown: Callable[[], None]) -> None:
        self.documents: OrderedDict[str, Document] = OrderedDict()
        self.bytes = 0
        self._grown = grown  # called when the plans of a document grew

    def add(self, document: Document) -> None:
        self.documents[document.source] = document
        self.bytes += document.size
        document.resized = self._resize

    def _resize(self, more: int) -> None:
        self.bytes += more
        if more > 0:
            self._grown()

    def remove(self, source: str) -> Document:
        document = self.documents.pop(source)
        self.bytes -= document.size
        document.resized = _ignore
        return document

    def shrink(self, most: float) -> list[Document]:
        """Remove documents until the others take at most so many bytes."""
        removed = []
        while self.bytes > most and self.documents:
            removed.append(self.remove(next(iter(self.documents))))
        return removed


class Documents:
    """The documents of a process: a segmented LRU cache.

    A document used once is dropped by the next new ones; documents that were used again keep their place whatever
    number of new ones comes. `make` may be called from another thread, one call at a time; all else belongs to the
    event loop.
    """

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self._catalog = catalog
        self._settings = settings
        self._most = settings.document_cache_bytes
        self._new = _Segment(self._shrink)
        self._used = _Segment(self._shrink)
        self._refusals = Refusals(REFUSAL_BYTES)

    def __iter__(self) -> Iterator[Document]:
        yield from [*self._new.documents.values(), *self._used.documents.values()]

    @property
    def bytes(self) -> int:
        """The memory of all documents with their plans, as estimated."""
        return self._new.bytes + self._used.bytes

    def clear(self) -> None:
        """Drop all documents, their plans, and the refusals."""
        self._new.shrink(-1)
        self._used.shrink(-1)
        self._refusals.clear()

    def find(self, source: str) -> Document | None:
        """The document with this text, if it is kept."""
        document = self._used.documents.get(source)
        if document is not None:
            self._used.documents.move_to_end(source)
            return document
        return self._promoted(source) if source in self._new.documents else None

    def _promoted(self, source: str) -> Document:
        document = self._new.remove(source)
        self._used.add(document)
        self._shrink()
        return document

    def get(self, source: str) -> Document:
        """The document with this text. Raises ParseFailed, LimitExceeded or ValidationFailed."""
        document = self.find(source)
        if document is None:
            document = self.make(source)
            self.keep(document)
        return document

    def make(self, source: str) -> Document:
        """Parse and validate a document without keeping it. Raises as `get`."""
        check_size(source, self._settings)
        places = places_of(source)
        known = self._refusals.find(source, places)
        if known is not None:
            raise known
        try:
            return Document(source, places.digest, self._catalog, self._settings)
        except RequestError as error:
            if follows_from_tokens(error):
                self._refusals.add(source, places, error)
            raise

    def keep(self, document: Document) -> None:
        """Keep a document, if there is none with its text yet."""
        if self.find(document.source) is None:
            self._new.add(document)
            self._shrink()

    def _shrink(self) -> None:
        """Drop the documents that exceed the bytes: of those used again, the oldest become new ones."""
        for document in self._used.shrink(self._most * (1 - NEW_SHARE)):
            self._new.add(document)
        self._new.shrink(self._most - self._used.bytes)


def _ignore(_: int) -> None:
    pass
