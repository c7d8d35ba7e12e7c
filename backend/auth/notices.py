"""E-mails to staff about the access to their own account: what changed, when, and from which address."""

import enum
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm

from backend.auth.viewer import Origin
from backend.enums import total
from backend.models import Language, Notification, NotificationChannel, NotificationPurpose, User
from backend.settings import Settings

EXPIRY = timedelta(days=3)  # after which an e-mail that could not be sent is given up
UNKNOWN = "–"


class Notice(enum.StrEnum):
    """What a member of staff is told. The value is the topic of the notification."""

    SECOND_FACTOR_SET = "user.second_factor_set"
    SECOND_FACTOR_REMOVED = "user.second_factor_removed"
    PASSWORD_CHANGED = "user.password_changed"  # noqa: S105  a topic
    DEVICE_CONNECTED = "user.device_connected"


_LANGUAGES = (Language.EN, Language.RU, Language.KY)
_SUBJECTS = total(Notice, {
    Notice.SECOND_FACTOR_SET: (
        "A second step was set up for your account",
        "Для вашей учётной записи настроен второй шаг входа",
        "Эсебиңизге кирүүнүн экинчи кадамы орнотулду",
    ),
    Notice.SECOND_FACTOR_REMOVED: (
        "The second step of your account was removed",
        "Второй шаг входа в вашу учётную запись удалён",
        "Эсебиңизге кирүүнүн экинчи кадамы алынып салынды",
    ),
    Notice.PASSWORD_CHANGED: (
        "The password of your account was changed",
        "Пароль вашей учётной записи изменён",
        "Эсебиңиздин сырсөзү өзгөртүлдү",
    ),
    Notice.DEVICE_CONNECTED: (
        "{client} was connected to your account",
        "{client}: доступ к вашей учётной записи разрешён",
        "{client} эсебиңизге туташтырылды",
    ),
})  # fmt: skip
_TEXTS = (
    (
        "{subject}. Account: {email}. Time: {time}. Network address: {address}.\n\n"
        "If this was not you, ask an administrator at once to deactivate the account."
    ),
    (
        "{subject}. Учётная запись: {email}. Время: {time}. Сетевой адрес: {address}.\n\n"
        "Если это были не вы, сразу попросите администратора отключить учётную запись."
    ),
    (
        "{subject}. Эсеп: {email}. Убактысы: {time}. Тармактык дарек: {address}.\n\n"
        "Эгер бул сиз эмес болсоңуз, дароо администратордон эсепти өчүрүүнү сураныңыз."
    ),
)


def tell(db: Orm, settings: Settings, user: User, notice: Notice, origin: Origin, **facts: str) -> None:
    """Queue an e-mail to a user, in the user's language and in the transaction of the change."""
    place = _LANGUAGES.index(user.language)
    subject = _SUBJECTS[notice][place].format(**facts)
    text = _TEXTS[place].format(
        subject=subject,
        email=user.email,
        time=f"{datetime.now(ZoneInfo(settings.time_zone)):%Y-%m-%d %H:%M %Z}",
        address=origin.address or UNKNOWN,
    )
    db.execute(
        sa.insert(Notification).values(
            topic=notice.value, purpose=NotificationPurpose.SIGN_IN, channel=NotificationChannel.EMAIL,
            language=user.language, recipient=user.email, subject=subject, text=text,
            expires_at=sa.func.now() + EXPIRY,
        )
    )  # fmt: skip
