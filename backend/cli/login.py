"""Sign-in of scripts by the device flow (RFC 8628). The tokens are stored in the user's configuration directory."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson

from backend.errors import StartupError

CLIENT = "crm-cli"
SCOPE = "openid profile offline_access read write"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
EARLY_SECONDS = 30


def _folder() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "telecom-crm"


@contextmanager
def _locked() -> Iterator[Path]:
    """The credentials file, under a lock: two uses of one refresh token at the same time would end the session."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / "credentials.json"


def _store(path: Path, url: str, answer: dict[str, Any]) -> None:
    credentials = {
        "url": url,
        "access_token": answer["access_token"],
        "refresh_token": answer["refresh_token"],
        "expires_at": time.time() + answer["expires_in"],
    }
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(orjson.dumps(credentials))
    draft.replace(path)


def _post(http: httpx.Client, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
    try:
        response = http.post(path, data={"client_id": CLIENT, **form})
        return response.status_code, response.json()
    except (httpx.HTTPError, ValueError) as error:
        raise StartupError(f"{http.base_url}: no valid response: {error}") from None


def sign_in(url: str, print_message: Callable[[str], None]) -> None:
    """Request the approval of a code in a browser, and wait for it. Raises StartupError when it is denied or late."""
    with httpx.Client(base_url=url, timeout=30) as http:
        status, device = _post(http, "/oauth/device_authorization", {"scope": SCOPE})
        if status != 200:
            raise StartupError(f"{url}: {device.get('error_description') or device.get('error')}")
        print_message(
            f"open {device['verification_uri_complete']}\nand check that it shows the code {device['user_code']}"
        )
        interval = device.get("interval", 5)
        until = time.monotonic() + device["expires_in"]
        while time.monotonic() < until:
            time.sleep(interval)
            form = {"grant_type": DEVICE_GRANT, "device_code": device["device_code"]}
            status, answer = _post(http, "/oauth/token", form)
            if status == 200:
                with _locked() as path:
                    _store(path, url, answer)
                print_message("signed in; `crm token` prints a token")
                return
            match answer.get("error"):
                case "authorization_pending":
                    pass
                case "slow_down":
                    interval += 5
                case error:
                    raise StartupError(f"not signed in: {answer.get('error_description') or error}")
    raise StartupError("not signed in: the code was not approved in time")


def fresh_token() -> str:
    """The stored access token, refreshed if it expires within EARLY_SECONDS. Raises StartupError when not signed in."""
    with _locked() as path:
        if not path.is_file():
            raise StartupError("not signed in: run `crm login`, or use --as for a demo user")
        credentials = orjson.loads(path.read_bytes())
        if credentials["expires_at"] - EARLY_SECONDS > time.time():
            return str(credentials["access_token"])
        with httpx.Client(base_url=credentials["url"], timeout=30) as http:
            form = {"grant_type": "refresh_token", "refresh_token": credentials["refresh_token"]}
            status, answer = _post(http, "/oauth/token", form)
        if status != 200:
            raise StartupError("the session has ended: run `crm login` again")
        _store(path, credentials["url"], answer)
        return str(answer["access_token"])
