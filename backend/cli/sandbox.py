"""`crm sandbox-gateway`: the sandbox payment gateway in a process of its own."""

from dataclasses import replace
from typing import Any

import uvicorn

from backend.auth.secrets import load_secrets
from backend.billing import sandbox_settings
from backend.cli.common import print_message
from backend.gateways.sandbox import create_sandbox
from backend.http.guards import Guarded
from backend.http.limits import bounded
from backend.settings import Settings


def serve_sandbox(settings: Settings, port: int) -> None:
    """Serve the sandbox until Ctrl-C. Its keys are derived from the secret in the data directory, as are the API's."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = settings.gateway_url or f"http://{host}:{port}"
    sandbox = create_sandbox(replace(sandbox_settings(settings, load_secrets(settings)), public_url=address))
    print_message(f"sandbox gateway at {address}; settings for the API: CRM_GATEWAY=sandbox CRM_GATEWAY_URL={address}")
    where: dict[str, Any] = {"host": settings.host, "port": port}
    uvicorn.Server(bounded(Guarded(sandbox), settings, None, **where, ws_max_size=settings.max_body_bytes)).run()
