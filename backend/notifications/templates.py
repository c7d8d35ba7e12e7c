"""The texts of notifications, in English, Russian and Kyrgyz. Jinja2 escapes HTML; a missing variable is an error."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from backend.enums import total
from backend.models import Language, NotificationPurpose

MAX_QUOTED_CHARACTERS = 500
MAX_STRANGERS_CHARACTERS = 100  # of a text that anybody may have written
STRANGERS_TEXTS = frozenset({"subject"})  # the variables with such texts
WHOLE_TEXTS = frozenset({"question"})  # which the staff writes, and which cannot be understood in part
DIGEST = "notification.digest"


@dataclass(frozen=True)
class Composed:
    """One message in one language, to the person `name`; None for a requester whose form has no name."""

    subject: str
    text: str
    language: Language
    name: str | None

    @cached_property
    def html(self) -> str:
        """The message as a page, for e-mail only."""
        greeting = _GREETING[self.language].format(self.name) if self.name else _GREETING_OF_NOBODY[self.language]
        return _page().render(
            subject=self.subject, text=self.text, greeting=greeting, language=self.language.value.lower()
        )


@dataclass(frozen=True)
class TopicTexts:
    """The purpose of a topic's messages, and subject and text by language."""

    purpose: NotificationPurpose
    texts: Mapping[Language, tuple[str, str]]


def _texts(purpose: NotificationPurpose, *texts: tuple[str, str]) -> TopicTexts:
    """The texts of a topic, in the order English, Russian, Kyrgyz."""
    return TopicTexts(purpose, dict(zip((Language.EN, Language.RU, Language.KY), texts, strict=True)))


