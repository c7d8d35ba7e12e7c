"""The faults that the sandbox produces, on request by the last two digits of an amount or by a header.

| amount | `Sandbox-Fault`    | what happens                                                                     |
|--------|--------------------|----------------------------------------------------------------------------------|
| …00    | `NONE`             | no fault                                                                         |
| …01    | `DECLINED`         | every card is declined: INSUFFICIENT_FUNDS                                       |
| …02    | `VERIFY`           | every card requires the code of 3-D Secure                                       |
| …03    | `WEBHOOK_DELAYED`  | the webhook about the outcome is sent 5 s later                                  |
| …04    | `WEBHOOK_LOST`     | the webhook about the outcome is not sent                                        |
| …05    | `WEBHOOK_THRICE`   | the webhook about the outcome is sent three times                                |
| …06    | `WEBHOOK_DISORDER` | `charge.pending` is sent after the webhook about the outcome                     |
| …07    | `CREATE_TIMEOUT`   | the charge is stored, and the response comes after the caller's time limit       |
| …08    | `CREATE_ERROR`     | the charge is stored, and the response has status 500                            |
| …09    | `REFUND_TIMEOUT`   | the refund is stored, and the response comes after the caller's time limit       |
| …10    | `REFUND_FAILS`     | the refund is PENDING, and fails 3 s later                                       |
| …11    | `WEBHOOK_SPOILED`  | the webhook about the outcome has a wrong signature, then is sent with a correct |
| …12    | `LINE_MISSING`     | the settlement has no line for it                                                |
| …13    | `LINE_AMOUNT`      | the settlement has another amount, larger by 1.00 of a currency with cents       |
| …14    | `LINE_TWICE`       | the settlement has two lines for it, each with an id of its own                  |
| …15    | `LINE_FEE`         | the settlement has another fee, larger by 0.07 of a currency with cents          |
| …16    | `LINE_CURRENCY`    | the settlement has another currency, USD (EUR where it was USD)                  |
| …17    | `REFUND_ERROR`     | the refund is stored, and the response has status 500                            |
| …18    | `REFUND_LATER`     | the refund is PENDING, and succeeds 3 s later                                    |

Other digits produce no fault. The header of a request takes precedence over its amount. The fault of a refund follows
from its own amount (`WEBHOOK_…`, `LINE_…` and `REFUND_…`), else from the `REFUND_…` fault of its charge, so that a
partial refund of a charge of …10 fails as well. The faults that lose a response (`…_TIMEOUT`, `…_ERROR`) occur once:
the same call again is answered.
"""

import enum


class Fault(enum.StrEnum):
    """The faults in the order of the table, beginning with …01."""

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


NONE = "NONE"  # value of the header that requests no fault, whatever the amount is

_IN_ORDER = tuple(Fault)
_OF_CREATION = frozenset({Fault.DECLINED, Fault.VERIFY, Fault.CREATE_TIMEOUT, Fault.CREATE_ERROR})


def _by_amount(amount_minor: int) -> Fault | None:
    digits = amount_minor % 100
    return _IN_ORDER[digits - 1] if 1 <= digits <= len(_IN_ORDER) else None


def fault_of_charge(requested: Fault | str | None, amount_minor: int) -> Fault | None:
    """The fault of a new charge. `requested`: the value of the header, which may be `NONE`."""
    return _requested(requested) if requested else _by_amount(amount_minor)


def fault_of_refund(requested: Fault | str | None, amount_minor: int, charge_fault: str | None) -> Fault | None:
    """The fault of a new refund. `requested`: the value of the header, which may be `NONE`."""
    if requested:
        return _requested(requested)
    own = _by_amount(amount_minor)
    if own is not None and own not in _OF_CREATION:
        return own
    return Fault(charge_fault) if charge_fault is not None and charge_fault.startswith("REFUND_") else None


def _requested(requested: Fault | str) -> Fault | None:
    return None if requested == NONE else Fault(requested)
