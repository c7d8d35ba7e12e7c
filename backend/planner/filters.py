"""Filter inputs as SQL predicates. A null inside a filter is refused; `not` is the exact complement."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from backend.errors import BadUserInput
from backend.identifiers import decode_id
from backend.planner.arguments import Argument, Getter, Variables
from backend.planner.fields import Expression, Filtering, GraphType, Identifier, Many, One, Value
from backend.planner.text import Row, literal
from backend.services.rules.spelling import Spell

if TYPE_CHECKING:
    from backend.planner.compiler import Compiler

LEAST_LETTERS = 3
MOST_LETTERS = 500
MOST_COMPARED = 1_000  # letters of a text that a value is compared with
MOST_LISTED = 1_000
_TEXTS = sa.ARRAY(sa.Text())

_COMPARISONS: dict[str, Callable[[Any, Any], Expression]] = {
    "eq": lambda left, right: left == right,
    "ne": lambda left, right: left.is_distinct_from(right),
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
}


class Filters:
    """Compiles `filter:` arguments."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler

    def whole(self, graph_type: GraphType, row: Row, argument: Argument) -> Expression:
        """What must hold of `row` by a `filter:` argument. Raises BadUserInput, for a null in it among others."""
        refuse_nulls(argument, "filter")
        return self.predicate(graph_type, row, argument)

    def predicate(self, graph_type: GraphType, row: Row, argument: Argument) -> Expression:
        """What must hold of `row`; the conjunction of everything given."""
        parts: list[Expression] = []
        for name, part in argument.fields().items():
            if name == "and":
                parts += [self.predicate(graph_type, row, item) for item in part.items()]
            elif name == "or":
                parts.append(sa.or_(sa.false(), *(self.predicate(graph_type, row, item) for item in part.items())))
            elif name == "not":
                parts.append(self.predicate(graph_type, row, part).is_not(sa.true()))
            else:
                parts.append(self._field(graph_type, row, name, part))
        return sa.and_(sa.true(), *parts)

    def _field(self, graph_type: GraphType, row: Row, name: str, part: Argument) -> Expression:
        mapping = self._compiler.catalog.mapping(graph_type.name, name)
        if isinstance(mapping, One):
            return self._exists(mapping.target, lambda child: mapping.on(row, child), part)
        if isinstance(mapping, Many):
            return self._related(mapping, row, part)
        if isinstance(mapping, Identifier):
            column = row[mapping.column]
            return sa.and_(sa.true(), *(self._id(column, graph_type, op, arg) for op, arg in part.fields().items()))
        assert isinstance(mapping, Value)
        self._compiler.refuse_masked(graph_type, mapping, name)
        filtering = mapping.filtering or Filtering()
        if filtering.name_key:
            key = row[filtering.name_key]
            return sa.and_(sa.true(), *(self._name(key, filtering, op, arg) for op, arg in part.fields().items()))
        column = mapping.expression(row)
        return sa.and_(sa.true(), *(self._operator(column, filtering, op, arg) for op, arg in part.fields().items()))

    def _related(self, mapping: Many, row: Row, part: Argument) -> Expression:
        parts = []
        for quantifier, condition in part.fields().items():
            if quantifier == "every":
                parts.append(
                    sa.not_(self._exists(mapping.target, lambda child: mapping.on(row, child), condition, negate=True))
                )
            else:
                found = self._exists(mapping.target, lambda child: mapping.on(row, child), condition)
                parts.append(found if quantifier == "some" else sa.not_(found))
        return sa.and_(sa.true(), *parts)

    def _exists(
        self, target: str, on: Callable[[Row], Expression], condition: Argument, *, negate: bool = False
    ) -> Expression:
        graph_type = self._compiler.catalog.types[target]
        child = self._compiler.row(graph_type)
        holds = self.predicate(graph_type, child, condition)
        if negate:
            holds = holds.is_not(sa.true())
        return (
            sa.select(sa.literal_column("1"))
            .select_from(child.source)
            .where(on(child), *self._compiler.visible(graph_type, child), holds)
            .exists()
        )

    def _id(self, column: Expression, graph_type: GraphType, operator: str, argument: Argument) -> Expression:
        def key(text: Any) -> Any:
            decoded = decode_id(text)
            return decoded[1] if decoded and decoded[0] == graph_type.prefix else None

        get = argument.get
        if operator == "isNull":
            return sa.false() if argument.choice() else sa.true()
        if operator == "in":
            keys = self._compiler.parameter(
                lambda variables: [found for text in _listed(get(variables)) if (found := key(text))],
                sa.ARRAY(sa.Uuid()),
            )
            return column == sa.any_(keys)
        # An id of another type, or no id at all, equals nothing.
        return _COMPARISONS[operator](
            column, self._compiler.parameter(lambda variables: key(get(variables)), sa.Uuid())
        )

    def _name(self, key: Expression, filtering: Filtering, operator: str, argument: Argument) -> Expression:
        """Names are compared by their keys; the operand's key is made where the others were made."""
        get = argument.get
        if operator == "isNull":
            return key.is_(None) if argument.choice() else key.is_not(None)
        if operator == "in":
            given = self._compiler.parameter(
                lambda variables: [self._plain(value, filtering) for value in _listed(get(variables))], _TEXTS
            )
            each = sa.func.unnest(given).column_valued("given")
            keys = sa.select(sa.func.crm_name_key(each)).scalar_subquery()
            return key == sa.any_(sa.func.array(keys, type_=_TEXTS))
        if operator in {"contains", "startsWith"}:
            text = self._compiler.parameter(
                lambda variables: self._part(get(variables), filtering.spelling.part, operator), sa.Text()
            )
            sought = sa.func.crm_name_key(text, type_=sa.Text())
            return key.like(pattern_of(sa.func.ltrim(sought), "%" if operator == "contains" else " ", "%"))
        text = self._compiler.parameter(lambda variables: self._plain(get(variables), filtering), sa.Text())
        return _COMPARISONS[operator](key, sa.func.crm_name_key(text, type_=sa.Text()))

    def _operator(self, column: Expression, filtering: Filtering, operator: str, argument: Argument) -> Expression:
        get = argument.get
        if operator == "isNull":
            return column.is_(None) if argument.choice() else column.is_not(None)
        if operator == "in":
            values = self._compiler.parameter(
                lambda variables: [self._plain(value, filtering) for value in _listed(get(variables))],
                sa.ARRAY(_parameter_type(column)),
            )
            return column == sa.any_(values)
        if operator == "contains":
            found = self._like(column, operator, "%", filtering.spelling.part, get)
            if not filtering.spelling.dialled:
                return found
            # Its beginning may be shorter: 000 may begin as +0 does.
            return sa.or_(found, self._like(column, "startsWith", "", filtering.spelling.beginning, get))
        if operator == "startsWith":
            return self._like(column, operator, "", filtering.spelling.beginning, get)
        value = self._compiler.parameter(
            lambda variables: self._plain(get(variables), filtering), _parameter_type(column)
        )
        return _COMPARISONS[operator](column, value)

    def _like(self, column: Expression, operator: str, before: str, spell: Spell, get: Getter) -> Expression:
        def pattern(variables: Variables) -> str:
            return before + escaped(self._part(get(variables), spell, operator)) + "%"

        return column.like(self._compiler.parameter(pattern, sa.Text()))

    def _part(self, text: str, spell: Spell, operator: str) -> str:
        return _long_enough(spell(short_enough(text, operator), self._compiler.numbering), operator)

    def _plain(self, value: Any, filtering: Filtering) -> Any:
        if type(value) is not str:
            return getattr(value, "value", value)
        if len(value) > MOST_COMPARED:
            raise BadUserInput(f"filter: at most {MOST_COMPARED} characters", field="filter")
        return filtering.spelling.whole(value, self._compiler.numbering)


