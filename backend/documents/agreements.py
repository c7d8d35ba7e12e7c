"""The contract, the handover of the SIM and the closing act as PDF, in English, Russian and Kyrgyz.

Each kind has versions. A document that was made stays in the file store, so that a later version does not change it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.documents import words
from backend.documents.papers import Paper, RenderThread
from backend.enums import total
from backend.models import ContractDocumentKind, Language

AGREEMENTS = RenderThread("agreements")
_LANGUAGES = (Language.EN, Language.RU, Language.KY)
Texts = tuple[str, str, str]  # in the order of `_LANGUAGES`


@dataclass(frozen=True, kw_only=True)
class Agreement(Paper):
    """`facts` are pairs of a label and a value, `signatures` of a side and its name; all are texts as printed."""

    facts: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Template:
    """One version: the file of its layout, the title and the clauses. Clauses contain the names of facts in braces."""

    version: int
    layout: str
    title: Texts
    clauses: tuple[Texts, ...]


_WORDS: Mapping[str, Texts] = {
    "operator": ("The operator", "Оператор", "Оператор"),
    "subscriber": ("The subscriber", "Абонент", "Абонент"),
    "document": ("Identity document", "Документ, удостоверяющий личность", "Инсандыкты ырастоочу документ"),
    "tariff": ("Tariff", "Тариф", "Тариф"),
    "fee": ("Monthly fee", "Абонентская плата в месяц", "Айлык абоненттик төлөм"),
    "options": ("Options", "Опции", "Опциялар"),
    "iccid": ("SIM (ICCID)", "SIM-карта (ICCID)", "SIM-карта (ICCID)"),
    "day": ("Date", "Дата", "Күнү"),
    "closed": ("Closed on", "Дата закрытия", "Жабылган күнү"),
    "balance": ("Balance", "Остаток на счёте", "Эсептеги калдык"),
    "signature": ("Signature, date", "Подпись, дата", "Кол тамга, күнү"),
}
# The newest version of each kind. Older ones stay where their documents were made.
TEMPLATES: Mapping[ContractDocumentKind, Template] = total(
    ContractDocumentKind,
    {
        ContractDocumentKind.CONTRACT: Template(
            1, "agreement_1.typ", ("Service contract", "Договор об оказании услуг связи", "Байланыш кызматы келишими"),
            (
                (
                    "The operator provides mobile service on the number {msisdn} by the tariff {tariff}.",
                    "Оператор оказывает абоненту услуги подвижной связи на номере {msisdn} по тарифу {tariff}.",
                    "Оператор {msisdn} номери боюнча {tariff} тарифи менен мобилдик байланыш кызматын көрсөтөт.",
                ),
                (
                    "The subscriber pays {fee} per month, and for options and services by the price list.",
                    "Абонент платит {fee} в месяц, а также за опции и услуги по прейскуранту.",
                    "Абонент айына {fee}, опциялар менен кызматтар үчүн баалар тизмеси боюнча төлөйт.",
                ),
                (
                    "The SIM remains with the subscriber. Its loss is to be reported to the operator at once.",
                    "SIM-карта находится у абонента. О её утрате необходимо сразу сообщить оператору.",
                    "SIM-карта абонентте болот. Ал жоголсо, операторго дароо билдирүү керек.",
                ),
                (
                    "Either side may end the contract. The balance is settled at its end.",
                    "Каждая сторона вправе расторгнуть договор. Тогда производится расчёт по остатку на счёте.",
                    "Тараптардын ар бири келишимди токтото алат. Анда эсептеги калдык боюнча эсептешүү жүргүзүлөт.",
                ),
            ),
        ),
        ContractDocumentKind.SIM_HANDOVER: Template(
            1, "agreement_1.typ", ("Handover of the SIM", "Акт передачи SIM-карты", "SIM-картаны өткөрүп берүү актысы"),
            (
                (
                    "The operator has handed over the SIM {iccid} with the number {msisdn}.",
                    "Оператор передал SIM-карту {iccid} с номером {msisdn}.",
                    "Оператор {msisdn} номери бар {iccid} SIM-картасын өткөрүп берди.",
                ),
                (
                    "The subscriber has received the SIM in good condition.",
                    "Абонент получил SIM-карту в исправном состоянии.",
                    "Абонент SIM-картаны оң абалда алды.",
                ),
            ),
        ),
        ContractDocumentKind.CLOSING_ACT: Template(
            1, "agreement_1.typ", ("Closing act", "Акт о закрытии договора", "Келишимди жабуу актысы"),
            (
                (
                    "The contract ended on {closed}. The number {msisdn} and the SIM {iccid} are out of service.",
                    "Договор закрыт {closed}. Номер {msisdn} и SIM-карта {iccid} отключены.",
                    "Келишим {closed} күнү жабылды. {msisdn} номери жана {iccid} SIM-картасы өчүрүлдү.",
                ),
                (
                    "The balance of the account is {balance}.",
                    "Остаток на счёте составляет {balance}.",
                    "Эсептеги калдык {balance} түзөт.",
                ),
            ),
        ),
    },
)  # fmt: skip


def word(name: str, language: Language) -> str:
    """The label of a fact."""
    return _WORDS[name][_LANGUAGES.index(language)]


def clauses_of(kind: ContractDocumentKind, language: Language, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The clauses of the newest version, with the facts filled in."""
    at = _LANGUAGES.index(language)
    return tuple(clause[at].format(**facts) for clause in TEMPLATES[kind].clauses)


async def render_agreement(kind: ContractDocumentKind, paper: Agreement) -> bytes:
    """Render a document of a contract as PDF."""
    template = TEMPLATES[kind]
    labels = words.words(paper.language)
    labels["title"] = template.title[_LANGUAGES.index(paper.language)]
    labels["signature"] = word("signature", paper.language)
    return await AGREEMENTS.render(template.layout, paper, labels)
