"""The test cards. They have names and no numbers, so that nobody enters the number of a real card."""

from collections.abc import Mapping
from dataclasses import dataclass

CODE = "123456"  # the code of 3-D Secure
MAX_WRONG_CODES = 3


@dataclass(frozen=True)
class Card:
    """A test card.

    `failure`: code and message with which it is declined. `verified`: it requires the code of 3-D Secure. `lost`: the
    webhook about the outcome is not sent.
    """

    name: str
    failure: tuple[str, str] | None = None
    verified: bool = False
    lost: bool = False


CARDS: Mapping[str, Card] = {
    card.name: card
    for card in (
        Card("accepted"),
        Card("verify", verified=True),
        Card("declined", failure=("CARD_DECLINED", "the bank declined the payment")),
        Card("insufficient", failure=("INSUFFICIENT_FUNDS", "there is not enough money on the card")),
        Card("expired", failure=("CARD_EXPIRED", "the card has expired")),
        Card("lost", lost=True),
    )
}
DECLINED = CARDS["declined"]
