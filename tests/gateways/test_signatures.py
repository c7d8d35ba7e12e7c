"""Any bytes and headers are either verified or refused with BadSignature."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.gateways.payments import BadSignature, Notice
from backend.gateways.sandbox_client import SandboxGateway
from backend.gateways.signatures import sign, signature

NOW = 1_795_608_000
SECRETS = ("first", "second", "third")
BODY = orjson.dumps({"id": "evt_1", "type": "charge.succeeded", "created": NOW, "data": {"charge": "ch_1"}})
GATEWAY = SandboxGateway("http://pay.test", "key", SECRETS)

_pieces = st.sampled_from(["t=", "v1=", ",", "=", str(NOW), signature("first", BODY, NOW), "v0=", " ", "0" * 64, "٣"])
_headers = st.one_of(st.text(), st.lists(st.one_of(_pieces, st.text(max_size=4)), max_size=12).map("".join))
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["id", "type", "data", "charge", "refund", "x"]), inner, max_size=6),
    ),
)


@given(
    body=st.one_of(st.binary(), st.just(BODY)),
    header=_headers,
    now=st.one_of(st.just(float(NOW)), st.floats()),
    others=st.dictionaries(st.text(), st.text(), max_size=3),
)
def test_a_webhook_is_refused_unless_its_signature_is_valid(
    body: bytes, header: str, now: float, others: dict[str, str]
):
    try:
        notice = GATEWAY.verify(body, {**others, "sandbox-signature": header}, now)
    except BadSignature:
        return
    assert body == BODY
    assert f"t={NOW}" in header
    assert signature("first", BODY, NOW) in header
    assert notice.event_id == "evt_1"


@given(
    body=st.one_of(
        st.binary(),
        _json.map(lambda value: orjson.dumps(value, option=orjson.OPT_PASSTHROUGH_DATETIME) if _fits(value) else b"{}"),
    )
)
def test_a_validly_signed_body_is_read_or_refused(body: bytes):
    try:
        notice = GATEWAY.verify(body, {"sandbox-signature": sign("second", body, NOW)}, NOW)
    except BadSignature:
        return
    event = orjson.loads(body)
    assert notice == Notice(
        event["id"], event["type"], event["data"].get("charge"), event["data"].get("refund")
    )  # fmt: skip
    assert all(part is None or isinstance(part, str) for part in (notice.charge_reference, notice.refund_reference))


def _fits(value: object) -> bool:
    try:
        orjson.dumps(value)
    except TypeError:  # an integer of more than 64 bits, or a lone surrogate
        return False
    return True


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"\xff", b"null", b'"text"', b"7", b"[]", b"{}"])
def test_an_invalid_body_is_refused_even_with_a_valid_signature(body: bytes):
    with pytest.raises(BadSignature):
        GATEWAY.verify(body, {"sandbox-signature": sign("first", body, NOW)}, NOW)


@pytest.mark.parametrize("secret", SECRETS)
def test_every_secret_of_the_rotation_is_accepted(secret: str):
    notice = GATEWAY.verify(BODY, {"sandbox-signature": sign(secret, BODY, NOW)}, NOW)
    assert notice == Notice("evt_1", "charge.succeeded", "ch_1", None)


@pytest.mark.parametrize(
    "header",
    [
        f"t={NOW}",
        f"v1={signature('first', BODY, NOW)}",
        f"t={NOW},v0={signature('first', BODY, NOW)}",
        f"t={NOW},v1={signature('first', BODY, NOW).upper()}",
        f"t={NOW},t={NOW},v1={signature('first', BODY, NOW)}",
        f"t={NOW + 1},v1={signature('first', BODY, NOW)}",
        f"t={NOW},v1={signature('fourth', BODY, NOW)}",
        f"t={'9' * 5000},v1={signature('first', BODY, NOW)}",
        sign("first", BODY, NOW) + "," + "x" * 5_000,
    ],
)
def test_a_malformed_header_is_refused(header: str):
    with pytest.raises(BadSignature):
        GATEWAY.verify(BODY, {"sandbox-signature": header}, NOW)


def test_one_valid_signature_of_several_suffices():
    header = f"t={NOW},v1={'0' * 64},v1={signature('third', BODY, NOW)}"
    assert GATEWAY.verify(BODY, {"sandbox-signature": header}, NOW).event_id == "evt_1"


def test_without_secrets_every_webhook_is_refused():
    with pytest.raises(BadSignature):
        SandboxGateway("http://pay.test", "key", ()).verify(BODY, {"sandbox-signature": sign("", BODY, NOW)}, NOW)


def test_a_timestamp_may_be_five_minutes_away():
    headers = {"sandbox-signature": sign("first", BODY, NOW)}
    for moment in (-300, 0, 300):
        assert GATEWAY.verify(BODY, headers, NOW + moment).event_id == "evt_1"
    for moment in (-301, 301):
        with pytest.raises(BadSignature):
            GATEWAY.verify(BODY, headers, NOW + moment)
