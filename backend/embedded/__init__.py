"""A private PostgreSQL server in the data directory, for installations without a server of their own.

It works as root and as an ordinary user. A lock on the data directory allows one owner at a time. On Linux the server
ends with the process that started it, also after kill -9. Committed data is present at the next start.
"""

from backend.embedded.binaries import MINIMUM_MAJOR_VERSION, Binaries, find_binaries
from backend.embedded.keeper import die_with_parent, free_bytes
from backend.embedded.location import (
    APPLICATION_ROLE,
    DATABASE,
    HOLDER_ROLE,
    LINE_ROLE,
    OWNER_ROLE,
    PARTNER_ROLE,
    ServerLocation,
    account_of,
    home_of,
    keep_private,
    locate_server,
)
from backend.embedded.server import PrivateServer, private_server

__all__ = [
    "APPLICATION_ROLE",
    "DATABASE",
    "HOLDER_ROLE",
    "LINE_ROLE",
    "MINIMUM_MAJOR_VERSION",
    "OWNER_ROLE",
    "PARTNER_ROLE",
    "Binaries",
    "PrivateServer",
    "ServerLocation",
    "account_of",
    "die_with_parent",
    "find_binaries",
    "free_bytes",
    "home_of",
    "keep_private",
    "locate_server",
    "private_server",
]
