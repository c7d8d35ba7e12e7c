"""Which customers of a group are compared: those that have a key in common, and something more in a large group.

The number of scores stays near the number of customers: all pairs of a large group (a phone of a village, a popular
name, a birth date that was unknown) would be the square of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import process
from rapidfuzz.distance import Indel

from backend.identifiers import CustomerKey
from backend.models import DuplicateSearchStage
from backend.services.matching.scoring import Person

SMALL_GROUP = 50  # of which all pairs are scored
MAX_GROUP = 1_000  # of which the names are compared; larger parts of a group are left out
# Names of one birth date that are less alike than this are not scored: the words of both in alphabetical order.
LEAST_LIKENESS = 0.55


@dataclass(frozen=True, slots=True)
class Member:
    """A customer of a group."""

    id: CustomerKey
    person: Person


Pair = tuple[Member, Member]


def pairs_of(stage: DuplicateSearchStage, group: Sequence[Member]) -> Iterator[Pair]:
    """The pairs of a group that are scored. A pair may come twice."""
    if stage is DuplicateSearchStage.BIRTH_DATE:
        parts = [group] if len(group) <= MAX_GROUP else _parts(group, _first_letters)
        for part in parts:
            yield from _with_like_names(part)
    elif len(group) <= SMALL_GROUP:
        yield from combinations(group, 2)
    else:
        for part in _parts(group, _days if stage is DuplicateSearchStage.NAME else _words):
            if len(part) <= SMALL_GROUP:
                yield from combinations(part, 2)


def _with_like_names(group: Sequence[Member]) -> Iterator[Pair]:
    if len(group) > MAX_GROUP:
        return
    names = [each.person.name.joined if each.person.name else "" for each in group]
    for place, member in enumerate(group[:-1]):
        others = names[place + 1 :]
        for _, _, found in process.extract(
            names[place],
            others,
            scorer=Indel.normalized_similarity,
            processor=None,
            score_cutoff=LEAST_LIKENESS,
            limit=None,
        ):
            yield member, group[place + 1 + found]


def _parts(group: Sequence[Member], keys: Callable[[Person], Iterable[object]]) -> Iterable[Sequence[Member]]:
    parts: dict[object, list[Member]] = defaultdict(list)
    for member in group:
        for key in set(keys(member.person)):
            parts[key].append(member)
    return parts.values()


def _words(person: Person) -> Iterable[str]:
    return person.name.words if person.name else ()


def _first_letters(person: Person) -> Iterable[str]:
    return (word[:3] for word in _words(person))


def _days(person: Person) -> Iterable[tuple[int, ...]]:
    """Similar dates have one year, or one day of the year."""
    born = person.birth_date
    return ((born.year,), (born.month, born.day)) if born else ((),)
