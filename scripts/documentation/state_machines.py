"""Generates the page of the state machines from the models: each as a drawing (SVG) and as a table."""

import re
from collections.abc import Sequence

from tables import GENERATED, code_cell, table

from backend.models.nouns import NOUNS

TITLES = {"kyc": "Identity check (KYC)", "sim": "SIM", "import_job": "Bulk registration"}
HEAD = """# State machines

A transition that is not listed is refused with [`INVALID_TRANSITION`](../reference/error-codes.md#INVALID_TRANSITION);
the message names the state and the verb. Each transition is recorded in the history (`statusChanges`, `history`).
Transitions of a bulk registration are recorded as events only.

"""
ROW, LANE, BOX, MARGIN = (
    56,
    104,
    132,
    16,
)  # pixels: height of a state's row; width of an arc's lane, of a box, of the border

Arc = tuple[int, int, str]  # the indexes of source and target, and the verbs between them


def state_machines_page() -> str:
    """The page."""
    parts = [GENERATED, HEAD]
    for machine in (machine for noun in NOUNS for machine in noun.machines):
        title = TITLES.get(machine.noun, machine.noun.replace("_", " ").capitalize())
        steps = [(each.source.value, each.verb, each.target.value) for each in machine.transitions]
        rows = [(code_cell(source), code_cell(verb), code_cell(target)) for source, verb, target in steps]
        parts += [f"## {title}\n\n", drawing(title, steps), "\n", table(("From", "Verb", "To"), rows), "\n"]
    return "".join(parts)


def drawing(title: str, steps: Sequence[tuple[str, str, str]]) -> str:
    """Draw the states from top to bottom, with downward arcs on the right and all other arcs on the left."""
    states = list(dict.fromkeys(state for source, _, target in steps for state in (source, target)))
    verbs: dict[tuple[int, int], list[str]] = {}
    for source, verb, target in steps:
        verbs.setdefault((states.index(source), states.index(target)), []).append(verb)
    arcs = [(source, target, ", ".join(names)) for (source, target), names in verbs.items()]
    left = max([max(source - target, 1) for source, target, _ in arcs if source >= target], default=0) * LANE
    right = max([target - source for source, target, _ in arcs if target > source], default=0) * LANE
    width, height = left + BOX + right + 2 * MARGIN + LANE, len(states) * ROW
    arrow = f"arrow-{'-'.join(re.findall('[a-z]+', title.lower()))}"  # one page has several drawings
    parts = [_arc(left + MARGIN, arrow, *arc) for arc in arcs]
    parts += [_state(left + MARGIN, place, name) for place, name in enumerate(states)]
    return (
        f'<svg class="states" viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{title}: states">'
        f'<defs><marker id="{arrow}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>'
        f"{''.join(parts)}</svg>\n"
    )


def _state(left: int, place: int, name: str) -> str:
    top, middle = place * ROW + 12, left + BOX // 2
    return (
        f'<rect x="{left}" y="{top}" width="{BOX}" height="32" rx="8" fill="none" stroke="currentColor"/>'
        f'<text x="{middle}" y="{top + 20}" text-anchor="middle" font-size="13" fill="currentColor">{name}</text>'
    )


def _arc(left: int, arrow: str, source: int, target: int, label: str) -> str:
    """Draw an arc from the side of one box to that of the other. Longer arcs are further outside."""
    down = target > source
    side, out = (left + BOX, 1) if down else (left, -1)
    bend = side + out * (max(abs(target - source), 1) * LANE - LANE // 2)
    begin, end = source * ROW + (32 if down else 24), target * ROW + (24 if down else 32)
    middle = (begin + end) // 2
    anchor = "start" if down else "end"
    return (
        f'<path d="M{side} {begin}C{bend} {begin} {bend} {end} {side} {end}" fill="none" stroke="currentColor" '
        f'stroke-opacity=".55" marker-end="url(#{arrow})"/>'
        f'<text x="{side + (bend - side) * 3 // 4 + out * 4}" y="{middle + 4}" text-anchor="{anchor}" font-size="12" '
        f'fill="currentColor">{label}</text>'
    )
