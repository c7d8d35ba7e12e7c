"""The roles that may call each mutation; other roles are refused before anything is read."""

from collections.abc import Mapping
from typing import Any

from backend import services
from backend.auth.viewer import Role
from backend.models import StateMachine
from backend.models.noun import Noun
from backend.modules import modules_of
from backend.services.acts import declared

# Every module of `services` may declare acts.
ACTS = declared(*modules_of(services))
MUTATIONS: Mapping[str, frozenset[Role]] = {name: act.may_call for name, act in ACTS.items()}


def transitions_of(noun: Noun, machine: StateMachine[Any] | None = None) -> Mapping[str, str]:
    """The transitions of a state machine of a noun that are acts, and the mutation of each; of its first one when
    `machine` is absent.
    """
    acts = {act.transition: name for name, act in ACTS.items()}
    return {verb: acts[noun, verb] for verb in (machine or noun.machines[0]).verbs if (noun, verb) in acts}


def permissions(role: str) -> list[str]:
    """The names of the mutations that a role may call, sorted."""
    return sorted(name for name, roles in MUTATIONS.items() if Role(role) in roles)
