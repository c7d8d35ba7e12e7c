"""Labels, amounts and times of bills and statements in English, Russian and Kyrgyz."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from backend.enums import total
from backend.models import BillKind, Language, PaymentMethod, PostingKind
from backend.money import amount_of, exponent

_LANGUAGES = (Language.EN, Language.RU, Language.KY)
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "number_follows": ("number follows", "номер будет присвоен", "номери кийин берилет"),
    "issued": ("Issued", "Дата выдачи", "Берилген убактысы"),
    "made": ("Prepared", "Дата составления", "Түзүлгөн убактысы"),
    "customer": ("Customer", "Клиент", "Кардар"),
    "customer_number": ("Customer number", "Номер клиента", "Кардардын номери"),
    "contract": ("Contract", "Договор", "Келишим"),
    "msisdn": ("Phone number", "Номер телефона", "Телефон номери"),
    "method": ("Payment method", "Способ оплаты", "Төлөө ыкмасы"),
    "payment": ("Payment number", "Номер платежа", "Төлөмдүн номери"),
    "tax": ("Tax included", "В том числе налог", "Анын ичинде салык"),
    "balance_before": ("Balance before", "Баланс до операции", "Операцияга чейинки баланс"),
    "balance_after": ("Balance after", "Баланс после операции", "Операциядан кийинки баланс"),
    "statement": ("Statement of account", "Выписка по счёту", "Эсептен көчүрмө"),
    "opening_balance": ("Opening balance", "Баланс на начало", "Башталыштагы баланс"),
    "closing_balance": ("Closing balance", "Баланс на конец", "Акырындагы баланс"),
    "credited": ("Credited", "Зачислено", "Кошулду"),
    "debited": ("Debited", "Списано", "Эсептен алынды"),
    "date": ("Date and time", "Дата и время", "Күнү жана убактысы"),
    "what": ("Description", "Операция", "Операция"),
    "amount": ("Amount", "Сумма", "Сумма"),
    "balance": ("Balance", "Баланс", "Баланс"),
    "nothing": (
        "There are no entries in this period.",
        "За этот период операций не было.",
        "Бул мезгилде операция болгон жок.",
    ),
    "not_shown": (
        "Later entries that are not shown here: {count}. Request a shorter period to see them.",
        "Более поздние операции, не показанные здесь: {count}. Чтобы увидеть их, запросите период короче.",
        "Бул жерде көрсөтүлбөгөн кийинки операциялар: {count}. Аларды көрүү үчүн кыскараак мезгилди сураңыз.",
    ),
    "page": ("Page", "Страница", "Бет"),
    "times": ("Time zone:", "Время указано по часовому поясу", "Убакыт алкагы:"),
}
_BILLS: Mapping[BillKind, tuple[str, str, str]] = total(BillKind, {
    BillKind.RECEIPT: ("Receipt", "Квитанция", "Дүмүрчөк"),
    BillKind.INVOICE: ("Invoice", "Счёт", "Эсеп"),
    BillKind.CREDIT_NOTE: ("Credit note", "Кредитовое авизо", "Кредиттик авизо"),
})  # fmt: skip
_BILL_AMOUNTS: Mapping[BillKind, tuple[str, str, str]] = total(BillKind, {
    BillKind.RECEIPT: ("Received", "Получено", "Алынды"),
    BillKind.INVOICE: ("Charged", "Начислено", "Эсептелди"),
    BillKind.CREDIT_NOTE: ("Paid back", "Возвращено", "Кайтарылды"),
})  # fmt: skip
_METHODS: Mapping[PaymentMethod, tuple[str, str, str]] = total(PaymentMethod, {
    PaymentMethod.CASH: ("Cash", "Наличные", "Накталай"),
    PaymentMethod.BANK_TRANSFER: ("Bank transfer", "Банковский перевод", "Банктык которуу"),
    PaymentMethod.CARD: ("Card", "Банковская карта", "Банк картасы"),
    PaymentMethod.WALLET: ("Wallet", "Электронный кошелёк", "Электрондук капчык"),
})  # fmt: skip
_POSTINGS: Mapping[PostingKind, tuple[str, str, str]] = total(PostingKind, {
    PostingKind.OPENING: ("Opening balance", "Начальный остаток", "Баштапкы калдык"),
    PostingKind.PAYMENT: ("Payment", "Платёж", "Төлөм"),
    PostingKind.REFUND: ("Refund", "Возврат", "Акча кайтаруу"),
    PostingKind.CHARGE: ("Charge", "Списание", "Эсептен алуу"),
    PostingKind.ADJUSTMENT: ("Adjustment", "Корректировка", "Түзөтүү"),
    PostingKind.TRANSFER: ("Transfer", "Перевод", "Которуу"),
    PostingKind.FEE: ("Fee", "Комиссия", "Комиссия"),
    PostingKind.SUSPENSE: ("Unallocated amount", "Невыясненная сумма", "Такталбаган сумма"),
    PostingKind.SETTLEMENT: ("Settlement", "Взаиморасчёт", "Өз ара эсептешүү"),
    PostingKind.REVERSAL: ("Reversal", "Сторно", "Жокко чыгаруу"),
})  # fmt: skip


def words(language: Language) -> dict[str, str]:
    """The labels of all papers in a language, by key."""
    at = _LANGUAGES.index(language)
    return {key: texts[at] for key, texts in _WORDS.items()}


def bill_title(kind: BillKind, language: Language) -> str:
    return _BILLS[kind][_LANGUAGES.index(language)]


def bill_amount_label(kind: BillKind, language: Language) -> str:
    """The label of a bill's amount: received, charged or paid back."""
    return _BILL_AMOUNTS[kind][_LANGUAGES.index(language)]


def method_text(method: PaymentMethod, language: Language) -> str:
    return _METHODS[method][_LANGUAGES.index(language)]


def posting_text(kind: PostingKind, language: Language) -> str:
    """The name of a kind of posting."""
    return _POSTINGS[kind][_LANGUAGES.index(language)]


def amount_text(minor: int, currency: str, language: Language, *, signed: bool = False) -> str:
    """An amount as text: 1,234.50 in English; 1 234,50 with no-break spaces in Russian and Kyrgyz.

    `signed`: positive amounts have a plus sign.
    """
    plain = f"{abs(amount_of(minor, currency)):,.{exponent(currency)}f}"
    sign = MINUS if minor < 0 else "+" if signed and minor > 0 else ""
    return sign + _separated(plain, language)


def rate_text(rate: Decimal, language: Language) -> str:
    """A rate in percent as text: 12% in English, 12 % in Russian and Kyrgyz, without trailing zeros."""
    plain = f"{rate:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{plain}%" if language is Language.EN else f"{_separated(plain, language)}{NO_BREAK_SPACE}%"


def _separated(plain: str, language: Language) -> str:
    if language is Language.EN:
        return plain
    return plain.translate({ord(","): NO_BREAK_SPACE, ord("."): ","})


def date_text(day: date, language: Language) -> str:
    if language is Language.EN:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def moment_text(local: datetime, language: Language) -> str:
    """A date and time as text, to the minute. `local` is already in the reader's time zone."""
    between = ", " if language is Language.EN else " "
    return f"{date_text(local, language)}{between}{local.hour:02}:{local.minute:02}"
