"""E-mail against a real SMTP server."""

import asyncio
import email
import email.policy
import ssl
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.notifications.channel import ChannelDown, OutgoingMessage, Undeliverable
from backend.notifications.email import EmailChannel, SmtpSettings
from tests.notifications.peers import MailServer, free_port, in_loop, mail_server

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
MESSAGE = OutgoingMessage(
    to="ivan@example.org",
    subject="Счёт за март — «Связь-Сервис» № 42: оплатите, пожалуйста, до десятого числа этого месяца",
    text="Здравствуйте, Иван!\n.\nСумма: 1 234,50 ₽ 🙂\n",
    html="<p>Здравствуйте, <b>Иван</b>!</p>\n",
    reference="notification-42",
)


def channel_to(port: int, **settings: object) -> EmailChannel:
    given = {"start_tls": "none", "timeout_seconds": 5.0, **settings}
    tls_context = given.pop("tls_context", None)
    return EmailChannel(
        SmtpSettings(
            host="127.0.0.1", port=port, sender="Оператор <noreply@crm.test>", local_hostname="crm.test", **given
        ),
        lambda: NOW,
        tls_context,
    )


def read(peer: MailServer, index: int = -1) -> email.message.EmailMessage:
    return email.message_from_bytes(peer.received[index][2], policy=email.policy.default)


def plain(part: email.message.EmailMessage) -> str:
    return part.get_content().replace("\r\n", "\n")


@in_loop
async def test_a_message_arrives_with_its_cyrillic_and_its_headers():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        assert await channel.send(MESSAGE) == "Q1"
        await channel.close()
        assert peer.received[0][:2] == ("noreply@crm.test", ["ivan@example.org"])
        got = read(peer)
        assert got["Subject"] == MESSAGE.subject
        assert (got["From"], got["To"]) == ("Оператор <noreply@crm.test>", "ivan@example.org")
        assert got["Message-ID"] == "<notification-42@crm.test>"
        assert got["Date"].datetime == NOW
        assert got["Auto-Submitted"] == "auto-generated"
        assert got.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
        assert [plain(part) for part in got.iter_parts()] == [MESSAGE.text, MESSAGE.html]
        assert peer.received[0][2].isascii()


@in_loop
async def test_without_html_there_is_one_plain_part():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(replace(MESSAGE, html=None, subject=None))
        await channel.close()
        got = read(peer)
        assert (got.get_content_type(), plain(got), got["Subject"]) == ("text/plain", MESSAGE.text, "")


@in_loop
async def test_messages_share_one_connection():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        ids = await asyncio.gather(*(channel.send(replace(MESSAGE, reference=f"n-{one}")) for one in range(5)))
        await channel.close()
        assert sorted(ids) == ["Q1", "Q2", "Q3", "Q4", "Q5"]
        assert len(peer.connections) == 1
        assert {read(peer, at)["Message-ID"] for at in range(5)} == {f"<n-{one}@crm.test>" for one in range(5)}


@in_loop
async def test_line_breaks_in_a_subject_inject_no_header():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(replace(MESSAGE, subject="Bill\r\nBcc: thief@example.org\n\nЗдравствуй\u2028\x85\x00x"))
        await channel.close()
        got = read(peer)
        assert got["Subject"] == "Bill Bcc: thief@example.org Здравствуй x"
        assert got["Bcc"] is None
        assert peer.received[0][1] == ["ivan@example.org"]


@pytest.mark.parametrize(
    "to",
    [
        "ivan@example.org\r\nRCPT TO:<thief@example.org>", "ivan@example.org\nBcc: a@b", "a@b.org, c@d.org",
        "a@b.org> SIZE=1", "Name <a@b.org>", "ivan", "", "a@b@c", " a@b.org", "иван@example.org", "a..b@c.org", ".a@c.org", "a@b..org", "a@" + "b" * 70 + "\u2044.ru",
    ],
)  # fmt: skip
def test_an_address_that_is_not_one_mailbox_is_refused_before_sending(to: str):
    @in_loop
    async def scenario() -> None:
        async with mail_server() as peer:
            with pytest.raises(Undeliverable):
                await channel_to(peer.port).send(replace(MESSAGE, to=to))
            assert peer.connections == []

    scenario()


@in_loop
async def test_a_cyrillic_domain_is_sent_in_its_ascii_form():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(replace(MESSAGE, to="ivan@почта.рф"))
        await channel.close()
        assert peer.received[0][1] == ["ivan@xn--80a1acny.xn--p1ai"]


@in_loop
async def test_a_reference_invalid_in_a_message_id_is_hashed_deterministically():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        for _ in range(2):
            await channel.send(replace(MESSAGE, reference="счёт> \r\nX: y"))
        await channel.close()
        first, second = read(peer, 0)["Message-ID"], read(peer, 1)["Message-ID"]
        assert first == second
        assert len(first) == len("<@crm.test>") + 40
        assert read(peer)["X"] is None


