"""The text of a request's document: sent with it, released under an id, or stored under a hash before."""

import re

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.errors import BadUserInput, Forbidden, Unauthenticated
from backend.planner.persisted import (
    AutomaticDocuments,
    PersistedDocuments,
    PersistedQueryHashMismatch,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    sha256_of,
)
from backend.settings import Settings

_TYPENAME = re.compile(r"\s*(query\s*)?\{\s*__typename\s*\}\s*")


def is_anonymous_query(query: str | None, viewer: Viewer) -> bool:
    """Whether it is `{ __typename }` without a token, the only query that is allowed without signing in.

    Raises Unauthenticated for any other document without a token.
    """
    if viewer.role is not Role.ANONYMOUS:
        return False
    if query is not None and len(query) < 100 and _TYPENAME.fullmatch(query):
        return True
    raise Unauthenticated("authentication is required: send a bearer token")


class DocumentTexts:
    """The released documents, and those that clients stored in this process."""

    def __init__(self, persisted: PersistedDocuments, settings: Settings) -> None:
        self._persisted = persisted
        self._automatic = AutomaticDocuments()
        self._subscribers_trusted_only = settings.subscribers_trusted_only

    def is_released(self, query: str) -> bool:
        return query in self._persisted

    def store(self, sha256: str, query: str) -> None:
        """Store a valid document under its hash, unless it is released."""
        if self._persisted.get(sha256) is None:
            self._automatic.store(sha256, query)

    def text(self, viewer: Viewer, query: str | None, document_id: str | None, sha256: str | None) -> str:
        """The text of the document that a request names in one of three ways.

        Raises Forbidden, BadUserInput, and the errors of persisted queries.
        """
        any_document = viewer.role not in SUBSCRIBERS or not self._subscribers_trusted_only
        if sha256 is not None:
            return self._automatic_text(sha256, query, any_document=any_document)
        if document_id is not None:
            released = self._persisted.text(document_id)
            if query is not None and query != released:
                raise BadUserInput("documentId is not the id of the given document")
            return released
        assert query is not None
        if not any_document and query not in self._persisted:
            raise Forbidden("only released documents are accepted from subscribers")
        return query

    def _automatic_text(self, sha256: str, query: str | None, *, any_document: bool) -> str:
        """The text of an automatic persisted query. Apollo's clients compare these error messages.

        Raises PersistedQueryHashMismatch, PersistedQueryNotSupported, PersistedQueryNotFound.
        """
        if query is not None and sha256_of(query) != sha256:
            raise PersistedQueryHashMismatch("provided sha does not match query")
        found = self._persisted.get(sha256)
        if found is None and not any_document:
            raise PersistedQueryNotSupported("PersistedQueryNotSupported")
        found = found or query or self._automatic.text(sha256)
        if found is None:
            raise PersistedQueryNotFound("PersistedQueryNotFound")
        return found
