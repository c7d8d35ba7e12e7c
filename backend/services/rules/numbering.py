"""What of the settings the rules on numbers ask."""

from collections.abc import Sequence
from typing import Protocol


class Numbering(Protocol):
    """What of the settings the rules on numbers ask. A process that reads files has no more of them than this."""

    @property
    def default_region(self) -> str: ...

    @property
    def iccid_luhn(self) -> bool: ...

    @property
    def iccid_luhn_exempt_issuers(self) -> Sequence[str]: ...
