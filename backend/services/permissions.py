"""The roles that may call each mutation; other roles are refused before anything is read."""

from collections.abc import Mapping

from backend import services
from backend.auth.viewer import Role
from backend.models.noun import Noun
from backend.modules import modules_of
from backend.services.acts import declared

# Every module of `services` may declare acts.
ACTS = declared(*modules_of(services))
MUTATIONS: Mapping[str, frozenset[Role]] = {name: act.may_call for name, act in ACTS.items()}


def transitions_of(noun: Noun) -> Mapping[str, str]:
    """The transitions of a noun's first state machine that are acts, and the mutation of each."""
    acts = {act.transition: name for name, act in ACTS.items()}
    return {verb: acts[noun, verb] for verb in noun.machines[0].verbs if (noun, verb) in acts}


def permissions(role: str) -> list[str]:
    """The names of the mutations that a role may call, sorted."""
    return sorted(name for name, roles in MUTATIONS.items() if Role(role) in roles)
