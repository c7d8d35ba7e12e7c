"""What a compilation read of one request's variables, and the plans filed under it.

A compiler sees variables through `Readings` alone, which notes each fact that it gave. A plan is filed under these
facts: it serves every request for which they are the same, whatever its other values are.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

Variables = Mapping[str, Any]
Getter = Callable[[Variables], Any]
Path = tuple[Any, ...]  # a variable's name, and the keys below it
Fact = Callable[[Any], Hashable]
Kept = TypeVar("Kept")


class Readings:
    """The facts that one compilation asked for, in order. Variables at `required` paths are never absent or null."""

    def __init__(self, variables: Variables, required: frozenset[Path] = frozenset()) -> None:
        self.required = required
        self._variables = variables
        self._outcomes: dict[tuple[Path, Fact], tuple[Getter, Hashable]] = {}

    def learn(self, path: Path, fact: Fact, get: Getter) -> Any:
        """`fact` of the value that `get` reads. `path` names the value: the same path is always the same value."""
        name = (path, fact)
        known = self._outcomes.get(name)
        if known is None:
            known = self._outcomes[name] = get, fact(get(self._variables))
        return known[1]

    def steps(self) -> list[tuple[Path, Fact, Getter, Hashable]]:
        """Each fact, how to get its value from another request, and what it was here."""
        return [(path, fact, get, outcome) for (path, fact), (get, outcome) in self._outcomes.items()]


class _Fork:
    """One fact, and where each of its outcomes leads to."""

    __slots__ = ("branches", "fact", "get", "path")

    def __init__(self, path: Path, fact: Fact, get: Getter) -> None:
        self.path = path
        self.fact = fact
        self.get = get
        self.branches: dict[Hashable, _Fork | _Leaf] = {}


class _Leaf:
    __slots__ = ("kept", "trail", "used")

    def __init__(self, kept: Any, trail: list[tuple[dict[Hashable, Any], Hashable]]) -> None:
        self.kept = kept
        self.trail = trail  # from the root down: the mapping and its key that lead here
        self.used = False


class Plans:
    """What was compiled for one operation: for each key a tree of the facts that were read, plans being its leaves.

    When there are more than `most`, the oldest goes that was not used since it was last looked at: requests with
    values that come once do not drive out the plans that others use.
    """

    def __init__(self, most: int, required: frozenset[Path] = frozenset()) -> None:
        self._most = most
        self._required = required
        self._trees: dict[Hashable, _Fork | _Leaf] = {}
        self._leaves: OrderedDict[_Leaf, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._leaves)

    def clear(self) -> None:
        """Forget every plan."""
        self._trees.clear()
        self._leaves.clear()

    def get(self, key: Hashable, variables: Variables, make: Callable[[Readings], Kept]) -> Kept:
        """The plan for these variables, made where there is none yet. What `make` raises is not kept."""
        place: Any = self._trees.get(key)
        while type(place) is _Fork:
            place = place.branches.get(place.fact(place.get(variables)))
        if place is not None:
            place.used = True
            known: Kept = place.kept
            return known
        readings = Readings(variables, self._required)
        made = make(readings)
        self._keep(key, readings, made)
        return made

    def _keep(self, key: Hashable, readings: Readings, made: Any) -> None:
        place: dict[Hashable, Any] = self._trees
        trail = [(place, key)]
        for path, fact, get, outcome in readings.steps():
            fork = place.setdefault(key, _Fork(path, fact, get))
            # What is read next follows from what was read before.
            assert isinstance(fork, _Fork)
            assert (fork.path, fork.fact) == (path, fact)
            place, key = fork.branches, outcome
            trail.append((place, key))
        leaf = place[key] = _Leaf(made, trail)
        self._leaves[leaf] = None
        while len(self._leaves) > self._most:
            self._drop_one()

    def _drop_one(self) -> None:
        oldest, _ = self._leaves.popitem(last=False)
        while oldest.used:
            oldest.used = False
            self._leaves[oldest] = None
            oldest, _ = self._leaves.popitem(last=False)
        for branches, outcome in reversed(oldest.trail):
            del branches[outcome]
            if branches:
                return
