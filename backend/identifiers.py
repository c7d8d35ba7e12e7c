"""Node keys (UUIDv7, RFC 9562 section 5.7) and the opaque ids clients see: a short type prefix and the key."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A new key: 48 bits of Unix milliseconds, then 74 random bits; sorts by time of creation."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80 | random_bits
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=value)


def encode_id(prefix: str, key: uuid.UUID) -> str:
    """`cus` and a key become `cus_0190…`."""
    return f"{prefix}_{key}"


def decode_id(text: str) -> tuple[str, uuid.UUID] | None:
    """Prefix and key of an id; None when it is none of ours. Only the canonical spelling is accepted."""
    prefix, _, rest = text.partition("_")
    try:
        key = uuid.UUID(rest)
    except ValueError:
        return None
    return (prefix, key) if str(key) == rest else None
