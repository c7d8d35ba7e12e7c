"""A process that serves a sandbox: `python -m tests.gateways.sandbox_process FILE PORT WEBHOOK_URL`."""

import sys
from pathlib import Path

import uvicorn

from backend.gateways.sandbox import SandboxSettings, create_sandbox
from tests.gateways.sandbox_driver import KEY, SECRET


def main() -> None:
    path, port, webhook_url = sys.argv[1:]
    settings = SandboxSettings(Path(path), KEY, SECRET, webhook_url, f"http://127.0.0.1:{port}")
    uvicorn.run(create_sandbox(settings), port=int(port), log_level="warning")


if __name__ == "__main__":
    main()
