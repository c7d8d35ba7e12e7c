"""What tickets, requests and identity documents have in common: attached files."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Ascii


class Attached:
    """Columns of an attached file. Its content is in the file store."""

    author: Mapped[Ascii] = mapped_column(sort_order=-6)
    name: Mapped[str]
    media_type: Mapped[Ascii]
    size_bytes: Mapped[int]
    sha256: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp(), sort_order=90)


def attached_args(owner: str) -> tuple[sa.CheckConstraint | sa.Index, ...]:
    """Constraints, and the index by which the files of one owner are listed. `owner`: the column that names it."""
    return (
        sa.CheckConstraint("btrim(name) <> '' and length(name) <= 200", "name"),
        sa.CheckConstraint("size_bytes >= 0", "size"),
        sa.Index(None, owner, "created_at", "id"),
    )
