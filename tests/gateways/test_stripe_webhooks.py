"""Verification of Stripe's webhooks, and conversion of amounts to and from Stripe's units."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.gateways.payments import SIGNATURE_SECONDS, BadSignature, GatewayRefused, Notice
from backend.gateways.stripe import StripeGateway
from backend.gateways.stripe.amounts import from_stripe, to_stripe
from backend.gateways.stripe.webhooks import read_notice
from tests.gateways.stripe_stand import SECRET, signature

NOW = 1_800_000_000.0
INTENT = {"id": "pi_1", "object": "payment_intent"}
BODY = json.dumps({"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": INTENT}}).encode()


@pytest.fixture
def gateway() -> Iterator[StripeGateway]:
    it = StripeGateway("sk_test_1", ["whsec_old", SECRET])
    yield it
    asyncio.run(it.close())


def event(kind: str, about: Any) -> bytes:
    return json.dumps({"id": "evt_1", "type": kind, "data": {"object": about}}).encode()


def read(body: bytes, *, header: str | None = None, secrets: tuple[str, ...] = (SECRET,), now: float = NOW) -> Notice:
    return read_notice(body, signature(body, NOW, SECRET) if header is None else header, secrets, now)


def test_a_webhook_signed_with_either_secret_is_valid(gateway: StripeGateway) -> None:
    expected = Notice("evt_1", "payment_intent.succeeded", "pi_1", None)
    for secrets in ((SECRET,), ("whsec_old",), ("whsec_unknown", SECRET), ("whsec_old", SECRET)):
        headers = {"stripe-signature": signature(BODY, NOW, *secrets), "content-type": "application/json"}
        assert gateway.verify(BODY, headers, NOW) == expected
    with pytest.raises(BadSignature):
        gateway.verify(BODY, {"stripe-signature": signature(BODY, NOW, "whsec_unknown")}, NOW)
    with pytest.raises(BadSignature):
        gateway.verify(BODY, {}, NOW)


@pytest.mark.parametrize("away", [-SIGNATURE_SECONDS, 0, SIGNATURE_SECONDS])
def test_a_timestamp_within_the_tolerance_is_accepted(away: int) -> None:
    assert read(BODY, now=NOW + away).event_id == "evt_1"


@pytest.mark.parametrize("now", [NOW + SIGNATURE_SECONDS + 1, NOW - SIGNATURE_SECONDS - 1, float("nan"), float("inf")])
def test_a_timestamp_beyond_the_tolerance_is_refused(now: float) -> None:
    with pytest.raises(BadSignature, match="differs from ours by more than 300 seconds"):
        read(BODY, now=now)


GENUINE = signature(BODY, NOW, SECRET)
DIGEST = GENUINE.partition("v1=")[2]


@pytest.mark.parametrize(
    "header",
    [
        "",
        f"v1={DIGEST}",
        f"t={int(NOW)}",
        f"t={int(NOW)},v0={DIGEST}",
        f"t={int(NOW) + 1},v1={DIGEST}",
        f"t={int(NOW)},t={int(NOW)},v1={DIGEST}",
        f"t={int(NOW)},v1={DIGEST[:-1]}",
        f"t={int(NOW)},v1={DIGEST.upper()}",
        f"t=+{int(NOW)},v1={DIGEST}",
        f"t={int(NOW)},v1=ключ",
    ],
)
def test_an_invalid_signature_header_is_refused(header: str) -> None:
    assert read(BODY, header=GENUINE).event_id == "evt_1"
    with pytest.raises(BadSignature):
        read(BODY, header=header)


def test_an_altered_body_is_refused() -> None:
    with pytest.raises(BadSignature):
        read(BODY + b" ", header=GENUINE)


@pytest.mark.parametrize(
    ("about", "charge", "refund"),
    [
        (INTENT, "pi_1", None),
        ({"id": "re_1", "object": "refund", "payment_intent": "pi_1"}, "pi_1", "re_1"),
        ({"id": "re_1", "object": "refund", "payment_intent": None}, None, "re_1"),
        ({"id": "ch_1", "object": "charge", "payment_intent": "pi_1"}, "pi_1", None),
        ({"id": "ch_1", "object": "charge", "payment_intent": INTENT}, "pi_1", None),
        ({"id": "du_1", "object": "dispute", "payment_intent": "pi_1"}, "pi_1", None),
        ({"id": "cus_1", "object": "customer"}, None, None),
        ("pi_1", None, None),
        (None, None, None),
        ({"id": "pi_\0", "object": "payment_intent"}, None, None),
        ({"id": 7, "object": "payment_intent"}, None, None),
    ],
)
def test_an_event_names_its_charge_and_refund(about: Any, charge: str | None, refund: str | None) -> None:
    assert read(event("some.thing", about)) == Notice("evt_1", "some.thing", charge, refund)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"evt_1"',
        b"{}",
        b'{"id": "evt_1"}',
        b'{"id": 1, "type": "a"}',
        b'{"id": "evt_1", "type": "a\\u0000"}',
        b'\xff{"id": "evt_1", "type": "a"}',
        b"[" * 100_000,
    ],
)
def test_a_signed_body_that_is_not_an_event_is_refused(body: bytes) -> None:
    with pytest.raises(BadSignature):
        read(body)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["pi_1", "refund", "payment_intent", "evt_1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "object", "data", "payment_intent"]) | st.text(), inner)
    ),
    max_leaves=12,
)
EVENTS = st.fixed_dictionaries(
    {}, optional={"id": VALUES, "type": VALUES, "data": VALUES | st.fixed_dictionaries({"object": VALUES})}
)
SIGNED = st.binary() | (VALUES | EVENTS).map(lambda value: json.dumps(value).encode())
HEADERS = st.text() | st.lists(
    st.tuples(st.sampled_from(["t", "v1", "v0", " t", ""]) | st.text(), st.text() | st.integers().map(str))
).map(lambda pairs: ",".join(f"{name}={value}" for name, value in pairs))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SIGNED)
def test_a_signed_body_is_read_or_refused(body: bytes) -> None:
    try:
        notice = read(body)
    except BadSignature:
        return
    said = json.loads(body)
    assert (notice.event_id, notice.kind) == (said["id"], said["type"])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(), HEADERS, st.floats())
def test_an_unsigned_body_is_refused(body: bytes, header: str, now: float) -> None:
    with pytest.raises(BadSignature):
        read(body, header=header, now=now)


@pytest.mark.parametrize(
    ("currency", "minor", "told"),
    [
        ("KGS", 50_000, 50_000),
        ("USD", 1, 1),
        ("JPY", 500, 500),
        ("KRW", 7, 7),
        ("ISK", 5, 500),
        ("UGX", 5, 500),
        ("MGA", 1_200, 12),
        ("KWD", 5_120, 5_120),
        ("BHD", 10, 10),
    ],
)
def test_amounts_are_converted_to_stripes_units(currency: str, minor: int, told: int) -> None:
    assert to_stripe(minor, currency) == told
    assert from_stripe(told, currency) == minor
    assert from_stripe(-told, currency) == -minor


@pytest.mark.parametrize(
    ("currency", "minor"), [("KWD", 5_124), ("TND", 1), ("MGA", 1_250), ("CLF", 10_000), ("IQD", 1_000)]
)
def test_an_amount_that_stripe_cannot_represent_is_refused_before_any_call(
    gateway: StripeGateway, currency: str, minor: int
) -> None:
    with pytest.raises(GatewayRefused) as refused:
        asyncio.run(gateway.refund("pi_1", "r", minor, currency))
    assert refused.value.code in {"amount_not_representable", "currency_not_supported"}


def test_a_fee_is_rounded_to_the_operators_minor_unit() -> None:
    assert [from_stripe(told, "ISK") for told in (149, 150, -149, -150)] == [1, 2, -1, -2]
