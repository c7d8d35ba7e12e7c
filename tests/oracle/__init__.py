"""The naive evaluator, to which the planner's answers are compared."""

from tests.oracle.evaluator import Oracle
from tests.oracle.world import World

__all__ = ["Oracle", "World"]
