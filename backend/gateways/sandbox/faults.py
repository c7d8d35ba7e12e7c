"""What can go wrong at the sandbox, and how to ask for it: by the last two digits of an amount, or by a header.

| amount | `Sandbox-Fault`    | what happens                                                                     |
|--------|--------------------|----------------------------------------------------------------------------------|
| …00    | `NONE`             | nothing                                                                          |
| …01    | `DECLINED`         | whatever card pays, it is declined: INSUFFICIENT_FUNDS                           |
| …02    | `VERIFY`           | whatever card pays, it asks for the code (3-D Secure)                            |
| …03    | `WEBHOOK_DELAYED`  | the webhook about the end is sent 5 s later                                      |
| …04    | `WEBHOOK_LOST`     | the webhook about the end is not sent                                            |
| …05    | `WEBHOOK_THRICE`   | the webhook about the end is sent three times                                    |
| …06    | `WEBHOOK_DISORDER` | `charge.pending` is sent after the webhook about the end                         |
| …07    | `CREATE_TIMEOUT`   | the charge is stored, and the answer comes when the caller's patience is over    |
| …08    | `CREATE_ERROR`     | the charge is stored, and the answer is 500                                      |
| …09    | `REFUND_TIMEOUT`   | the refund is stored, and the answer comes when the caller's patience is over    |
| …10    | `REFUND_FAILS`     | the refund is PENDING, and fails 3 s later                                       |
| …11    | `WEBHOOK_SPOILED`  | the webhook about the end comes with a wrong signature first, then with a right  |
| …12    | `LINE_MISSING`     | the settlement has no line for it                                                |
| …13    | `LINE_AMOUNT`      | the settlement has another amount, larger by 1.00 of a currency with cents       |
| …14    | `LINE_TWICE`       | the settlement has two lines for it, each with an id of its own                  |
| …15    | `LINE_FEE`         | the settlement has another fee, larger by 0.07 of a currency with cents          |
| …16    | `LINE_CURRENCY`    | the settlement has another currency, USD (EUR where it was USD)                  |
| …17    | `REFUND_ERROR`     | the refund is stored, and the answer is 500                                      |
| …18    | `REFUND_LATER`     | the refund is PENDING, and succeeds 3 s later                                    |

Other digits behave well. The header of a request comes before its amount. A refund goes by its own amount in what
concerns webhooks, settlements and refunds; in what concerns refunds it otherwise goes by its charge, so that a part of
a charge of …10 fails as well. `CREATE_…` and `REFUND_…` answers are lost once: the same call again is answered.
"""

import enum


class Fault(enum.StrEnum):
    """In the order of the table; the first is that of …01."""

    DECLINED = "DECLINED"
    VERIFY = "VERIFY"
    WEBHOOK_DELAYED = "WEBHOOK_DELAYED"
    WEBHOOK_LOST = "WEBHOOK_LOST"
    WEBHOOK_THRICE = "WEBHOOK_THRICE"
    WEBHOOK_DISORDER = "WEBHOOK_DISORDER"
    CREATE_TIMEOUT = "CREATE_TIMEOUT"
    CREATE_ERROR = "CREATE_ERROR"
    REFUND_TIMEOUT = "REFUND_TIMEOUT"
    REFUND_FAILS = "REFUND_FAILS"
    WEBHOOK_SPOILED = "WEBHOOK_SPOILED"
    LINE_MISSING = "LINE_MISSING"
    LINE_AMOUNT = "LINE_AMOUNT"
    LINE_TWICE = "LINE_TWICE"
    LINE_FEE = "LINE_FEE"
    LINE_CURRENCY = "LINE_CURRENCY"
    REFUND_ERROR = "REFUND_ERROR"
    REFUND_LATER = "REFUND_LATER"


NONE = "NONE"  # a header that asks for good behaviour whatever the amount is

_IN_ORDER = tuple(Fault)
_OF_CREATION = frozenset({Fault.DECLINED, Fault.VERIFY, Fault.CREATE_TIMEOUT, Fault.CREATE_ERROR})


def _by_amount(amount_minor: int) -> Fault | None:
    digits = amount_minor % 100
    return _IN_ORDER[digits - 1] if 1 <= digits <= len(_IN_ORDER) else None


def fault_of_charge(asked: Fault | str | None, amount_minor: int) -> Fault | None:
    """The fault of a new charge. `asked`: what the header says, `NONE` included."""
    return _asked(asked) if asked else _by_amount(amount_minor)


def fault_of_refund(asked: Fault | str | None, amount_minor: int, charge_fault: str | None) -> Fault | None:
    """The fault of a new refund of a charge."""
    if asked:
        return _asked(asked)
    own = _by_amount(amount_minor)
    if own is not None and own not in _OF_CREATION:
        return own
    return Fault(charge_fault) if charge_fault is not None and charge_fault.startswith("REFUND_") else None


def _asked(asked: Fault | str) -> Fault | None:
    return None if asked == NONE else Fault(asked)
