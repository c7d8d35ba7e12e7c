import hashlib
import uuid
from datetime import datetime


def key(name: str) -> uuid.UUID:
    """The key of the row with this name: the same in every run, so that golden answers can have it."""
    return uuid.UUID(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest())


def moment(text: str) -> datetime:
    """A moment from ISO 8601 with an offset."""
    return datetime.fromisoformat(text)
