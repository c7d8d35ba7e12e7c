"""A payment gateway that moves no money. It behaves like a real one, and produces faults on request."""

from backend.gateways.sandbox.application import Sandbox, create_sandbox
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.faults import Fault

__all__ = ["Fault", "Sandbox", "SandboxSettings", "create_sandbox"]
