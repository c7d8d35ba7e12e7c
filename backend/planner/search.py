"""`search:` finds hits first, at most 1,001 of them, and only then are they ordered: no term is slow."""

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from backend.errors import BadUserInput
from backend.planner.arguments import Argument, Getter, words
from backend.planner.fields import Expression, GraphType
from backend.planner.filters import LEAST_LETTERS, MOST_LETTERS, escaped
from backend.planner.text import Row, literal

if TYPE_CHECKING:
    from backend.planner.compiler import Compiler

MOST_HITS = 1_000
MOST_WORDS = 5


def search_condition(compiler: "Compiler", graph_type: GraphType, row: Row, argument: Argument) -> Expression:
    """`row` is among the hits: every word stands in at least one searched column the viewer sees unmasked.

    The statement refuses itself with SEARCH_TOO_BROAD when there are more than 1,000 hits.
    """
    hit = compiler.row(graph_type)
    columns = [name for name in graph_type.search if not compiler.masked(graph_type, name)]
    every_word = []
    count = argument.learn(_count)
    if count > MOST_WORDS:  # before there is a statement of so many conditions
        raise BadUserInput(f"search: at most {MOST_WORDS} words", field="search")
    for position in range(max(1, count)):
        pattern = compiler.parameter(_pattern_getter(argument, position), sa.Text())
        every_word.append(sa.or_(*(hit[name].ilike(pattern) for name in columns)))
    hits = (
        sa.select(hit.id.label("id"))
        .select_from(hit.source)
        .where(*every_word, *compiler.visible(graph_type, hit))
        .limit(sa.literal_column(str(MOST_HITS + 1)))
        .cte(f"hits_{row.alias}", nesting=True)  # inside, where it can see whose line it is
        .prefix_with("MATERIALIZED")
    )
    few = sa.select(sa.func.count() <= sa.literal_column(str(MOST_HITS))).select_from(hits).scalar_subquery()
    refuse = sa.func.crm_refuse(literal("SEARCH_TOO_BROAD"), literal(f"more than {MOST_HITS} hits"), type_=sa.Boolean())
    checked: Any = sa.select(sa.literal_column("id")).select_from(hits).where(sa.case((few, sa.true()), else_=refuse))
    return row.id == sa.any_(sa.func.array(checked.scalar_subquery(), type_=sa.ARRAY(sa.Uuid())))


def _count(text: str) -> int:
    return len(words(text))


def _pattern_getter(argument: Argument, position: int) -> Getter:
    return lambda variables: _pattern(argument.get(variables), position)


def _pattern(text: Any, position: int) -> str:
    if len(text) > MOST_LETTERS:
        raise BadUserInput(f"search: at most {MOST_LETTERS} characters", field="search")
    found = words(text)
    if not any(len(word) >= LEAST_LETTERS for word in found):
        raise BadUserInput(f"search: one word of at least {LEAST_LETTERS} characters is needed", field="search")
    if len(found) > MOST_WORDS:
        raise BadUserInput(f"search: at most {MOST_WORDS} words", field="search")
    return "%" + escaped(found[position]) + "%"
