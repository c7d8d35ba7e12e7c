"""The channels that the settings configure."""

from datetime import UTC, datetime

from backend.models import NotificationChannel
from backend.notifications.channel import Channel
from backend.notifications.email import EmailChannel, SmtpSettings
from backend.notifications.sender import LoggedChannel, Receipts
from backend.notifications.sms import SmsChannel
from backend.notifications.sms_session import SmscSettings
from backend.settings import Settings


def connected_channels(settings: Settings, receipts: Receipts) -> dict[NotificationChannel, Channel]:
    """The configured channels. In demo mode channels that are not configured only write to the log."""
    found: dict[NotificationChannel, Channel] = {}
    if settings.smtp_host is not None:
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
        smtp = SmtpSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            sender=settings.smtp_sender,
            username=settings.smtp_username,
            password=password,
            start_tls=settings.smtp_security,
            local_hostname="crm.localdomain",
        )
        found[NotificationChannel.EMAIL] = EmailChannel(smtp, lambda: datetime.now(UTC))
    if settings.smpp_host is not None:
        smsc = SmscSettings(
            host=settings.smpp_host,
            port=settings.smpp_port,
            system_id=settings.smpp_system_id,
            password=settings.smpp_password.get_secret_value(),
            system_type=settings.smpp_system_type,
        )
        found[NotificationChannel.SMS] = SmsChannel(
            smsc, settings.smpp_sender, receipts.record, identifiers=settings.smpp_identifiers
        )
    if settings.demo:
        for kind in (NotificationChannel.EMAIL, NotificationChannel.SMS):
            found.setdefault(kind, LoggedChannel(kind.value.lower()))
    return found


def sends_short_messages(settings: Settings) -> bool:
    """Whether short messages, such as sign-in codes, can be sent."""
    return settings.demo or settings.smpp_host is not None