@pytest.mark.parametrize(
    ("setting", "answer", "expected"),
    [
        ("recipient_answer", "450 mailbox busy", ChannelDown),
        ("recipient_answer", "550 no such user", Undeliverable),
        ("sender_answer", "451 later", ChannelDown),
        ("sender_answer", "530 authenticate first", ChannelDown),
        ("data_answer", "452 full", ChannelDown),
        ("data_answer", "554 spam", Undeliverable),
    ],
)
def test_a_refusal_has_its_code_and_leaves_the_connection_usable(setting: str, answer: str, expected: type):
    @in_loop
    async def scenario() -> None:
        async with mail_server() as peer:
            channel = channel_to(peer.port)
            setattr(peer, setting, answer)
            with pytest.raises(expected) as refused:
                await channel.send(MESSAGE)
            assert str(refused.value) == f"smtp: {answer}"
            assert getattr(refused.value, "uncertain", False) is False
            setattr(peer, setting, None)
            assert await channel.send(MESSAGE) == "Q1"
            await channel.close()
            assert len(peer.connections) == 1

    scenario()


@in_loop
async def test_a_connection_closed_while_idle_is_replaced():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(MESSAGE)
        peer.cut()
        assert await channel.send(MESSAGE) == "Q2"
        await channel.close()
        assert len(peer.connections) == 2


@in_loop
async def test_a_reused_connection_that_breaks_at_its_first_command_is_replaced_once():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(MESSAGE)
        peer.drop_at = "MAIL"
        assert await channel.send(MESSAGE) == "Q2"
        await channel.close()
        assert (len(peer.connections), len(peer.received)) == (2, 2)
        assert peer.commands == ["MAIL", "RCPT", "DATA", "MAIL", "MAIL", "RCPT", "DATA"]


@in_loop
async def test_a_reused_connection_that_answers_421_is_replaced():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(MESSAGE)
        peer.sender_answer = "421 idle too long"
        with pytest.raises(ChannelDown, match="421 idle too long"):
            await channel.send(MESSAGE)
        assert len(peer.connections) == 2
        peer.sender_answer = None
        assert await channel.send(MESSAGE) == "Q2"
        await channel.close()


@in_loop
async def test_a_new_connection_that_breaks_is_not_retried():
    async with mail_server() as peer:
        peer.drop_at = "MAIL"
        with pytest.raises(ChannelDown) as down:
            await channel_to(peer.port).send(MESSAGE)
        assert down.value.uncertain is False
        assert len(peer.connections) == 1


@in_loop
async def test_a_connection_lost_after_the_content_is_uncertain_and_not_repeated():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(MESSAGE)
        peer.drop_at = "DATA"
        with pytest.raises(ChannelDown) as down:
            await channel.send(MESSAGE)
        assert down.value.uncertain is True
        assert len(peer.received) == 2
        assert await channel.send(MESSAGE) == "Q3"
        await channel.close()
        assert {read(peer, at)["Message-ID"] for at in range(3)} == {"<notification-42@crm.test>"}


@in_loop
async def test_a_refused_connection_is_a_temporary_failure():
    with pytest.raises(ChannelDown) as down:
        await channel_to(free_port()).send(MESSAGE)
    assert down.value.uncertain is False


@in_loop
async def test_a_cancelled_send_does_not_disturb_the_next():
    async with mail_server() as peer:
        channel = channel_to(peer.port)
        await channel.send(MESSAGE)
        sending = asyncio.create_task(channel.send(MESSAGE))
        await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert (await channel.send(replace(MESSAGE, reference="after")))[0] == "Q"
        await channel.close()
        assert read(peer)["Message-ID"] == "<after@crm.test>"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*made, "-keyout", folder / "key", "-out", folder / "certificate"], check=True, capture_output=True)
    return folder


# A handshake that the client aborts leaves an open transport, about which uvloop warns.
@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize(("start_tls", "wrapped"), [("starttls", False), ("tls", True)])
def test_a_password_is_sent_over_tls_and_an_unknown_authority_is_refused(
    certificate: Path, start_tls: str, *, wrapped: bool
):
    @in_loop
    async def scenario() -> None:
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(certificate / "certificate", certificate / "key")
        trusting = ssl.create_default_context(cafile=str(certificate / "certificate"))
        options = {"auth_require_tls": not wrapped, "auth_required": True, "require_starttls": not wrapped}
        async with mail_server(server, wrapped=wrapped, **options) as peer:
            login = {"start_tls": start_tls, "username": "crm", "password": "secret"}
            channel = channel_to(peer.port, **login, tls_context=trusting)
            assert await channel.send(MESSAGE) == "Q1"
            await channel.close()
            assert peer.logins == [(b"crm", b"secret")]
            with pytest.raises(ChannelDown, match="535"):
                await channel_to(peer.port, **{**login, "password": "wrong"}, tls_context=trusting).send(MESSAGE)
            peer.logins.clear()
            with pytest.raises(ChannelDown, match=r"(?i)certificate"):
                await channel_to(peer.port, **login).send(MESSAGE)
            assert peer.logins == []

    scenario()


@in_loop
async def test_without_starttls_nothing_is_sent_in_clear_text():
    async with mail_server() as peer:
        with pytest.raises(ChannelDown, match="STARTTLS"):
            await channel_to(peer.port, start_tls="starttls").send(MESSAGE)
        assert peer.commands == []
