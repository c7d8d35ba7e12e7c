import pytest

from backend.errors import StartupError
from backend.settings import load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CRM_PORT", "eighty"), ("CRM_PORT", "70000"), ("CRM_DATABASE_URL", "mysql://x"), ("CRM_LOG_LEVEL", "loud"),
        ("CRM_CURRENCY", "som"), ("CRM_STATEMENT_TIMEOUT_SECONDS", "0"), ("CRM_POSTGRES", "mine"),
        ("CRM_ICCID_LUHN_EXEMPT_ISSUERS", "not json"),
    ],
)  # fmt: skip
def test_an_invalid_setting_is_reported_in_one_line_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(StartupError) as caught:
        load_settings()
    assert name.removeprefix("CRM_").lower() in str(caught.value).lower()
    assert "\n" not in str(caught.value)


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1  # type: ignore[misc]
