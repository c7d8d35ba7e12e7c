"""Acts on customers, for tests of their profiles."""

from collections.abc import Callable
from typing import Any

from tests.client import Client


class CustomerActs:
    """Acts whose payload shows `seen` of the customer; `counts` is SQL about all that an act may write."""

    def __init__(self, seen: str, counts: str) -> None:
        self.seen, self.counts = seen, counts

    def mutation(self, verb: str) -> str:
        name = verb[0].upper() + verb[1:]
        payload = f"customer {{ {self.seen} }} candidates {{ id }} errors {{ code field message }}"
        return f"mutation ($input: {name}Input!) {{ {verb}(input: $input) {{ {payload} }} }}"

    def done(self, client: Client, verb: str, **given: Any) -> Any:
        """The customer after an act that is not refused."""
        payload = client.ask(self.mutation(verb), {"input": given})[verb]
        assert payload["errors"] == [], payload
        return payload["customer"]

    def refused(self, client: Client, verb: str, **given: Any) -> tuple[str, list[str]]:
        """Code and field of a refusal; asserts that nothing was written."""
        before = client.sql(self.counts)
        payload = client.ask(self.mutation(verb), {"input": given})[verb]
        assert client.sql(self.counts) == before
        (error,) = payload["errors"]
        return error["code"], error["field"]

    @property
    def parts(self) -> tuple[Callable[[str], str], Callable[..., Any], Callable[..., tuple[str, list[str]]]]:
        return self.mutation, self.done, self.refused
