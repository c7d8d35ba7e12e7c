"""A payment gateway that moves no money: what a real one does, on time and, when asked to, wrongly."""

from backend.gateways.sandbox.application import Sandbox, create_sandbox
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.faults import Fault

__all__ = ["Fault", "Sandbox", "SandboxSettings", "create_sandbox"]