def refuse_nulls(argument: Argument, path: str) -> None:
    """Raises BadUserInput where a filter says null: read as absent, a condition that was meant would not hold."""
    if argument.lists_objects:
        for position, item in enumerate(argument.items()):
            refuse_nulls(item, f"{path}.{position}")
    elif argument.is_object:
        for name, inner in argument.entries().items():
            if inner is None:
                message = "null is no value to compare with: leave it out, or ask for missing values by isNull"
                raise BadUserInput(f"{path}.{name}: {message}", field=f"{path}.{name}")
            refuse_nulls(inner, f"{path}.{name}")


def _parameter_type(column: Expression) -> Any:
    kind = column.type
    return sa.Text() if isinstance(kind, sa.types.TypeDecorator) else kind


def _listed(values: Any) -> Any:
    if len(values) > MOST_LISTED:
        raise BadUserInput(f"in: at most {MOST_LISTED} values", field="in")
    return [value for value in values if value is not None]


def _long_enough(text: str, operator: str) -> str:
    if operator == "contains" and len(text) < LEAST_LETTERS:
        raise BadUserInput(f"contains: at least {LEAST_LETTERS} characters", field="contains")
    return text


def short_enough(text: str, operator: str) -> str:
    if len(text) > MOST_LETTERS:
        raise BadUserInput(f"{operator}: at most {MOST_LETTERS} characters", field=operator)
    return text


def pattern_of(key: Expression, before: str, behind: str) -> Expression:
    """The LIKE pattern of a key that is made in the statement."""
    for wildcard in ("\\", "%", "_"):
        key = sa.func.replace(key, literal(wildcard), literal("\\" + wildcard), type_=sa.Text())
    whole: Expression = literal(before).op("||")(key).op("||")(literal(behind))
    return whole


def escaped(text: str) -> str:
    """Text for LIKE in which no character is a wildcard."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
