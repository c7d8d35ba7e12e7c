"""Numbers that have left their holder: the next holder gets no message of the last one."""

from backend.models.contract import IN_SERVICE
from backend.models.states import text_list


def lost(phone: str, customer: str) -> str:
    """The SQL condition that a contact number of a customer has left its holder since the customer gave it, unless a
    line of the customer has it now.
    """
    return f"""exists (
        select from lost_phone l where l.customer_id = {customer} and l.phone = {phone} and not exists (
            select from contract held join phone_number number on number.id = held.phone_number_id
            where number.msisdn = l.phone and held.customer_id = l.customer_id
                and held.status in ({text_list(IN_SERVICE)})
        )
    )"""


def released(message: str) -> str:
    """The SQL condition that a text message must not be sent, since its number has left its holder; `message` is the
    alias of a `notification`. A one-time code has no customer.
    """
    return f"""({message}.channel = 'SMS' and case when {message}.customer_id is null then exists (
        select from number_release r where r.msisdn = {message}.recipient and r.released_at > {message}.created_at
    ) else {lost(f"{message}.recipient", f"{message}.customer_id")} end)"""
