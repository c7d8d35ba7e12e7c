"""Shortages of descriptors, memory, processes and disk: work that meets one waits, because a retry can succeed."""

import errno
import re
import resource
import socket
from collections.abc import Iterator

import asyncpg
from obstore.exceptions import BaseError

SHORTAGES = frozenset(
    {
        socket.EAI_MEMORY, socket.EAI_SYSTEM,  # of getaddrinfo()
        errno.EMFILE, errno.ENFILE,  # descriptors, of the process and of the system
        errno.ENOMEM, errno.ENOBUFS,
        errno.ENOSPC, errno.EDQUOT,
        errno.EAGAIN,  # of fork(): processes
    }
)  # fmt: skip
# Errors that have no number of their own: of several addresses, of libraries in Rust such as the file store's, and of
# child processes, whose last line is part of the message.
_WRITTEN = re.compile(r"\(os error (\d+)\)|\[Errno (\d+)\]|\b(MemoryError)\b")


def is_shortage(error: BaseException) -> bool:
    """Whether an error, one of its causes, or one error of a group is a shortage of this machine or of PostgreSQL."""
    return any(_is_one(each) for each in _chain(error))


def _is_one(error: BaseException) -> bool:
    if isinstance(error, (MemoryError, asyncpg.InsufficientResourcesError)):
        return True
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in SHORTAGES
    if not isinstance(error, (OSError, RuntimeError, BaseError)):
        return False
    written = _WRITTEN.search(str(error))
    return written is not None and (written[3] is not None or int(written[1] or written[2]) in SHORTAGES)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    found: list[BaseException | None] = [error]
    while found:
        each = found.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        found += [each.__cause__, each.__context__, getattr(each, "orig", None)]
        if isinstance(each, BaseExceptionGroup):
            found += each.exceptions


def raise_descriptor_limit(wanted: int) -> int:
    """Raise this process's limit of open descriptors to `wanted`, or as far as allowed. Returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return wanted
    target = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < target:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
        except (OSError, ValueError):
            return soft  # macOS has a lower limit than the one it names
        return target
    return soft
