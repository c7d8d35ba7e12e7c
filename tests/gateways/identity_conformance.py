"""The conformance suite of identity providers. Each adapter has a subclass that opens it."""

import dataclasses
import uuid
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date

import pytest

from backend.gateways.identity import Answer, IdentityProvider, Question, Verdict
from backend.gateways.payments import GatewayDown, GatewayRefused
from backend.identifiers import uuid7
from tests.gateways.conformance import in_loop

DELAY_SECONDS = 60.0


@dataclass
class Clock:
    now: float

    def __call__(self) -> float:
        return self.now


def about(number: str) -> Question:
    return Question(uuid7(), "Проверенный Человек", date(1990, 5, 5), "ID_CARD", number, "KG")


def asked_at(question: Question) -> float:
    return (question.check_id.int >> 80) / 1_000


class Conformance:
    def opened(self, clock: Clock) -> AbstractAsyncContextManager[IdentityProvider]:
        raise NotImplementedError

    @in_loop
    async def test_each_verdict_is_given(self):
        async with self.opened(Clock(0)) as provider:
            for number, verdict in (("ID10", "APPROVED"), ("ID7601", "RETRY"), ("ID02", "FINAL")):
                reference = await provider.ask(about(number))
                answer = await provider.answer(reference)
                assert answer is not None
                assert (answer.reference, answer.verdict) == (reference, Verdict(verdict))
                assert (answer.reason is None) is (verdict == "APPROVED")

    @in_loop
    async def test_a_repeated_question_has_the_same_reference_and_another_one_has_another(self):
        async with self.opened(Clock(0)) as provider:
            question = about("ID7610")
            first = await provider.ask(question)
            assert await provider.ask(question) == first
            assert await provider.ask(about("ID7610")) != first

    @in_loop
    async def test_an_answer_may_take_time(self):
        for number, verdict in (("ID7603", Verdict.APPROVED), ("ID7604", Verdict.RETRY)):
            question = about(number)
            clock = Clock(asked_at(question))
            async with self.opened(clock) as provider:
                reference = await provider.ask(question)
                assert await provider.answer(reference) == Answer(reference, Verdict.PENDING)
                clock.now += DELAY_SECONDS + 1
                answer = await provider.answer(reference)
                assert answer is not None
                assert answer.verdict is verdict

    @in_loop
    async def test_an_unknown_reference_is_none(self):
        async with self.opened(Clock(0)) as provider:
            assert await provider.answer("unknown") is None
            assert await provider.answer("../checks?x=/") is None

    @in_loop
    async def test_silence_and_refusal_differ(self):
        async with self.opened(Clock(0)) as provider:
            with pytest.raises(GatewayDown):
                await provider.ask(about("ID7605"))
            with pytest.raises(GatewayRefused):
                await provider.ask(about("ID7606"))

    @in_loop
    async def test_any_text_of_a_document_is_accepted(self):
        async with self.opened(Clock(0)) as provider:
            odd = dataclasses.replace(
                about("ЖК\"\\ 7'10"), name="Ө" * 200, birth_date=None, check_id=uuid.UUID(int=7 << 76)
            )
            assert await provider.answer(await provider.ask(odd)) is not None
