"""Keys of names and matching of searches for the naive evaluator, implemented without the product's code."""

import re
import unicodedata
from typing import Any

LOOK_ALIKE = dict(zip("ABCEHIKMOPTXYaceikmoptxy", "АВСЕНІКМОРТХУасеікмортху", strict=True))
SOUNDS = {
    "shch": "w", "sch": "w", "shc": "w", "sh": "w", "ch": "c", "dzh": "j", "dj": "j", "zh": "j", "kh": "h", "ph": "f", "tz": "ts",
    "ye": "e", "x": "ks", "c": "k", "q": "k", "w": "v",
    "дж": "j", "сч": "w", "щ": "w", "ш": "w", "ч": "c", "ж": "j", "х": "h", "ц": "ts", "ю": "iu", "я": "ia", "йе": "e",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "u", "ф": "f",
    "ы": "i", "э": "e", "ъ": "", "ь": "", "'": "", "’": "", "ʼ": "", "`": "", "‘": "", "і": "i",
}  # fmt: skip
LONGEST_FIRST = re.compile("|".join(sorted(map(re.escape, SOUNDS), key=len, reverse=True)))
MARK = "\u04ff"
LATIN = str.maketrans("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS")


def _one_script(name: str) -> str:
    def word(found: re.Match[str]) -> str:
        letters = found[0]
        latin = {each for each in letters if each.isascii()}
        cyrillic = {each for each in letters if "\u0400" <= each <= "\u04ff"}
        if latin and cyrillic and latin <= LOOK_ALIKE.keys():
            return "".join(LOOK_ALIKE.get(each, each) for each in letters)
        if latin and cyrillic and cyrillic <= set(LOOK_ALIKE.values()):
            back = {theirs: ours for ours, theirs in LOOK_ALIKE.items()}
            return "".join(back.get(each, each) for each in letters)
        return letters

    return re.sub(r"[^\W\d_]+", word, unicodedata.normalize("NFKC", name.replace("№", " ")))


def _bare(text: str) -> str:
    """Latin letters without their diacritics."""
    return "".join(each if "\u0400" <= each <= "\u04ff" else unicodedata.normalize("NFKD", each)[0] for each in text)


def _words(text: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in text).split())


def name_key(name: str) -> str:
    folded = LONGEST_FIRST.sub(lambda found: SOUNDS[found[0]], _bare(_one_script(name).lower()))
    folded = re.sub("(^|[^aeiou])yo", r"\1e", folded).replace("y", "i")
    folded = re.sub("([bdfghjcwklmnprstvz])iu", r"\1u", folded)
    folded = _words(re.sub(r"([a-z])\1+", r"\1", folded))
    return " " + (folded or name.lower().strip(" "))


def name_order(name: str) -> str:
    spelled = _words(re.sub("['’‘ʼ`]", "", _bare(_one_script(name).lower())))
    placed = "".join({"ё": "е", "ң": "н" + MARK, "ө": "о" + MARK, "ү": "у" + MARK}.get(each, each) for each in spelled)
    return placed + ("\x01" + spelled if "ё" in spelled else "")


def terms(text: str) -> list[tuple[str, str]]:
    """The terms of a search as (kind, text); adjacent digits are one number. None when they are too few or too many."""
    parts: list[str] = []
    words = " ".join(unicodedata.normalize("NFKC", text.replace("№", " ")).split())
    for word in re.sub(r"(?<!\S)((?i:id|an|ac)|[A-Z]{2}) (?=[0-9]{7}(?!\S))", r"\1", words).split():
        digits = bool(re.fullmatch(r"[0-9()./+-]+", word)) and any(map(str.isdigit, word))
        before = parts[-1] if parts and re.fullmatch(r"[0-9()./+-]+", parts[-1]) else ""
        if digits and before and len(re.sub(r"\D", "", before)) < 9 and not word.startswith("+"):
            parts[-1] += word
        elif digits or any(map(str.isalnum, word)):
            parts.append(word)
    return [_kind(part) for part in parts]


def _kind(part: str) -> tuple[str, str]:
    if re.fullmatch(r"[0-9()./+-]+", part):
        digits = re.sub(r"\D", "", part)
        if digits.startswith("89") and len(digits) >= 10 and part[0] != "+":
            return "iccid", digits
        if part[0] == "+" or re.match("0?0[1-9]", digits) or 9 <= len(digits) <= 15:
            return "phone", ("+" if part[0] == "+" else "") + digits
        return "digits", digits
    if "@" in part or re.fullmatch(r"(?i)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", part):
        return "email", part.lower()
    return ("code" if any(map(str.isdigit, part)) else "name"), part


def is_enough(kind: str, text: str) -> bool:
    if kind in {"name", "code", "email"}:
        return sum(map(str.isalnum, text)) >= 2
    return len(re.sub(r"\D", "", text)) >= 3


def in_name(text: str, name: str) -> bool:
    key = name_key(text)
    return (key if len(key) <= 3 else key[1:]) in name_key(name)


def is_phone(text: str, number: str) -> bool:
    """Whether typed digits are the beginning or the end of a number in E.164."""
    digits = text.removeprefix("+")
    if text[0] == "+":
        return number.startswith(text)
    if digits.startswith("00") and digits[2:3] not in {"", "0"}:
        return number.startswith("+" + digits[2:])
    if digits.startswith("0") and digits[1:2] not in {"", "0"}:
        return number.startswith("+996" + digits[1:])
    whole = digits if digits.startswith("996") else "996" + digits.removeprefix("0")
    return number.startswith("+" + whole) or number.endswith(digits)


def is_number(kind: str, text: str, number: str) -> bool:
    """Whether a term is the beginning of an assigned number, or digits that end it."""
    if kind == "code":
        return number.startswith(text.upper().translate(LATIN))
    return number.endswith(text.removeprefix("+"))


def matches(kind: str, text: str, look: str, value: Any) -> bool:
    """Whether a term matches a value of the kind `look`."""
    if value is None:
        return False
    digits = text.removeprefix("+")
    match look:
        case "name":
            return kind in {"name", "digits", "code"} and in_name(text, value)
        case "holder":
            return kind == "name" and in_name(text, value)
        case "email":
            return kind in {"email", "name"} and bool(value.startswith(text.lower()))
        case "phone":
            return kind in {"phone", "digits"} and is_phone(text, value)
        case "iccid":
            if kind == "phone":
                return not text.startswith("+") and bool(value.endswith(digits))
            return kind in {"iccid", "digits"} and (value.startswith(digits) or value.endswith(digits))
        case "number":
            return kind in {"phone", "digits", "code"} and is_number(kind, text, value)
        case "document":
            plain = "".join(filter(str.isalnum, text.upper().translate(LATIN)))
            return kind in {"phone", "iccid", "digits", "code"} and value == plain
    return bool(value == text)
