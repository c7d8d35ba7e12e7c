"""The fields of attached files, which tickets, requests and identity documents have in common."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry

from backend.models import TicketAttachment as F
from backend.schema.declare import column, external, identifier


@strawberry.type
class AttachedFile:
    """A base of graph types, and none itself. The columns are found by their names."""

    id: strawberry.ID = identifier()
    created_at: datetime = column(F.created_at, "When it was attached.")
    author: str = column(F.author, "Who attached it.")
    name: str = column(F.name, "The file's name.")
    media_type: str = column(F.media_type, "IANA media type of the file.")
    size_bytes: int = column(F.size_bytes, "Size in bytes.")


def download(url: Callable[..., Any], *, key: str = "id", hidden_from: str = "analysts") -> Any:
    """The link to a file whose key in the store is the column `key`."""
    text = f"Link to download the file without a token, valid for five minutes; null for {hidden_from}."
    return external((key, "name", "media_type", "size_bytes"), url, text)
