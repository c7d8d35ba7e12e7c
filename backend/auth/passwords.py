"""Passwords, second factors, recovery codes of staff."""

import asyncio
import itertools
import secrets as random
import time
from collections.abc import Sequence

import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.errors import ErrorCode, Refusal

LEAST_LENGTH = 12
MOST_LENGTH = 128
RECOVERY_CODES = 10
TOTP_STEP_SECONDS = 30
MOST_HASHING = 2  # each takes 64 MB while it runs

# Long enough and still the first to be tried (from the published lists of breached passwords).
COMMON = frozenset(
    "123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678910 qwertyuiop123 "
    "qwertyuiop[] 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv zaq12wsxcde3 password1234 "
    "password12345 password123456 passwordpassword passw0rd1234 administrator administrator1 adminadminadmin "
    "iloveyou1234 iloveyouforever letmeinletmein changemenow1 changeme1234 welcome12345 welcome123456 qwertyqwerty "
    "qwerty123456 qwerty1234567 asdfghjkl123 asdfasdfasdf abcdefghijkl abcdefghijklm abcd1234abcd abc123abc123 "
    "trustno1trustno1 superman1234 football1234 baseball1234 monkey123456 dragon123456 sunshine1234 princess1234 "
    "йцукенгшщзхъ йцукен123456 пароль123456 парольпароль".split()
)


def check_password(password: str, personal: Sequence[str], field: Sequence[str] = ("password",)) -> None:
    """Raises Refusal INVALID_INPUT for a password that is too short, too long, too common, or about its owner.

    By NIST SP 800-63B, section 3.1.1: length and a list of what is known to be tried; no rules about kinds of letters.
    """
    lowered = password.lower()
    words = [word for text in personal for word in text.lower().replace("@", " ").split() if len(word) >= 4]
    if not LEAST_LENGTH <= len(password) <= MOST_LENGTH:
        raise Refusal(ErrorCode.WEAK_PASSWORD, f"a password has {LEAST_LENGTH} to {MOST_LENGTH} characters", field)
    if lowered in COMMON or len(set(lowered)) < 5 or _is_run(lowered):
        raise Refusal(ErrorCode.WEAK_PASSWORD, "this password is among the first to be guessed", field)
    rest = lowered
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    if rest != lowered and len(rest) < 8:
        raise Refusal(ErrorCode.WEAK_PASSWORD, "a password must not be your name or address", field)


def _is_run(text: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(text)}
    return len(steps) == 1


class Passwords:
    """argon2id, in a thread: it takes tens of milliseconds on purpose."""

    def __init__(self) -> None:
        self._hash = PasswordHash((Argon2Hasher(),))
        self._at_once = asyncio.Semaphore(MOST_HASHING)
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        async with self._at_once:
            return await asyncio.to_thread(self._hash.hash, password)

    async def verify(self, password: str, stored: str | None) -> bool:
        """With no stored hash it takes as long and is false, so that nobody learns which accounts exist."""
        if self._nobody is None:
            self._nobody = await self.hash(random.token_urlsafe())
        async with self._at_once:
            good = await asyncio.to_thread(self._hash.verify, password[:MOST_LENGTH], stored or self._nobody)
        return good and stored is not None


def totp_step(secret: str, code: str, last_step: int) -> int | None:
    """The time step a code belongs to, one before or after now at the most, and later than the last one used.

    RFC 6238, section 5.2: a code is accepted once.
    """
    totp = pyotp.TOTP(secret)
    now = int(time.time()) // TOTP_STEP_SECONDS
    for step in (now, now - 1, now + 1):
        if step > last_step and random.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def totp_uri(secret: str, account: str, issuer: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def new_totp_secret() -> str:
    return pyotp.random_base32()


def new_recovery_codes() -> list[str]:
    """Ten codes of 50 random bits, in groups people can copy."""
    letters = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
    return [
        "-".join("".join(random.choice(letters) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]
