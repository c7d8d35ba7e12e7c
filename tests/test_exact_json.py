"""Numbers of JSON keep their text."""

import pytest

from backend import exact_json

KEPT = (
    "1.10", "1e2", "1E-7", "-0", "-0.0", "36893488147419103232", "-9223372036854775809", "18446744073709551615", "0.1",
    "12345678901234567890123456789.5", "[1.50,2.5,7]", '{"a":[1.0,{"b":100000000000000000000}]}', '"1.10"', "null",
)  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_numbers_are_written_as_they_were_read(text: str) -> None:
    for given in (text, text.encode()):
        assert exact_json.dumps(exact_json.loads(given)).decode() == text


def test_a_number_is_a_float_or_an_integer_of_python_where_that_says_all() -> None:
    assert [type(each) for each in exact_json.loads("[1, 2.5, 1.10, 18446744073709551616]")] == [
        int, float, exact_json.ExactNumber, exact_json.ExactNumber,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["[NaN]", "[1.5, Infinity]", "[1e400]", "[1e-400]", f"[1.{'0' * 1000}]", "[1.5", "[1,]"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        exact_json.loads(text)
