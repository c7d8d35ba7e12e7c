"""People for the measurements of duplicates: a base with planted duplicates and with people who resemble each other.

The same seed gives the same base. Planted are typing errors, transliteration, changed phones and exchanged names; people
who resemble each other, and are not the same, are twins, a father and a son of one name, families on one phone, and
namesakes.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from backend.demo import names as demo

MEN = sorted({*demo.KYRGYZ_MEN, *"Асан Адилет Айбек Алмаз Арген Болот Дастан Жолдош Замир Искендер Калыбек Канат Медер Максат Марат Нурлан Самат Санжар Таалай Темир Тимур Урмат Эмил Эркин".split()})  # fmt: skip
WOMEN = sorted({*demo.KYRGYZ_WOMEN, *"Айдана Айзада Айнура Акмарал Алтынай Анара Асель Бегимай Бурул Динара Жамиля Жанара Жибек Зарина Кундуз Малика Махабат Мадина Нурай Роза Салтанат Самара Чынара Элмира".split()})  # fmt: skip
TWINS = [("Хасан", "Хусан"), ("Асан", "Үсөн"), ("Фатима", "Зухра"), ("Адилет", "Азамат"), ("Айдана", "Айзада")]
FATHERS = sorted({*MEN, *"Абдыкерим Байтемир Жумабай Иса Кадыр Мамат Нурмат Осмон Садык Сыдык Токтогул Турдубай Усубалы Шаршен Эсенгул Керим Молдо Рысбек Сапар Тургунбай".split()})  # fmt: skip
SYLLABLES = (
    "ба бек бол ту тур жан жол кан кур ма мол ну ой са сар та тем уз чо шар эс ы ак ал ар дос кен мур рыс".split()
)

_CYRILLIC = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
_ICAO = "a b v g d e e zh z i i k l m n n o o p r s t u u f kh ts ch sh shch ie y - e iu ia".split()
_PEOPLE = "a b v g d e yo j z i y k l m n n o o p r s t u u f h c ch sh sch - y - e yu ya".split()
STYLES = [
    {letter: "" if latin == "-" else latin for letter, latin in zip(_CYRILLIC, style, strict=True)}
    for style in (_ICAO, _PEOPLE)
]


@dataclass(frozen=True, kw_only=True)
class Human:
    """A customer of the base. `document`: kind and number."""

    surname: str
    given: str
    patronymic: str = ""
    order: str = "SGP"
    latin: int | None = None  # a style of STYLES
    typed: str | None = None  # the name with errors
    phone: str
    email: str | None = None
    birth_date: date | None = None
    document: tuple[str, str] | None = None
    kind: str = field(default="PERSON")

    @property
    def name(self) -> str:
        if self.typed is not None:
            return self.typed
        parts = {"S": self.surname, "G": self.given, "P": self.patronymic}
        name = " ".join(parts[each] for each in self.order if parts[each])
        return name if self.latin is None else _in_latin(name, STYLES[self.latin])


def _in_latin(name: str, style: dict[str, str]) -> str:
    return " ".join("".join(style.get(letter, letter) for letter in word.lower()).capitalize() for word in name.split())


@dataclass(frozen=True)
class Planted:
    """A duplicate: the places of both records in the base, and its kind."""

    one: int
    other: int
    kind: str


class Base:
    """A base of `size` customers, one in a hundred of which is a planted duplicate of another."""

    def __init__(self, size: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._size = size
        self._phones = self._random.sample(range(20_000_000), size + size // 10)
        self._documents = iter(self._random.sample(range(90_000_000), size * 2))
        self._taken: set[str] = set()  # numbers of documents
        self._surnames = self._made_surnames()
        self.planted: list[Planted] = []
        self.resembling: dict[str, int] = {}

    def people(self) -> Iterator[Human]:
        """The customers, in the order of their places."""
        place, size, draw = 0, self._size, self._random
        while place < size:
            chance = draw.random()
            if chance < 0.0101 and place + 1 < size:
                human = replace(self._human(), birth_date=self._birth_date() if draw.random() < 0.98 else None)
                kind = draw.choice(["typing error", "transliteration", "changed phone", "exchanged names"])
                self.planted.append(Planted(place, place + 1, kind))
                group = [human, self._duplicate(human, kind)]
            elif chance < 0.0301:
                kind = draw.choice(["twins", "father and son", "family on one phone", "namesakes"])
                group = self._resembling(kind)[: size - place]
                self.resembling[kind] = self.resembling.get(kind, 0) + 1
            else:
                group = [self._organisation() if chance > 0.96 else self._human()]
            yield from group
            place += len(group)

    def _made_surnames(self) -> list[str]:
        draw = self._random
        made = {*demo.KYRGYZ_STEMS, *demo.RUSSIAN_STEMS, *(f"{each}ов" for each in FATHERS)}
        while len(made) < 3_000:
            made.add(
                "".join(draw.choices(SYLLABLES, k=draw.choice([2, 2, 3]))).capitalize()
                + draw.choice(["ов", "ев", "иев"])
            )
        found = sorted(made)
        draw.shuffle(found)
        return found

    def _popular(self, names: list[str]) -> str:
        """One of the names; the first ones are popular."""
        return names[int(len(names) * self._random.random() ** 1.7)]

    def _phone(self) -> str:
        number = self._phones.pop()
        return f"+996{(50, 55, 70, 77)[number % 4]}{number // 4 + 1_000_000:07d}"

    def _document(self) -> tuple[str, str] | None:
        draw = self._random
        if draw.random() < 0.2:
            return None
        return self._numbered(draw.choice(["ID_CARD", "ID_CARD", "PASSPORT"]))

    def _numbered(self, kind: str) -> tuple[str, str]:
        number = next(self._documents)
        series = ("ID", "AN", "AC", "PE", "PD", "AB", "AE", "AK", "AM")[number // 10_000_000]
        return kind, self._free(f"{series}{number % 10_000_000:07d}")

    def _free(self, number: str) -> str:
        """This number, or the next one that no document has."""
        while number in self._taken:
            number = f"{number[:2]}{(int(number[2:]) + 1) % 10_000_000:07d}"
        self._taken.add(number)
        return number

    def _birth_date(self) -> date:
        draw = self._random
        born = date(1945, 1, 1) + timedelta(days=draw.randrange(63 * 365))
        return born.replace(month=1, day=1) if draw.random() < 0.02 else born

    def _human(self, *, surname: str | None = None, father: str | None = None, is_man: bool | None = None) -> Human:
        draw = self._random
        is_man = draw.random() < 0.5 if is_man is None else is_man
        stem = surname or self._popular(self._surnames)
        father = father or self._popular(FATHERS)
        endings = {True: (f"{father} уулу", f"{father}ович"), False: (f"{father} кызы", f"{father}овна")}[is_man]
        phone = self._phone()
        return Human(
            surname=stem if is_man else f"{stem}а",
            given=self._popular(MEN if is_man else WOMEN),
            patronymic="" if draw.random() < 0.15 else draw.choice(endings),
            latin=draw.randrange(2) if draw.random() < 0.1 else None,
            phone=phone,
            email=f"u{phone[4:]}@example.kg" if draw.random() < 0.25 else None,
            birth_date=self._birth_date() if draw.random() < 0.95 else None,
            document=self._document(),
        )

    def _organisation(self) -> Human:
        draw = self._random
        name = "".join(draw.choices(SYLLABLES, k=3)).capitalize()
        form = draw.choice(["ОсОО", "ОАО", "ИП", "LLC"])
        return Human(
            surname=form, given=f"«{name} {draw.choice(demo.TRADES)}»", phone=self._phone(), kind="ORGANISATION"
        )

    def _duplicate(self, human: Human, kind: str) -> Human:
        draw = self._random
        born = human.birth_date
        chance = draw.random()
        if born and chance < 0.03:
            born = None
        elif born and chance < 0.06:
            born = self._mistyped_date(born)
        document = None
        if human.document and (chance := draw.random()) < 0.5:
            if chance < 0.25:
                document = self._numbered("PASSPORT" if human.document[0] == "ID_CARD" else "ID_CARD")
            elif chance < 0.4:
                document = self._numbered(human.document[0])
            else:
                document = (human.document[0], self._free(_with_other_digit(draw, human.document[1])))
        # Nobody could tell two records that have nothing but a name in common from those of namesakes.
        if kind == "changed phone":
            born = born or human.birth_date
        keeps_phone = kind != "changed phone" and (born is None or human.birth_date is None or draw.random() < 0.6)
        other = replace(
            human,
            phone=human.phone if keeps_phone else self._phone(),
            email=human.email if draw.random() < 0.5 else None,
            birth_date=born,
            document=document,
        )
        match kind:
            case "typing error":
                return replace(other, typed=_mistyped(draw, other.name))
            case "transliteration":
                return replace(other, latin=draw.randrange(2) if human.latin is None else None)
            case "exchanged names":
                order = draw.choice(["GSP", "GPS", "GS"])
                return replace(other, order=order)
            case _:
                return other

    def _resembling(self, kind: str) -> list[Human]:
        draw = self._random
        one = self._human()
        is_man = not one.surname.endswith("а")
        match kind:
            case "twins":
                first, second = draw.choice(TWINS) if draw.random() < 0.5 else draw.sample(MEN if is_man else WOMEN, 2)
                born = self._birth_date()
                kind_of_document, number = self._numbered("ID_CARD")
                last = int(number[2:]) % 9_999_999 + 1
                own = self._phone() if draw.random() < 0.5 else one.phone
                one = replace(one, given=first, birth_date=born, document=(kind_of_document, number))
                twin = (kind_of_document, self._free(f"{number[:2]}{last:07d}"))
                return [one, replace(one, given=second, phone=own, email=None, document=twin)]
            case "father and son":
                father = replace(
                    self._human(is_man=True),
                    birth_date=date(1950 + draw.randrange(30), 1 + draw.randrange(12), 1 + draw.randrange(28)),
                )
                born = date(
                    father.birth_date.year + 18 + draw.randrange(20), 1 + draw.randrange(12), 1 + draw.randrange(28)
                )  # type: ignore[union-attr]
                patronymic = (
                    "" if not father.patronymic else f"{father.given}ович" if draw.random() < 0.5 else father.patronymic
                )
                phone = father.phone if draw.random() < 0.6 else self._phone()
                return [
                    father,
                    replace(
                        father,
                        patronymic=patronymic,
                        birth_date=born,
                        phone=phone,
                        email=None,
                        document=self._document(),
                    ),
                ]
            case "family on one phone":
                stem = one.surname.removesuffix("а")
                family = [one]
                while len(family) < draw.choice([2, 3, 4, 5]):
                    member = self._human(surname=stem)
                    if all(member.given != each.given for each in family):
                        family.append(
                            replace(member, phone=one.phone, email=one.email if draw.random() < 0.3 else None)
                        )
                return family
            case _:
                born = self._birth_date()
                one = replace(one, birth_date=one.birth_date or self._birth_date())
                return [one, replace(one, birth_date=born, phone=self._phone(), email=None, document=self._document())]

    @staticmethod
    def _mistyped_date(born: date) -> date:
        if born.day <= 12 and born.day != born.month:
            return born.replace(month=born.day, day=born.month)
        return born.replace(year=born.year - 1 if born.year % 10 else born.year + 1, day=min(born.day, 28))


def _with_other_digit(draw: random.Random, number: str) -> str:
    place = draw.randrange(2, len(number))
    return f"{number[:place]}{(int(number[place]) + 1 + draw.randrange(8)) % 10}{number[place + 1 :]}"


def _mistyped(draw: random.Random, name: str) -> str:
    """The name with one typing error in a word of four letters or more, in one of three names in two words."""
    words = name.split()
    long = [place for place, word in enumerate(words) if len(word) > 3] or [0]
    for place in draw.sample(long, min(len(long), 2 if draw.random() < 0.3 else 1)):
        word = words[place]
        at = 1 + draw.randrange(len(word) - 2) if len(word) > 2 else 0
        letter = draw.choice(_CYRILLIC if word[0].lower() in _CYRILLIC else "abcdefghiklmnoprstuvy")
        words[place] = draw.choice(
            [
                word[:at] + letter + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            ]
        )
    return " ".join(words)
