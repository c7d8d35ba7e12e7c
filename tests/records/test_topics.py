"""The topic of each transition is formed from its verb."""

import pytest

from backend.models import NodeType
from backend.models.nouns import BY_MACHINE
from backend.records.events import past_participle, topic_of


def test_each_transition_has_a_topic() -> None:
    verbs = {(name, verb) for name, noun in BY_MACHINE.items() for verb in noun.history()[name].verbs}
    topics = {name: topic_of(*name) for name in verbs}
    assert topics[NodeType.SIM, "replace"] == "sim.replaced"
    assert topics[NodeType.TICKET, "block"] == "ticket.blocked"
    assert topics[NodeType.PHONE_NUMBER, "port_out"] == "phone_number.ported_out"
    assert topics[NodeType.KYC, "resubmit"] == "kyc.resubmitted"


@pytest.mark.parametrize("verb", ["ship", "admit", "hand_over"])
def test_a_participle_that_a_rule_cannot_form_has_to_be_given(verb: str) -> None:
    with pytest.raises(ValueError, match=f"give the past participle of {verb}"):
        past_participle(verb)


@pytest.mark.parametrize(
    ("verb", "past"),
    [("close", "closed"), ("reject", "rejected"), ("delay", "delayed"), ("fail", "failed"), ("lose", "lost")],
)
def test_a_regular_verb_needs_no_entry(verb: str, past: str) -> None:
    assert past_participle(verb) == past