_P = NotificationPurpose
TOPICS: Mapping[str, TopicTexts] = {
    "contract.accepted": _texts(
        _P.SERVICE,
        ("Contract {{ contract }} is signed", "Contract {{ contract }} for the number {{ msisdn }}, tariff {{ tariff }}, is signed. We will tell you when it is in service."),
        ("Договор {{ contract }} подписан", "Договор {{ contract }} на номер {{ msisdn }}, тариф {{ tariff }}, подписан. Мы сообщим, когда номер будет подключён."),
        ("{{ contract }} келишимине кол коюлду", "{{ msisdn }} номери, {{ tariff }} тарифи боюнча {{ contract }} келишимине кол коюлду. Номер иштегенде кабарлайбыз."),
    ),
    "contract.scheduled": _texts(
        _P.SERVICE,
        ("Contract {{ contract }} will start", "Contract {{ contract }} for the number {{ msisdn }} is scheduled. We will tell you when it is in service."),
        ("Подключение по договору {{ contract }} запланировано", "Подключение номера {{ msisdn }} по договору {{ contract }} запланировано. Мы сообщим, когда номер будет подключён."),
        ("{{ contract }} келишими боюнча туташтыруу пландалды", "{{ msisdn }} номерин {{ contract }} келишими боюнча туташтыруу пландалды. Номер иштегенде кабарлайбыз."),
    ),
    "contract.cancelled": _texts(
        _P.SERVICE,
        ("Contract {{ contract }} is cancelled", "Contract {{ contract }} was cancelled before it was in service. The number {{ msisdn }} is no longer reserved for you."),
        ("Договор {{ contract }} отменён", "Договор {{ contract }} отменён до подключения. Номер {{ msisdn }} больше не зарезервирован за вами."),
        ("{{ contract }} келишими жокко чыгарылды", "{{ contract }} келишими иштей электе жокко чыгарылды. {{ msisdn }} номери мындан ары сизге сакталбайт."),
    ),
    "contract.lapsed": _texts(
        _P.SERVICE,
        ("Contract {{ contract }} has lapsed", "Contract {{ contract }} was not signed in time. The number {{ msisdn }} is no longer reserved for you."),
        ("Срок договора {{ contract }} истёк", "Договор {{ contract }} не был подписан вовремя. Номер {{ msisdn }} больше не зарезервирован за вами."),
        ("{{ contract }} келишиминин мөөнөтү бүттү", "{{ contract }} келишимине убагында кол коюлган жок. {{ msisdn }} номери мындан ары сизге сакталбайт."),
    ),
    "contract.activated": _texts(
        _P.SERVICE,
        ("Your number {{ msisdn }} is in service", "Contract {{ contract }} is active. Number: {{ msisdn }}, tariff: {{ tariff }}."),
        ("Ваш номер {{ msisdn }} подключён", "Договор {{ contract }} действует. Номер: {{ msisdn }}, тариф: {{ tariff }}."),
        ("{{ msisdn }} номериңиз иштеп баштады", "{{ contract }} келишими күчүндө. Номер: {{ msisdn }}, тариф: {{ tariff }}."),
    ),
    "contract.suspended": _texts(
        _P.SERVICE,
        ("Service of {{ msisdn }} is suspended", "Service under contract {{ contract }} ({{ msisdn }}) is temporarily suspended."),
        ("Обслуживание {{ msisdn }} приостановлено", "Обслуживание по договору {{ contract }} ({{ msisdn }}) временно приостановлено."),
        ("{{ msisdn }} номерин тейлөө токтотулду", "{{ contract }} келишими боюнча тейлөө ({{ msisdn }}) убактылуу токтотулду."),
    ),
    "contract.resumed": _texts(
        _P.SERVICE,
        ("{{ msisdn }} is in service again", "Service under contract {{ contract }} ({{ msisdn }}) has been resumed."),
        ("Номер {{ msisdn }} снова обслуживается", "Обслуживание по договору {{ contract }} ({{ msisdn }}) возобновлено."),
        ("{{ msisdn }} номери кайра иштейт", "{{ contract }} келишими боюнча тейлөө ({{ msisdn }}) кайра башталды."),
    ),
    "contract.closed": _texts(
        _P.SERVICE,
        ("Contract {{ contract }} has ended", "Contract {{ contract }} is closed. The number {{ msisdn }} is no longer yours."),
        ("Договор {{ contract }} закрыт", "Договор {{ contract }} закрыт. Номер {{ msisdn }} больше вам не принадлежит."),
        ("{{ contract }} келишими жабылды", "{{ contract }} келишими жабылды. {{ msisdn }} номери мындан ары сиздики эмес."),
    ),
    "contract.annulled": _texts(
        _P.SERVICE,
        ("Contract {{ contract }} is annulled", "Contract {{ contract }} is annulled, since it never came into service. The number {{ msisdn }} is not yours, and all charges were reversed."),
        ("Договор {{ contract }} аннулирован", "Договор {{ contract }} аннулирован: обслуживание по нему не начиналось. Номер {{ msisdn }} вам не принадлежит, все начисления отменены."),
        ("{{ contract }} келишими жокко чыгарылды", "{{ contract }} келишими боюнча тейлөө башталган жок, ошондуктан ал жокко чыгарылды. {{ msisdn }} номери сиздики эмес, бардык эсептөөлөр кайтарылды."),
    ),
    "contract.number_changed": _texts(
        _P.SERVICE,
        ("Your new number is {{ msisdn }}", "Contract {{ contract }} has a new number: {{ msisdn }}. The old one is no longer yours. If you did not ask for this, please call us at once."),
        ("Ваш новый номер {{ msisdn }}", "У договора {{ contract }} новый номер: {{ msisdn }}. Прежний вам больше не принадлежит. Если вы об этом не просили, сразу позвоните нам."),
        ("Жаңы номериңиз {{ msisdn }}", "{{ contract }} келишиминин жаңы номери: {{ msisdn }}. Мурункусу мындан ары сиздики эмес. Муну сурабасаңыз, дароо бизге чалыңыз."),
    ),
    "contract.transfer_started": _texts(
        _P.SERVICE,
        ("{{ msisdn }} is about to get another holder", "The transfer of {{ msisdn }} (contract {{ contract }}) to another person was requested. If you did not ask for it, please call us at once."),
        ("Номер {{ msisdn }} передают другому", "Запрошена передача номера {{ msisdn }} (договор {{ contract }}) другому лицу. Если вы об этом не просили, сразу позвоните нам."),
        ("{{ msisdn }} номери башкага өткөрүлөт", "{{ msisdn }} номерин ({{ contract }} келишими) башка адамга өткөрүү суралды. Муну сурабасаңыз, дароо бизге чалыңыз."),
    ),
    "contract.transferred": _texts(
        _P.SERVICE,
        ("{{ msisdn }} has another holder", "Contract {{ contract }} has ended: {{ msisdn }} belongs to another person now. If you did not ask for it, please call us at once."),
        ("Номер {{ msisdn }} передан", "Договор {{ contract }} окончен: номер {{ msisdn }} теперь принадлежит другому лицу. Если вы об этом не просили, сразу позвоните нам."),
        ("{{ msisdn }} номери өткөрүлдү", "{{ contract }} келишими бүттү: {{ msisdn }} номери эми башка адамдыкы. Муну сурабасаңыз, дароо бизге чалыңыз."),
    ),
    "contract.sim_swap_started": _texts(
        _P.SERVICE,
        ("The SIM of {{ msisdn }} is about to be replaced", "A new SIM was requested for {{ msisdn }} (contract {{ contract }}). If you did not ask for it, please call us at once: the old SIM will soon stop working."),
        ("SIM-карта номера {{ msisdn }} будет заменена", "Для номера {{ msisdn }} (договор {{ contract }}) запрошена новая SIM-карта. Если вы об этом не просили, сразу позвоните нам: прежняя карта скоро перестанет работать."),
        ("{{ msisdn }} номеринин SIM-картасы алмаштырылат", "{{ msisdn }} номери ({{ contract }} келишими) үчүн жаңы SIM-карта суралды. Муну сурабасаңыз, дароо бизге чалыңыз: мурунку карта жакында иштебей калат."),
    ),
    "contract.sim_swapped": _texts(
        _P.SERVICE,
        ("{{ msisdn }} has a new SIM", "The SIM of {{ msisdn }} (contract {{ contract }}) was replaced. If you did not ask for it, please call us at once."),
        ("У номера {{ msisdn }} новая SIM-карта", "SIM-карта номера {{ msisdn }} (договор {{ contract }}) заменена. Если вы об этом не просили, сразу позвоните нам."),
        ("{{ msisdn }} номеринин SIM-картасы жаңы", "{{ msisdn }} номеринин ({{ contract }} келишими) SIM-картасы алмаштырылды. Муну сурабасаңыз, дароо бизге чалыңыз."),
    ),
    "contract.tariff_changed": _texts(
        _P.SERVICE,
        ("The tariff of {{ msisdn }} was changed", "Contract {{ contract }} ({{ msisdn }}) has the tariff {{ tariff }} now."),
        ("Тариф номера {{ msisdn }} изменён", "По договору {{ contract }} ({{ msisdn }}) теперь действует тариф {{ tariff }}."),
        ("{{ msisdn }} номеринин тарифи өзгөрдү", "{{ contract }} келишими ({{ msisdn }}) эми {{ tariff }} тарифинде."),
    ),
    "contract.tariff_change_booked": _texts(
        _P.SERVICE,
        ("The tariff of {{ msisdn }} will change", "Contract {{ contract }} ({{ msisdn }}) gets the tariff {{ tariff }} on {{ day }}."),
        ("Тариф номера {{ msisdn }} изменится", "По договору {{ contract }} ({{ msisdn }}) с {{ day }} будет действовать тариф {{ tariff }}."),
        ("{{ msisdn }} номеринин тарифи өзгөрөт", "{{ contract }} келишими ({{ msisdn }}) {{ day }} күнүнөн баштап {{ tariff }} тарифине өтөт."),
    ),
    "contract.options_changed": _texts(
        _P.SERVICE,
        ("The options of {{ msisdn }} were changed", "The options of contract {{ contract }} ({{ msisdn }}) were changed."),
        ("Опции номера {{ msisdn }} изменены", "Опции по договору {{ contract }} ({{ msisdn }}) изменены."),
        ("{{ msisdn }} номеринин опциялары өзгөрдү", "{{ contract }} келишиминин ({{ msisdn }}) опциялары өзгөртүлдү."),
    ),
    "contract.options_change_booked": _texts(
        _P.SERVICE,
        ("The options of {{ msisdn }} will change", "The options of contract {{ contract }} ({{ msisdn }}) change on {{ day }}."),
        ("Опции номера {{ msisdn }} изменятся", "Опции по договору {{ contract }} ({{ msisdn }}) изменятся {{ day }}."),
        ("{{ msisdn }} номеринин опциялары өзгөрөт", "{{ contract }} келишиминин ({{ msisdn }}) опциялары {{ day }} күнү өзгөрөт."),
    ),
    "contract.closing_booked": _texts(
        _P.SERVICE,
        ("{{ msisdn }} will be closed", "Contract {{ contract }} ({{ msisdn }}) is closed on {{ day }}. If you did not ask for it, please call us."),
        ("Номер {{ msisdn }} будет отключён", "Договор {{ contract }} ({{ msisdn }}) закрывается {{ day }}. Если вы об этом не просили, позвоните нам."),
        ("{{ msisdn }} номери өчүрүлөт", "{{ contract }} келишими ({{ msisdn }}) {{ day }} күнү жабылат. Муну сурабасаңыз, бизге чалыңыз."),
    ),
    "contract.booking_cancelled": _texts(
        _P.SERVICE,
        ("A change of {{ msisdn }} was cancelled", "A change of contract {{ contract }} ({{ msisdn }}) that was booked for a later day was cancelled."),
        ("Изменение по номеру {{ msisdn }} отменено", "Запланированное изменение по договору {{ contract }} ({{ msisdn }}) отменено."),
        ("{{ msisdn }} номери боюнча өзгөртүү жокко чыгарылды", "{{ contract }} келишими ({{ msisdn }}) боюнча пландалган өзгөртүү жокко чыгарылды."),
    ),
    "contract.reopened": _texts(
        _P.SERVICE,
        ("Contract {{ contract }} is in service again", "Contract {{ contract }} was reopened. Your number is {{ msisdn }} again. Please sign in anew."),
        ("Договор {{ contract }} снова действует", "Договор {{ contract }} открыт снова. Ваш номер — снова {{ msisdn }}. Войдите, пожалуйста, заново."),
        ("{{ contract }} келишими кайра күчүндө", "{{ contract }} келишими кайра ачылды. Номериңиз кайра {{ msisdn }}. Кайрадан кириңиз."),
    ),
    "customer.closed": _texts(
        _P.SERVICE,
        ("You are no longer our customer", "Your customer account is closed. You have no contracts with us any more."),
        ("Обслуживание завершено", "Ваша учётная запись клиента закрыта. Действующих договоров с нами у вас больше нет."),
        ("Тейлөө аяктады", "Кардар катары эсебиңиз жабылды. Биз менен күчүндөгү келишимиңиз калган жок."),
    ),
    "customer.identity_expiring": _texts(
        _P.SERVICE,
        ("Your identity document expires soon", "The document by which your identity was verified expires on {{ expires_on }}. Please show us a new one before that day."),
        ("Срок действия документа истекает", "Срок действия документа, по которому подтверждена ваша личность, истекает {{ expires_on }}. Предъявите, пожалуйста, новый до этого дня."),
        ("Документиңиздин мөөнөтү бүтүп баратат", "Инсандыгыңыз ырасталган документтин мөөнөтү {{ expires_on }} күнү бүтөт. Ага чейин жаңы документти көрсөтүп коюңуз."),
    ),
    "kyc.expired": _texts(
        _P.SERVICE,
        ("Please verify your identity again", "The document by which your identity was verified has expired. Please show us a valid one."),
        ("Подтвердите личность ещё раз", "Срок действия документа, по которому подтверждена ваша личность, истёк. Предъявите, пожалуйста, действующий."),
        ("Инсандыгыңызды кайра ырастаңыз", "Инсандыгыңыз ырасталган документтин мөөнөтү бүттү. Жарактуу документти көрсөтүп коюңуз."),
    ),
    "payment.succeeded": _texts(
        _P.PAYMENT,
        ("Payment received: {{ amount }}", "Payment confirmed: we received {{ amount }} for contract {{ contract }} (payment {{ payment }}). The balance is now {{ balance }}."),
        ("Платёж получен: {{ amount }}", "Платёж подтверждён: мы получили {{ amount }} по договору {{ contract }} (платёж {{ payment }}). Баланс: {{ balance }}."),
        ("Төлөм келди: {{ amount }}", "Төлөм ырасталды: {{ contract }} келишими боюнча {{ amount }} алдык (төлөм {{ payment }}). Баланс: {{ balance }}."),
    ),
    "payment.failed": _texts(
        _P.PAYMENT,
        ("Payment failed: {{ amount }}", "The payment of {{ amount }} for contract {{ contract }} did not go through. You were not charged by us."),
        ("Платёж не прошёл: {{ amount }}", "Платёж {{ amount }} по договору {{ contract }} не прошёл. С нашей стороны средства не списаны."),
        ("Төлөм өткөн жок: {{ amount }}", "{{ contract }} келишими боюнча {{ amount }} төлөмү өткөн жок. Биз тараптан каражат алынган жок."),
    ),
    "balance.low": _texts(
        _P.BALANCE,
        ("Your balance is low", "The balance of contract {{ contract }} ({{ msisdn }}) is low: {{ balance }}. Please top it up."),
        ("Низкий баланс", "Баланс по договору {{ contract }} ({{ msisdn }}) низкий: {{ balance }}. Пополните его, пожалуйста."),
        ("Балансыңыз аз калды", "{{ contract }} келишиминин ({{ msisdn }}) балансы аз калды: {{ balance }}. Аны толуктап коюңуз."),
    ),
    "ticket.opened": _texts(
        _P.TICKET,
        ("Ticket {{ ticket }} is open", "We received your request “{{ subject }}”. Its number is {{ ticket }}."),
        ("Обращение {{ ticket }} принято", "Мы получили ваше обращение «{{ subject }}». Его номер {{ ticket }}."),
        ("{{ ticket }} кайрылууңуз кабыл алынды", "«{{ subject }}» кайрылууңузду алдык. Анын номери {{ ticket }}."),
    ),
    "ticket.activated": _texts(
        _P.TICKET,
        ("Ticket {{ ticket }}: we are working on it", "Work on your request “{{ subject }}” ({{ ticket }}) has begun."),
        ("Обращение {{ ticket }} в работе", "Мы начали работу по обращению «{{ subject }}» ({{ ticket }})."),
        ("{{ ticket }} кайрылууңуз каралып жатат", "«{{ subject }}» ({{ ticket }}) кайрылууңуз боюнча иш башталды."),
    ),
    "ticket.suspended": _texts(
        _P.TICKET,
        ("Ticket {{ ticket }} is on hold", "Work on your request “{{ subject }}” ({{ ticket }}) is on hold. We will continue as soon as we can."),
        ("Обращение {{ ticket }} приостановлено", "Работа по обращению «{{ subject }}» ({{ ticket }}) приостановлена. Мы продолжим, как только сможем."),
        ("{{ ticket }} кайрылууңуз күтүүдө", "«{{ subject }}» ({{ ticket }}) кайрылууңуз боюнча иш токтоп турат. Мүмкүн болору менен улантабыз."),
    ),
    "ticket.resumed": _texts(
        _P.TICKET,
        ("Ticket {{ ticket }}: work has resumed", "Work on your request “{{ subject }}” ({{ ticket }}) has resumed."),
        ("Обращение {{ ticket }} снова в работе", "Мы продолжили работу по обращению «{{ subject }}» ({{ ticket }})."),
        ("{{ ticket }} кайрылууңуз кайра каралууда", "«{{ subject }}» ({{ ticket }}) кайрылууңуз боюнча иш уланды."),
    ),
    "ticket.blocked": _texts(
        _P.TICKET,
        ("Ticket {{ ticket }}: work has ended", "Work on your request “{{ subject }}” ({{ ticket }}) has ended; it will be closed soon."),
        ("Работа по обращению {{ ticket }} завершена", "Работа по обращению «{{ subject }}» ({{ ticket }}) завершена; скоро мы его закроем."),
        ("{{ ticket }} кайрылууңуз боюнча иш аяктады", "«{{ subject }}» ({{ ticket }}) кайрылууңуз боюнча иш аяктады; жакында жабылат."),
    ),
    "ticket.closed": _texts(
        _P.TICKET,
        ("Ticket {{ ticket }} is closed", "Your request “{{ subject }}” ({{ ticket }}) is closed. Thank you."),
        ("Обращение {{ ticket }} закрыто", "Обращение «{{ subject }}» ({{ ticket }}) закрыто. Спасибо."),
        ("{{ ticket }} кайрылууңуз жабылды", "«{{ subject }}» ({{ ticket }}) кайрылууңуз жабылды. Рахмат."),
    ),
    "ticket.commented": _texts(
        _P.TICKET,
        ("Ticket {{ ticket }}: new reply", "We answered your request “{{ subject }}” ({{ ticket }}):\n{{ comment }}"),
        ("Ответ по обращению {{ ticket }}", "Мы ответили на ваше обращение «{{ subject }}» ({{ ticket }}):\n{{ comment }}"),
        ("{{ ticket }} кайрылууңузга жооп", "«{{ subject }}» ({{ ticket }}) кайрылууңузга жооп бердик:\n{{ comment }}"),
    ),
    "request.asked": _texts(
        _P.REQUEST,
        ("Request {{ request }}: a question", "We need to know more about your request {{ request }}:\n{{ question }}"),
        ("Вопрос по заявке {{ request }}", "По вашей заявке {{ request }} нам нужно уточнить:\n{{ question }}"),
        ("{{ request }} арызы боюнча суроо", "{{ request }} арызыңыз боюнча тактап алышыбыз керек:\n{{ question }}"),
    ),
    "request.lapsed": _texts(
        _P.REQUEST,
        ("Request {{ request }} has ended", "We had no answer to our question about your request {{ request }} and ended it. You may submit a new one at any time."),
        ("Заявка {{ request }} снята", "Мы не получили ответа на вопрос по вашей заявке {{ request }} и сняли её. Вы можете подать новую в любое время."),
        ("{{ request }} арызы алынды", "{{ request }} арызыңыз боюнча суроого жооп келген жок, ошондуктан аны алып салдык. Каалаган убакта жаңысын бере аласыз."),
    ),
    "request.rejected": _texts(
        _P.REQUEST,
        ("Request {{ request }} was refused", "We cannot fulfil your request {{ request }}. Reason: {{ reason }}"),
        ("Отказ по заявке {{ request }}", "Мы не можем выполнить вашу заявку {{ request }}. Причина: {{ reason }}"),
        ("{{ request }} арызы четке кагылды", "{{ request }} арызыңызды аткара албайбыз. Себеби: {{ reason }}"),
    ),
    "request.fulfilled": _texts(
        _P.REQUEST,
        ("Request {{ request }} is fulfilled", "Your request {{ request }} is fulfilled. Thank you."),
        ("Заявка {{ request }} выполнена", "Ваша заявка {{ request }} выполнена. Спасибо."),
        ("{{ request }} арызы аткарылды", "{{ request }} арызыңыз аткарылды. Рахмат."),
    ),
}  # fmt: skip

