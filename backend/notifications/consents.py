"""Consents that messages need, as a rule of notifications names them."""

from backend.models.consent import STANDS


def consented(rule: str, customer: str) -> str:
    """The SQL condition that a customer's consent for a rule stands; `rule` is the alias of a `notification_rule`.

    A consent for one channel of messages allows that channel, one for ANY allows all; only ANY allows messages in the
    application.
    """
    return (
        f"exists (select from consent where customer_id = {customer} and purpose = {rule}.consent"
        f" and channel in ({rule}.channel, 'ANY') and {STANDS})"
    )
