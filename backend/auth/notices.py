"""E-mails to staff about the access to their own account, and to administrators about limits that were reached."""

import enum
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm

from backend.auth.viewer import Origin
from backend.enums import total
from backend.models import (
    Language,
    Notification,
    NotificationChannel,
    NotificationPurpose,
    User,
    UserRole,
    UserStatus,
)
from backend.records import events
from backend.settings import Settings

EXPIRY = timedelta(days=3)  # after which an e-mail that could not be sent is given up
UNKNOWN = "–"


class Notice(enum.StrEnum):
    """What a member of staff is told. The value is the topic of the notification."""

    SECOND_FACTOR_SET = "user.second_factor_set"
    SECOND_FACTOR_REMOVED = "user.second_factor_removed"
    PASSWORD_CHANGED = "user.password_changed"  # noqa: S105  a topic
    DEVICE_CONNECTED = "user.device_connected"
    LIMIT_REACHED = "sign_in.limited"


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
    Notice.LIMIT_REACHED: (
        "A limit of sign-in for everybody is reached: {limit}",
        "Достигнут общий предел попыток входа: {limit}",
        "Кирүү аракеттеринин жалпы чегине жетти: {limit}",
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


_LIMIT_TEXTS = (
    (
        "{subject}. Time: {time}.\n\nMany networks together fail to sign in: somebody is guessing. Until the limit's "
        "time is over, unknown devices cannot sign in this way; known devices can."
    ),
    (
        "{subject}. Время: {time}.\n\nНеудачные попытки входа идут сразу из многих сетей: кто-то подбирает пароли или "
        "коды. Пока время предела не истекло, так нельзя войти с незнакомых устройств; со знакомых можно."
    ),
    (
        "{subject}. Убактысы: {time}.\n\nКирүүнүн ийгиликсиз аракеттери бир эле учурда көп тармактан келүүдө: кимдир "
        "бирөө сырсөздөрдү же коддорду тандап жатат. Чектин убактысы бүткүчө белгисиз түзмөктөрдөн мындай кирүүгө "
        "болбойт; белгилүүлөрүнөн болот."
    ),
)


def tell(db: Orm, settings: Settings, user: User, notice: Notice, origin: Origin, **facts: str) -> None:
    """Queue an e-mail to a user, in the user's language and in the transaction of the change."""
    place = _LANGUAGES.index(user.language)
    subject = _SUBJECTS[notice][place].format(**facts)
    time = f"{datetime.now(ZoneInfo(settings.time_zone)):%Y-%m-%d %H:%M %Z}"
    text = (_LIMIT_TEXTS if notice is Notice.LIMIT_REACHED else _TEXTS)[place].format(
        subject=subject, email=user.email, time=time, address=origin.address or UNKNOWN
    )
    db.execute(
        sa.insert(Notification).values(
            topic=notice.value, purpose=NotificationPurpose.SIGN_IN, channel=NotificationChannel.EMAIL,
            language=user.language, recipient=user.email, subject=subject, text=text,
            expires_at=sa.func.now() + EXPIRY,
        )
    )  # fmt: skip


def tell_administrators(db: Orm, settings: Settings, notice: Notice, **facts: str) -> None:
    """Tell all active administrators: an e-mail to each, and an event of the log that only staff receive."""
    for user in db.scalars(sa.select(User).where(User.role == UserRole.ADMIN, User.status == UserStatus.ACTIVE)).all():
        tell(db, settings, user, notice, Origin(), **facts)
        payload = {"internal": True, **facts}
        told: events.Entry = {
            "topic": notice.value,
            "node_type": "User",
            "node_id": user.id,
            "actor": "sign-in",
            "payload": payload,
        }
        db.execute(*events.written([told]))
