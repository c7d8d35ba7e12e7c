"""The process of one attack: `python -m bench.attacks._attacker NAME TARGET.json` attacks until it is killed."""

import asyncio
import importlib
import sys
from pathlib import Path

from bench.attacks.target import Target

if __name__ == "__main__":
    asyncio.run(importlib.import_module(f"bench.attacks.{sys.argv[1]}").attack(Target.read(Path(sys.argv[2]))))
