from typing import Any

from backend.models import CompatibilityRule
from tests.factories.rows import build


def new_compatibility_rule(**columns: Any) -> CompatibilityRule:
    """A rule that only persons from 14 years on get something. It needs `tariff_id` or `tariff_option_id`."""
    texts = {"message_en": "Too young.", "message_ru": "Слишком молод.", "message_ky": "Өтө жаш."}
    return build(CompatibilityRule, columns, form="AGE", min_age=14, **texts)
