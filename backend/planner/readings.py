"""Facts about variables, and plans cached by them.

A compiler reads variables only through `Readings`, which records each fact that it returns. A plan is cached under
these facts and serves every request for which they are the same; all other values are parameters.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol, TypeVar

Variables = Mapping[str, Any]
Getter = Callable[[Variables], Any]
Path = tuple[Any, ...]  # the name of a variable, and the keys inside its value
Fact = Callable[[Any], Hashable]
Compiled = TypeVar("Compiled")

MAX_BYTES = 4_000_000  # of the plans of one operation
LEAF_BYTES = 2_000  # a plan without its statement, with its facts


class Readings:
    """The facts that one compilation read, in order. Values at the paths in `required` are never absent or null."""

    def __init__(self, variables: Variables, required: frozenset[Path] = frozenset()) -> None:
        self.required = required
        self._variables = variables
        self._outcomes: dict[tuple[Path, Fact], tuple[Getter, Hashable]] = {}

    def read_fact(self, path: Path, fact: Fact, get: Getter) -> Any:
        """Return and record `fact` of the value that `get` reads. `path` identifies the value."""
        name = (path, fact)
        known = self._outcomes.get(name)
        if known is None:
            known = self._outcomes[name] = get, fact(get(self._variables))
        return known[1]

    def facts(self) -> list[tuple[Path, Fact, Getter, Hashable]]:
        """Each recorded fact: its path, the function, how to read the value from another request, and the outcome."""
        return [(path, fact, get, outcome) for (path, fact), (get, outcome) in self._outcomes.items()]


class _Fork:
    """An inner node of the tree: one fact, and the subtree of each of its outcomes."""

    __slots__ = ("branches", "fact", "get", "path")

    def __init__(self, path: Path, fact: Fact, get: Getter) -> None:
        self.path = path
        self.fact = fact
        self.get = get
        self.branches: dict[Hashable, _Fork | _Leaf] = {}


class _Leaf:
    __slots__ = ("compiled", "size", "trail", "used")

    def __init__(self, compiled: Any, trail: list[tuple[dict[Hashable, Any], Hashable]]) -> None:
        self.compiled = compiled
        self.size = LEAF_BYTES + getattr(compiled, "size", 0)
        self.trail = trail  # the mappings and keys that lead from the root to this leaf
        self.used = False


class Known(Protocol):
    """A plan that was found, of whatever kind its key stands for."""

    compiled: Any


class Plans:
    """The plans of one operation: for each key a tree of facts whose leaves are plans.

    When there are more than `max_plans`, or when they take more than `max_bytes` of memory, plans are dropped by the
    CLOCK algorithm (second chance): plans used only once do not displace plans in frequent use. `resized` is called
    with the bytes by which the plans grew or shrank.
    """

    def __init__(
        self,
        max_plans: int,
        required: frozenset[Path] = frozenset(),
        max_bytes: int = MAX_BYTES,
        resized: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._max_plans = max_plans
        self._max_bytes = max_bytes
        self._required = required
        self._resized = resized
        self._trees: dict[Hashable, _Fork | _Leaf] = {}
        self._leaves: OrderedDict[_Leaf, None] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._leaves)

    def clear(self) -> None:
        """Drop all plans."""
        self._trees.clear()
        self._leaves.clear()
        self._resize(-self.bytes)

    def find(self, key: Hashable, variables: Variables) -> Known | None:
        """The plan for these variables, in the attribute `compiled`; None if there is none yet."""
        place: Any = self._trees.get(key)
        while type(place) is _Fork:
            place = place.branches.get(place.fact(place.get(variables)))
        if place is not None:
            place.used = True
        return place  # type: ignore[no-any-return]

    def get(self, key: Hashable, variables: Variables, make: Callable[[Readings], Compiled]) -> Compiled:
        """The plan for these variables, compiled by `make` if there is none yet. An error of `make` is not cached."""
        known = self.find(key, variables)
        if known is not None:
            found: Compiled = known.compiled
            return found
        readings = self.readings(variables)
        made = make(readings)
        self.add(key, readings, made)
        return made

    def readings(self, variables: Variables) -> Readings:
        """The readings with which a plan for these variables is compiled."""
        return Readings(variables, self._required)

    def add(self, key: Hashable, readings: Readings, made: Any) -> None:
        """Keep a plan under the facts that its compilation read. There must be none under them yet."""
        place: dict[Hashable, Any] = self._trees
        trail = [(place, key)]
        for path, fact, get, outcome in readings.facts():
            fork = place.setdefault(key, _Fork(path, fact, get))
            # The compilation is deterministic: equal outcomes so far imply the same next fact.
            assert isinstance(fork, _Fork)
            assert (fork.path, fork.fact) == (path, fact)
            place, key = fork.branches, outcome
            trail.append((place, key))
        leaf = place[key] = _Leaf(made, trail)
        self._leaves[leaf] = None
        self._resize(leaf.size)
        while len(self._leaves) > self._max_plans or (self.bytes > self._max_bytes and len(self._leaves) > 1):
            self._drop_one()

    def _resize(self, more: int) -> None:
        self.bytes += more
        self._resized(more)

    def _drop_one(self) -> None:
        oldest, _ = self._leaves.popitem(last=False)
        while oldest.used:
            oldest.used = False
            self._leaves[oldest] = None
            oldest, _ = self._leaves.popitem(last=False)
        self._resize(-oldest.size)
        for branches, outcome in reversed(oldest.trail):
            del branches[outcome]
            if branches:
                return
