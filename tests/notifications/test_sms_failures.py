"""Short messages when the SMSC refuses, does not answer, disconnects or restarts."""

import asyncio
import struct
from dataclasses import replace

import pytest

from backend.notifications.channel import ChannelDown, Undeliverable
from backend.notifications.sms import SmsChannel
from tests.notifications.peers import PATIENCE_SECONDS, free_port, in_loop, smsc
from tests.notifications.smpp import LONG, MESSAGE, connected, settings, soon, until_sent


@pytest.mark.parametrize(
    "to", ["", "79x", "+0123456", "+7999123456789012", "+7999 1234567", "＋79991234567", "+7٩٩٩1234567"]
)
def test_an_invalid_number_is_refused_before_sending(to: str):
    @in_loop
    async def scenario() -> None:
        channel = SmsChannel(settings(free_port()), "Operator", lambda *_: None)
        with pytest.raises(Undeliverable):
            await channel.send(replace(MESSAGE, to=to))

    scenario()


@pytest.mark.parametrize(
    ("mode", "expected", "status"),
    [
        ("throttle", ChannelDown, "0x00000058"),
        ("queue_full", ChannelDown, "0x00000014"),
        ("reject", Undeliverable, "0x0000000b"),
    ],
)
def test_a_refusal_has_its_status_and_leaves_the_session_usable(mode: str, expected: type, status: str):
    @in_loop
    async def scenario() -> None:
        async with smsc() as peer, connected(peer) as (channel, _):
            await peer.order(mode=mode, times=1)
            with pytest.raises(expected, match=status) as refused:
                await channel.send(MESSAGE)
            assert getattr(refused.value, "uncertain", False) is False
            assert await channel.send(MESSAGE) == "m-4096"
            assert peer.count("bound") == 1

    scenario()


@in_loop
async def test_parts_accepted_before_a_failure_are_not_sent_again():
    async with smsc() as peer, connected(peer) as (channel, _):
        await peer.order(mode="throttle", skip=2, times=1)
        with pytest.raises(ChannelDown) as down:
            await channel.send(LONG)
        assert down.value.accepted == ("m-4096", "m-4097")
        ids = (await channel.send(LONG)).split(",")
        got = peer.submits()
        assert [(one["part"], one["mode"]) for one in got[:4]] == [
            (1, "accept"), (2, "accept"), (3, "throttle"), (3, "accept"),
        ]  # fmt: skip
        assert len(got) == len(ids) + 1
        assert got[-1]["whole"] == LONG.text


@in_loop
async def test_a_missing_answer_is_uncertain_and_a_late_answer_is_kept():
    async with smsc() as peer, connected(peer, timeout_seconds=0.3) as (channel, _):
        await peer.order(mode="swallow", times=1)
        with pytest.raises(ChannelDown) as down:
            await channel.send(MESSAGE)
        assert down.value.uncertain is True
        await peer.order(answer_swallowed=True)
        assert await channel.send(replace(MESSAGE, reference="other")) == "m-4097"
        assert await channel.send(MESSAGE) == "m-4096"
        assert len(peer.submits()) == 2


@in_loop
async def test_a_connection_lost_before_the_answer_is_uncertain_and_reopened():
    async with smsc() as peer, connected(peer) as (channel, _):
        await peer.order(mode="drop", times=1)
        with pytest.raises(ChannelDown) as down:
            await channel.send(MESSAGE)
        assert down.value.uncertain is True
        assert await until_sent(channel) == "m-4096"
        assert peer.count("bound") == 2


@in_loop
async def test_the_channel_reconnects_after_the_smsc_restarted():
    async with smsc() as first, connected(first) as (channel, receipts):
        await channel.send(MESSAGE)
        await first.kill()
        with pytest.raises(ChannelDown):  # noqa: PT012  # the first may still find the old session
            while True:
                await channel.send(replace(MESSAGE, reference="meanwhile"))
        async with smsc(first.port) as second:
            await second.next_line("bound")  # without a message to send, since receipts may come
            await second.order(receipts=0)
            assert await until_sent(channel) == "m-4096"
            assert await soon(receipts) == ("m-4096", "DELIVERED")


@in_loop
async def test_a_refused_connection_and_a_wrong_password_are_temporary_and_certain():
    channel = SmsChannel(settings(free_port()), "Operator", lambda *_: None)
    with pytest.raises(ChannelDown, match="refused") as down:
        await channel.send(MESSAGE)
    assert down.value.uncertain is False
    await channel.close()
    async with smsc() as peer, connected(peer, password="wrong") as (wrong, _):
        with pytest.raises(ChannelDown, match="Invalid Password"):
            await wrong.send(MESSAGE)
        assert peer.submits() == []


@in_loop
async def test_an_unbind_by_the_smsc_is_answered_and_followed_by_a_new_session():
    async with smsc() as peer, connected(peer) as (channel, _):
        await channel.send(MESSAGE)
        await peer.order(unbind=True)
        assert await peer.next_line("unbind_answer") is True
        assert await until_sent(channel) == "m-4097"
        assert peer.count("bound") == 2


@in_loop
async def test_the_link_is_kept_alive_and_closed_without_an_answer():
    async with smsc() as peer, connected(peer, enquire_link_seconds=0.1, timeout_seconds=1.0) as (channel, _):
        await channel.open()
        for _ in range(3):
            await peer.next_line("enquired")
        assert (peer.count("bound"), peer.count("closed")) == (1, 0)
        await peer.order(enquire_link=True)
        assert await peer.next_line("enquire_link_answer") is True
        await peer.order(mute_enquire_link=True)
        assert await peer.next_line("closed") is True
        for _ in range(2):
            await peer.next_line("bound")


@in_loop
async def test_an_answer_in_pieces_slower_than_the_timeout_is_still_read():
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for command, body in ((0x80000009, b"smsc\0"), (0x80000004, b"slow-1\0")):
            _, _, _, sequence = struct.unpack(">LLLL", (head := await reader.readexactly(16)))
            await reader.readexactly(struct.unpack(">L", head[:4])[0] - 16)
            answer = struct.pack(">LLLL", 16 + len(body), command, 0, sequence) + body
            pieces = [answer] if command == 0x80000009 else [answer[:3], answer[3:17], answer[17:]]
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.3 if len(pieces) > 1 else 0)
        await reader.read()
        writer.close()
        ended.set()

    ended = asyncio.Event()
    server = await asyncio.start_server(slow, "127.0.0.1", 0)
    channel = SmsChannel(
        settings(server.sockets[0].getsockname()[1], timeout_seconds=0.25), "Operator", lambda *_: None
    )
    with pytest.raises(ChannelDown) as down:
        await channel.send(MESSAGE)
    assert down.value.uncertain is True
    for _ in range(PATIENCE_SECONDS * 50):
        if any(channel._accepted.values()):
            break
        await asyncio.sleep(0.02)
    assert await channel.send(MESSAGE) == "slow-1"
    await channel.close()
    server.close()
    await ended.wait()
