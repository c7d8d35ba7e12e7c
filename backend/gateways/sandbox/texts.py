"""The texts of the checkout pages in English, Russian and Kyrgyz."""

from collections.abc import Mapping

_INDEX = {"EN": 0, "RU": 1, "KY": 2}

TEXTS: Mapping[str, tuple[str, str, str]] = {
    "CARD": ("Payment by card", "Оплата картой", "Карта менен төлөө"),
    "WALLET": ("Payment by wallet", "Оплата из кошелька", "Капчыктан төлөө"),
    "sandbox": (
        "This is a sandbox: no money is charged. Do not enter the number of a real card.",
        "Это песочница: деньги не списываются. Не вводите здесь номер настоящей карты.",
        "Бул сыноо чөйрөсү: акча алынбайт. Бул жерге чыныгы картанын номерин жазбаңыз.",
    ),
    "amount": ("Amount", "Сумма", "Суммасы"),
    "number": ("Payment", "Платёж", "Төлөм"),
    "cards": ("Test card", "Тестовая карта", "Сыноо картасы"),
    "cards_WALLET": ("Test card of the wallet", "Тестовая карта кошелька", "Капчыктын сыноо картасы"),
    "card_accepted": ("Card that is accepted", "Карта, которая проходит", "Кабыл алынган карта"),
    "card_verify": ("Card that requires a code", "Карта, которая запрашивает код", "Код сураган карта"),
    "card_declined": ("Card that is declined", "Карта, по которой откажут", "Четке кагылган карта"),
    "card_insufficient": (
        "Card with insufficient funds",
        "Карта, на которой не хватает денег",
        "Акчасы жетпеген карта",
    ),
    "card_expired": ("Expired card", "Просроченная карта", "Мөөнөтү өткөн карта"),
    "card_lost": (
        "Card whose confirmation is lost",
        "Карта, подтверждение которой потеряется в пути",
        "Ырастоосу жолдо жоголгон карта",
    ),
    "pay": ("Pay {amount}", "Заплатить {amount}", "{amount} төлөө"),
    "decline": ("Decline by the bank", "Отказ банка", "Банк четке каксын"),
    "cancel": ("Cancel", "Отменить", "Жокко чыгаруу"),
    "verify": ("Confirm the payment", "Подтвердите платёж", "Төлөмдү ырастаңыз"),
    "verify_intro": (
        "Your bank would now send you a code. In the sandbox the code is always 123456.",
        "Сейчас банк прислал бы вам код. В песочнице это всегда 123456.",
        "Азыр банк сизге код жиберет эле. Сыноо чөйрөсүндө ал дайыма 123456.",
    ),
    "code": ("Code", "Код", "Код"),
    "confirm": ("Confirm", "Подтвердить", "Ырастоо"),
    "wrong_code": (
        "The code is wrong. After three wrong codes the payment is declined.",
        "Код неверен. После трёх неверных платёж прекращается.",
        "Код туура эмес. Үч туура эмес коддон кийин төлөм токтотулат.",
    ),
    "choose_card": ("Choose a test card.", "Выберите тестовую карту.", "Сыноо картасын тандаңыз."),
    "SUCCEEDED": ("The payment succeeded", "Платёж выполнен", "Төлөм аткарылды"),
    "FAILED": ("The payment failed", "Платёж не прошёл", "Төлөм өткөн жок"),
    "CANCELLED": ("The payment was cancelled", "Платёж отменён", "Төлөм жокко чыгарылды"),
    "close": ("You may close this page.", "Эту страницу можно закрыть.", "Бул баракты жапсаңыз болот."),
    "back": ("Back to the shop", "Вернуться в магазин", "Дүкөнгө кайтуу"),
    "CARD_DECLINED": ("The bank declined the payment.", "Банк отклонил платёж.", "Банк төлөмдү четке какты."),
    "INSUFFICIENT_FUNDS": (
        "There is not enough money on the card.",
        "На карте недостаточно денег.",
        "Картада акча жетишсиз.",
    ),
    "CARD_EXPIRED": ("The card has expired.", "Срок действия карты истёк.", "Картанын мөөнөтү өтүп кеткен."),
    "AUTHENTICATION_FAILED": (
        "The correct code was not entered.",
        "Верный код не был введён.",
        "Туура код киргизилген жок.",
    ),
    "not_found": ("There is no such payment", "Такого платежа нет", "Мындай төлөм жок"),
    "bad_form": (
        "This form cannot be read. Go back and try again.",
        "Форму не удалось прочитать. Вернитесь и попробуйте ещё раз.",
        "Форманы окуу мүмкүн болгон жок. Артка кайтып, кайра аракет кылыңыз.",
    ),
}


def text(key: str, language: str, **facts: str) -> str:
    """The text of a key in a language; English for an unknown language."""
    return TEXTS[key][_INDEX.get(language, 0)].format(**facts)
