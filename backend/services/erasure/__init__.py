"""Erasure of a customer's personal data, and what is done of it after the commit.

`matters` finds what has to be settled first, `wiping` holds the statements, and `declared` says for each column that
may hold personal data what becomes of it.
"""

from backend.services.erasure.act import erase_customer

__all__ = ["erase_customer"]
