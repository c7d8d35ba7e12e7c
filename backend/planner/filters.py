"""Filter inputs compiled to SQL predicates. A null in a filter is refused; `not` selects exactly the other rows."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from backend.errors import BadUserInput
from backend.planner.arguments import Argument, Getter, Variables
from backend.planner.draft import Draft
from backend.planner.fields import Expression, Filtering, GraphType, Identifier, Many, One, Value
from backend.planner.keys import key_getter, keys_of
from backend.planner.text import Row, literal
from backend.services.rules import number_pattern
from backend.services.rules.spelling import Spell

MIN_CONTAINS_CHARACTERS = 3
MAX_PATTERN_CHARACTERS = 500
MAX_OPERAND_CHARACTERS = 1_000  # of a text operand
MAX_IN_VALUES = 1_000
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

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    def whole(self, graph_type: GraphType, row: Row, argument: Argument) -> Expression:
        """The predicate of a complete `filter:` argument on `row`. Raises BadUserInput, among
        others for a null in it.
        """
        refuse_nulls(argument, "filter")
        self._draft.has_conditions = True
        return self.predicate(graph_type, row, argument)

    def predicate(self, graph_type: GraphType, row: Row, argument: Argument) -> Expression:
        """The predicate of one filter input on `row`: all its conditions joined by AND."""
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
        mapping = self._draft.catalog.mapping(graph_type.name, name)
        if isinstance(mapping, One):
            return self._exists(mapping.target, lambda child: mapping.on(row, child), part)
        if isinstance(mapping, Many):
            return self._related(mapping, row, part)
        if isinstance(mapping, Identifier):
            column = row[mapping.column]
            return sa.and_(sa.true(), *(self._id(column, graph_type, op, arg) for op, arg in part.fields().items()))
        assert isinstance(mapping, Value)
        self._draft.refuse_masked(graph_type, mapping.column, name)
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
        self._draft.crosses_relations = True
        graph_type = self._draft.catalog.types[target]
        child = self._draft.row(graph_type)
        holds = self.predicate(graph_type, child, condition)
        if self._draft.closed(graph_type):
            return sa.false()  # the condition was only checked: the database grants the role no access to its tables
        if negate:
            holds = holds.is_not(sa.true())
        return (
            sa.select(sa.literal_column("1"))
            .select_from(child.source)
            .where(on(child), *self._draft.visible(graph_type, child), holds)
            .exists()
        )

    def _id(self, column: Expression, graph_type: GraphType, operator: str, argument: Argument) -> Expression:
        get = argument.get
        if operator == "isNull":
            return sa.false() if argument.choice() else sa.true()
        if operator == "in":
            keys = self._draft.parameter(
                lambda variables: [key for key in keys_of(graph_type, _checked_list(get(variables))) if key],
                sa.ARRAY(sa.Uuid()),
            )
            return column == sa.any_(keys)
        # The id of another type and a malformed id become null, which equals nothing.
        return _COMPARISONS[operator](column, self._draft.parameter(key_getter(get, graph_type), sa.Uuid()))

    def _name(self, key: Expression, filtering: Filtering, operator: str, argument: Argument) -> Expression:
        """Compare a name by its key. The operand's key is computed in the statement by crm_name_key, as the stored one
        is.
        """
        get = argument.get
        if operator == "isNull":
            return key.is_(None) if argument.choice() else key.is_not(None)
        if operator == "in":
            given = self._draft.parameter(
                lambda variables: [self._operand(value, filtering) for value in _checked_list(get(variables))], _TEXTS
            )
            each = sa.func.unnest(given).column_valued("given")
            keys = sa.select(sa.func.crm_name_key(each)).scalar_subquery()
            return key == sa.any_(sa.func.array(keys, type_=_TEXTS))
        if operator in {"contains", "startsWith"}:
            text = self._draft.parameter(
                lambda variables: self._pattern_text(get(variables), filtering.spelling.part, operator), sa.Text()
            )
            sought = sa.func.crm_name_key(text, type_=sa.Text())
            return key.like(like_pattern(sa.func.ltrim(sought), "%" if operator == "contains" else " ", "%"))
        text = self._draft.parameter(lambda variables: self._operand(get(variables), filtering), sa.Text())
        return _COMPARISONS[operator](key, sa.func.crm_name_key(text, type_=sa.Text()))

    def _operator(self, column: Expression, filtering: Filtering, operator: str, argument: Argument) -> Expression:
        get = argument.get
        if operator == "isNull":
            return column.is_(None) if argument.choice() else column.is_not(None)
        if operator == "in":
            values = self._draft.parameter(
                lambda variables: [self._operand(value, filtering) for value in _checked_list(get(variables))],
                sa.ARRAY(_parameter_type(column)),
            )
            return column == sa.any_(values)
        if operator == "contains":
            found = self._like(column, operator, "%", filtering.spelling.part, get)
            if not filtering.spelling.dialled:
                return found
            # At the start of a number the dialling prefix is normalised (000 becomes +0); the minimum length does not
            # apply.
            return sa.or_(found, self._like(column, "startsWith", "", filtering.spelling.beginning, get))
        if operator == "startsWith":
            return self._like(column, operator, "", filtering.spelling.beginning, get)
        if operator == "matches":
            return self._matches(column, get)
        value = self._draft.parameter(
            lambda variables: self._operand(get(variables), filtering), _parameter_type(column)
        )
        return _COMPARISONS[operator](column, value)

    def _like(self, column: Expression, operator: str, before: str, spell: Spell, get: Getter) -> Expression:
        def pattern(variables: Variables) -> str:
            return before + escaped(self._pattern_text(get(variables), spell, operator)) + "%"

        return column.like(self._draft.parameter(pattern, sa.Text()))

    def _matches(self, column: Expression, get: Getter) -> Expression:
        """Compare a number with a pattern, by the indexes over the number and over the reversed number."""

        def like(variables: Variables) -> str:
            try:
                return number_pattern.like(get(variables), self._draft.numbering)
            except ValueError as error:
                raise BadUserInput(f"matches: {error}", field="matches") from None

        whole = self._draft.parameter(like, sa.Text())
        ending = self._draft.parameter(lambda variables: number_pattern.ending(like(variables)), sa.Text())
        return sa.and_(column.like(whole), sa.func.reverse(column).like(ending))

    def _pattern_text(self, text: str, spell: Spell, operator: str) -> str:
        return _check_contains(spell(check_pattern_length(text, operator), self._draft.numbering), operator)

    def _operand(self, value: Any, filtering: Filtering) -> Any:
        if type(value) is not str:
            return getattr(value, "value", value)
        if len(value) > MAX_OPERAND_CHARACTERS:
            message = f"filter: {len(value)} characters exceed the limit of {MAX_OPERAND_CHARACTERS}"
            raise BadUserInput(message, field="filter")
        return filtering.spelling.whole(value, self._draft.numbering)


def refuse_nulls(argument: Argument, path: str) -> None:
    """Raise BadUserInput for a null in a filter.

    If a null were treated as absent, the condition would be dropped and the filter would match more rows than intended.
    """
    if argument.lists_objects:
        for position, item in enumerate(argument.items()):
            refuse_nulls(item, f"{path}.{position}")
    elif argument.is_object:
        for name, inner in argument.entries().items():
            if inner is None:
                message = "null is not accepted in a filter; omit the field, or use isNull to select missing values"
                raise BadUserInput(f"{path}.{name}: {message}", field=f"{path}.{name}")
            refuse_nulls(inner, f"{path}.{name}")


def _parameter_type(column: Expression) -> Any:
    kind = column.type
    return sa.Text() if isinstance(kind, sa.types.TypeDecorator) else kind


def _checked_list(values: Any) -> Any:
    if len(values) > MAX_IN_VALUES:
        raise BadUserInput(f"in: {len(values)} values exceed the limit of {MAX_IN_VALUES}", field="in")
    return [value for value in values if value is not None]


def _check_contains(text: str, operator: str) -> str:
    if operator == "contains" and len(text) < MIN_CONTAINS_CHARACTERS:
        raise BadUserInput(f"contains: at least {MIN_CONTAINS_CHARACTERS} characters are required", field="contains")
    return text


def check_pattern_length(text: str, operator: str) -> str:
    """Return the text. Raises BadUserInput when it is too long for a pattern."""
    if len(text) > MAX_PATTERN_CHARACTERS:
        message = f"{operator}: {len(text)} characters exceed the limit of {MAX_PATTERN_CHARACTERS}"
        raise BadUserInput(message, field=operator)
    return text


def like_pattern(key: Expression, before: str, behind: str) -> Expression:
    """The LIKE pattern of a key that is computed in the statement, between `before` and `behind`; wildcards are
    escaped.
    """
    for wildcard in ("\\", "%", "_"):
        key = sa.func.replace(key, literal(wildcard), literal("\\" + wildcard), type_=sa.Text())
    whole: Expression = literal(before).op("||")(key).op("||")(literal(behind))
    return whole


def escaped(text: str) -> str:
    """The text with the wildcards of LIKE escaped."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