# In place of messages beyond the rate of their recipient.
_DIGEST_TEXTS: Mapping[Language, tuple[str, str]] = total(Language, {
    Language.EN: ("More messages: {{ count }}", "More messages about your contracts and requests: {{ count }}. Read them in the application."),
    Language.RU: ("Ещё сообщений: {{ count }}", "По вашим договорам и обращениям пришло ещё сообщений: {{ count }}. Прочитайте их в приложении."),
    Language.KY: ("Дагы билдирүүлөр: {{ count }}", "Келишимдериңиз жана кайрылууларыңыз боюнча дагы {{ count }} билдирүү келди. Аларды тиркемеден окуңуз."),
})  # fmt: skip
# Where mail programs would see a link or an address: `https://a.example`, `www.a.example`, `a@b.example`.
_LINK = re.compile(r"(?<=[^\W_])(?=://)|(?<=[.。｡])(?=[^\W\d_])|(?=@)")

_PAGE = """<!doctype html>
<html lang="{{ language }}"><head><meta charset="utf-8"><title>{{ subject }}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em">
<p>{{ greeting }}</p>
{% for line in text.split("\\n") %}<p>{{ line }}</p>
{% endfor %}</body></html>
"""
_GREETING = total(
    Language, {Language.EN: "Dear {},", Language.RU: "Здравствуйте, {}!", Language.KY: "Саламатсызбы, {}!"}
)
_GREETING_OF_NOBODY = total(
    Language, {Language.EN: "Good day,", Language.RU: "Здравствуйте!", Language.KY: "Саламатсызбы!"}
)


