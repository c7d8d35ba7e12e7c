"""Passwords, second factors (TOTP) and recovery codes of staff."""

import asyncio
import itertools
import os
import secrets as random
import time
from collections.abc import Sequence

import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.errors import ErrorCode, Refusal
from backend.turns import Turns

MIN_LENGTH = 12
MAX_LENGTH = 128
RECOVERY_CODES = 10
TOTP_STEP_SECONDS = 30
HASH_THREADS = 4  # of one hash, the parallelism of RFC 9106, section 4
# Hashes computed at a time: more would take 64 MB of memory each, and on so many processors no less time.
MAX_PARALLEL_HASHES = max(1, min(4, (os.cpu_count() or 1) // HASH_THREADS))
MAX_WAITING = 100  # from one place
WAIT_SECONDS = 15.0
OWN = "own"  # the place of those who are signed in

# Frequent passwords of 12 characters or more, from published lists of breached passwords.
COMMON_PASSWORDS = frozenset(
    "123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 012345678910 qwertyuiop123 "
    "qwertyuiop[] 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv zaq12wsxcde3 password1234 "
    "password12345 password123456 passwordpassword passw0rd1234 administrator administrator1 adminadminadmin "
    "iloveyou1234 iloveyouforever letmeinletmein changemenow1 changeme1234 welcome12345 welcome123456 qwertyqwerty "
    "qwerty123456 qwerty1234567 asdfghjkl123 asdfasdfasdf abcdefghijkl abcdefghijklm abcd1234abcd abc123abc123 "
    "trustno1trustno1 superman1234 football1234 baseball1234 monkey123456 dragon123456 sunshine1234 princess1234 "
    "йцукенгшщзхъ йцукен123456 пароль123456 парольпароль".split()
)


def check_password(password: str, personal: Sequence[str], field: Sequence[str] = ("password",)) -> None:
    """Raises Refusal WEAK_PASSWORD when a password is too short, too long, too common, or made of its owner's name.

    `personal` are the owner's name and address. The rules are those of NIST SP 800-63B, section 3.1.1: length and a
    list of frequent passwords, no required kinds of characters.
    """
    lowered = password.lower()
    words = [word for text in personal for word in text.lower().replace("@", " ").split() if len(word) >= 4]
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        message = f"a password must have {MIN_LENGTH} to {MAX_LENGTH} characters"
        raise Refusal(ErrorCode.WEAK_PASSWORD, message, field)
    if lowered in COMMON_PASSWORDS or len(set(lowered)) < 5 or _is_run(lowered):
        raise Refusal(ErrorCode.WEAK_PASSWORD, "this password is too easy to guess", field)
    rest = lowered
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    if rest != lowered and len(rest) < 8:
        message = "a password must have at least 8 characters beside your name and e-mail address"
        raise Refusal(ErrorCode.WEAK_PASSWORD, message, field)


def _is_run(text: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(text)}
    return len(steps) == 1


class Passwords:
    """Hashes with argon2id, in a thread because a hash takes tens of milliseconds by design."""

    def __init__(self) -> None:
        self._hash = PasswordHash((Argon2Hasher(parallelism=HASH_THREADS),))
        # Places take turns, known devices first, so that many guesses do not make the owner wait.
        self._turns = Turns("password", MAX_PARALLEL_HASHES, each=1, waiting=MAX_WAITING, seconds=WAIT_SECONDS)
        self._dummy_hash: str | None = None

    async def hash(self, password: str) -> str:
        async with self._turns.turn(OWN):
            return await asyncio.to_thread(self._hash.hash, password)

    async def verify(self, password: str, stored: str | None, place: str = OWN, *, known: bool = True) -> bool:
        """Whether a password matches its stored hash. `place` and `known`: as in `known_devices.Place`.

        Without a stored hash the result is False after the same time, so that it does not reveal which accounts exist.
        """
        if self._dummy_hash is None:
            self._dummy_hash = await self.hash(random.token_urlsafe())
        async with self._turns.turn(place, rank=0 if known else 1):
            matches = await asyncio.to_thread(self._hash.verify, password[:MAX_LENGTH], stored or self._dummy_hash)
        return matches and stored is not None


def totp_step(secret: str, code: str, last_step: int) -> int | None:
    """The time step of a valid code, or None: the current step, one before or one after, if later than `last_step`.

    The caller stores the step as the last one used, so that a code is accepted once (RFC 6238, section 5.2).
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
    """Ten codes of 50 random bits, each in two groups of five characters."""
    letters = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
    return [
        "-".join("".join(random.choice(letters) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]
