"""Clients of the money trial: each calls mutations with idempotency keys until it has all answers, and keeps its own books."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import httpx

from backend.money import contained_tax

TRY_SECONDS = 5.0  # how long a client waits for an answer before it retries
PAUSE_SECONDS = 0.3
TAX_RATE = Decimal(12)
SHORT = "INSUFFICIENT_BALANCE"
PRICES = (10_000, 40_000, 1_500_000)  # the last is more than the balance of most accounts
REVERSIBLE = {"transferBalance", "chargeContract", "adjustBalance"}
# Codes after which a client retries: nothing was done, or the outcome is unknown.
COME_AGAIN = {"SERVICE_UNAVAILABLE", "EXECUTION_TIMEOUT", "STATEMENT_TIMEOUT", "IDEMPOTENCY_IN_PROGRESS"}

NODES = {
    "getDeposit": ("GetDepositInput", "payment", "status amount { amount }"),
    "refundPayment": ("RefundPaymentInput", "refund", "status amount { amount }"),
    "transferBalance": ("TransferBalanceInput", "entry", "amount { amount } balanceAfter { amount }"),
    "chargeContract": ("ChargeContractInput", "entry", "amount { amount } balanceAfter { amount }"),
    "adjustBalance": ("AdjustBalanceInput", "entry", "amount { amount } balanceAfter { amount }"),
    "reverseEntry": ("ReverseEntryInput", "entry", "amount { amount } balanceAfter { amount }"),
}
MUTATIONS = {
    verb: f"mutation($i: {kind}!) {{ {verb}(input: $i) {{ {node} {{ id {fields} }} errors {{ code field }} }} }}"
    for verb, (kind, node, fields) in NODES.items()
}


@dataclass
class Act:
    """One mutation that a client wants done once: what it moves by account (of a contract by its id, or of the house by
    name), and the refusals that are correct. `node` and `code` are the answer.
    """

    key: str
    verb: str
    given: Mapping[str, Any]
    moves: Mapping[str, int]
    refusals: frozenset[str]
    must_be_refused: bool = False
    node: str | None = None
    code: str | None = None
    of: "Act | None" = None  # the act that it reverses or refunds
    reversible: bool = True  # not reversed yet
    left: int = 0  # of a deposit: what was not refunded

    @property
    def done(self) -> bool:
        return self.code is None


class RetryingClient:
    """Sends over an unreliable network, and retries with the same key until it has an answer."""

    def __init__(self, port: int, token: str, chance: random.Random) -> None:
        headers = {"authorization": f"Bearer {token}"}
        self._http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=TRY_SECONDS)
        self._chance = chance
        self.tries = self.answers = 0
        self.wrong: list[Any] = []  # answers that no client may get

    async def close(self) -> None:
        await self._http.aclose()

    async def ask(self, query: str, variables: Mapping[str, Any] | None = None) -> Any:
        """The data of the first complete answer that is not to be retried."""
        while True:
            self.tries += 1
            try:
                response = await self._http.post("/graphql", json={"query": query, "variables": variables})
                answer = response.json()
            except (httpx.TransportError, ValueError):
                await asyncio.sleep(self._chance.random() * PAUSE_SECONDS)
                continue
            codes = _codes(answer)
            if not codes or not codes & COME_AGAIN:
                self.answers += 1
                if "errors" not in answer:
                    return answer["data"]
                self.wrong.append(answer)
            await asyncio.sleep(self._chance.random() * PAUSE_SECONDS)


def _codes(answer: Any) -> set[str]:
    """Every code in an answer: of the request, and of the act."""
    found = {error["extensions"]["code"] for error in answer.get("errors") or []}
    for payload in (answer.get("data") or {}).values():
        if isinstance(payload, dict):
            found |= {error["code"] for error in payload.get("errors") or []}
    return found


@dataclass
class Writer:
    """One client; its seed and the answers that it gets decide what it does."""

    name: str
    phone: RetryingClient
    chance: random.Random
    pairs: Sequence[tuple[str, str]]  # each list: the contracts of one customer
    acts: list[Act] = field(default_factory=list)
    repeated: int = 0
    twice: int = 0

    async def work(self, count: int) -> None:
        while len(self.acts) < count:
            act = self._next()
            await self._perform(act)
            self.acts.append(act)
            if self.chance.random() < 0.05:
                await self._repeat(self.chance.choice(self.acts))

    async def _perform(self, act: Act) -> None:
        if self.chance.random() < 0.05:
            # A double click: the same call twice at once.
            self.twice += 1
            first, second = await asyncio.gather(self._send(act), self._send(act))
            assert first == second, (act, first, second)
        else:
            first = await self._send(act)
        act.node, act.code = first
        assert not (act.done and act.must_be_refused), act
        assert act.code is None or act.code in act.refusals, act
        if act.of is not None and act.done:
            act.of.reversible = False
            act.of.left -= max(0, -next(iter(act.moves.values()))) if act.verb == "refundPayment" else 0

    async def _send(self, act: Act) -> tuple[str | None, str | None]:
        """The id of the new node, or the code of the refusal."""
        data = await self.phone.ask(MUTATIONS[act.verb], {"i": {**act.given, "idempotencyKey": act.key}})
        (payload,) = data.values()
        node = payload[NODES[act.verb][1]]
        codes = [error["code"] for error in payload["errors"]]
        assert (node is None) == (len(codes) == 1), (act, payload)
        return (None, codes[0]) if codes else (node["id"], None)

    async def _repeat(self, act: Act) -> None:
        """A retry after any time has the same answer."""
        self.repeated += 1
        again = await self._send(act)
        assert again == (act.node, act.code), (act, again)

    # The choice of the next act

    def _next(self) -> Act:
        verbs = {
            self._deposit: 40, self._refund: 18, self._transfer: 14, self._charge: 10, self._adjust: 9, self._reverse: 9,
        }  # fmt: skip
        return self.chance.choices([*verbs], [*verbs.values()])[0]()

    def _act(self, verb: str, given: Mapping[str, Any], moves: Mapping[str, int], *refusals: str, **more: Any) -> Act:
        assert sum(moves.values()) == 0, moves
        return Act(f"bank {self.name} {len(self.acts)}", verb, given, moves, frozenset(refusals), **more)

    def _contract(self) -> str:
        return self.chance.choice(self.chance.choice(self.pairs))

    def _deposit(self) -> Act:
        contract, minor = self._contract(), self.chance.randint(1, 90_000)
        method = self.chance.choice(["CASH", "CASH", "CASH", "BANK_TRANSFER"])
        house = "CASH" if method == "CASH" else "BANK"
        given = {"contractId": contract, "amount": money(minor), "method": method}
        return self._act("getDeposit", given, {contract: minor, house: -minor}, left=minor)

    def _refund(self) -> Act:
        """Refund an own deposit: all that is left, a part, or sometimes more than is left."""
        deposits = [act for act in self.acts if act.verb == "getDeposit"]
        if not deposits:
            return self._deposit()
        paid = self.chance.choice(deposits)
        contract, house = paid.moves
        minor = paid.left if self.chance.random() < 0.4 else self.chance.randint(1, max(1, paid.left))
        too_much = self.chance.random() < 0.1 or not paid.left
        minor = paid.left + 1 if too_much else minor
        given = {"paymentId": paid.node, "reason": f"refund of {paid.key}"}
        if too_much or minor < paid.left or self.chance.random() < 0.5:
            given["amount"] = money(minor)
        refusals = {"NOTHING_TO_REFUND", "INVALID_TRANSITION"} if too_much else {SHORT}
        moves = {contract: -minor, house: minor}
        return self._act("refundPayment", given, moves, *refusals, must_be_refused=too_much, of=paid)

    def _transfer(self) -> Act:
        one, two = self.chance.sample(self.chance.choice(self.pairs), 2)
        minor = self.chance.randint(1, self.chance.choice(PRICES))
        given = {"fromContractId": one, "toContractId": two, "amount": money(minor), "reason": "to the other line"}
        return self._act("transferBalance", given, {one: -minor, two: minor}, SHORT)

    def _charge(self) -> Act:
        contract, minor = self._contract(), self.chance.randint(1, self.chance.choice(PRICES))
        tax = contained_tax(minor, TAX_RATE)
        given = {"contractId": contract, "amount": money(minor), "reason": "a new card"}
        return self._act("chargeContract", given, {contract: -minor, "REVENUE": minor - tax, "TAX": tax}, SHORT)

    def _adjust(self) -> Act:
        contract, minor = (
            self._contract(),
            self.chance.choice([-1, 1]) * self.chance.randint(1, 3_000),
        )  # far from the limit above which a second person is needed
        given = {"contractId": contract, "amount": money(minor), "reason": "a correction"}
        refusals = [SHORT] if minor < 0 else []
        return self._act("adjustBalance", given, {contract: minor, "WRITE_OFF": -minor}, *refusals)

    def _reverse(self) -> Act:
        """Reverse an own act, sometimes one that is reversed already."""
        posted = [act for act in self.acts if act.verb in REVERSIBLE and act.done]
        if not posted:
            return self._deposit()
        wrong = self.chance.choice(posted)
        refusals = [SHORT] if wrong.reversible else ["ALREADY_REVERSED"]
        moves = {account: -minor for account, minor in wrong.moves.items()}
        given = {"id": wrong.node, "reason": f"taken back: {wrong.key}"}
        return self._act("reverseEntry", given, moves, *refusals, must_be_refused=not wrong.reversible, of=wrong)


def money(minor: int) -> dict[str, str]:
    return {"amount": f"{minor / 100:.2f}"}


def expected(acts: Sequence[Act]) -> Counter[str]:
    """The change of each account by the acknowledged acts."""
    moved: Counter[str] = Counter()
    for act in acts:
        if act.done:
            moved.update(act.moves)
    return moved