@cache
def _plain() -> Environment:
    # Plain text is not HTML: with escaping an apostrophe would become five characters.
    return Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701


@cache
def _templates(topic: str, language: Language) -> tuple[Template, Template]:
    """Subject and text of a topic, compiled once."""
    subject, text = _DIGEST_TEXTS[language] if topic == DIGEST else TOPICS[topic].texts[language]
    return _plain().from_string(subject), _plain().from_string(text)


@cache
def _page() -> Template:
    return Environment(undefined=StrictUndefined, autoescape=True).from_string(_PAGE)


def compose(topic: str, language: Language, facts: Mapping[str, Any]) -> Composed:
    """The message for a topic. `facts`: the template's variables; strings are shortened to 500 characters, except for
    questions to the requester.

    Texts that anybody may have written are quoted on one line, with at most 100 characters, and their links are broken:
    otherwise a stranger could send advertising or a trap in the operator's name.

    Raises KeyError for a topic without texts, jinja2.UndefinedError for a missing variable.
    """
    subject_template, text_template = _templates(topic, language)
    variables = {name: _quotable(name, value) for name, value in facts.items() if value is not None}
    text = text_template.render(variables)
    subject = " ".join(subject_template.render(variables).split())
    return Composed(subject, text, language, facts["name"])


def _quotable(name: str, value: object) -> object:
    if not isinstance(value, str) or name in WHOLE_TEXTS:
        return value
    if name in STRANGERS_TEXTS:
        return _shortened(_LINK.sub(" ", _printable(value)), MAX_STRANGERS_CHARACTERS)
    return _shortened(value, MAX_QUOTED_CHARACTERS)


def _printable(text: str) -> str:
    """The text as one line, without format characters, such as those that reverse the direction of writing."""
    normal = unicodedata.normalize("NFKC", text)
    shown = "".join(c if c.isprintable() else " " for c in normal if unicodedata.category(c) != "Cf")
    return " ".join(shown.split())


def _shortened(text: str, max_characters: int) -> str:
    return text if len(text) <= max_characters else text[:max_characters] + "…"
