"""The cards a payer can choose from. They have names and no numbers: nobody types a real one into a sandbox."""

from collections.abc import Mapping
from dataclasses import dataclass

CODE = "123456"  # the right answer of 3-D Secure
MOST_WRONG_CODES = 3


@dataclass(frozen=True)
class Card:
    """`failure`: code and message with which it is declined; `verified`: it asks for the code of 3-D Secure;
    `lost`: the webhook about its end is not sent.
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
