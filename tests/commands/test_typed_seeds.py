"""The seeds that are typed, and what they mean."""

import pytest

from fairlab.commands.typed_seeds import parse_seeds
from fairlab.errors import RequestError


@pytest.mark.parametrize(
    ("text", "seeds"), [("1", [0]), ("10", list(range(10))), ("3,7", [3, 7]), ("3,", [3])]
)
def test_seeds_are_a_number_or_a_list(text, seeds):
    assert parse_seeds(text) == seeds


@pytest.mark.parametrize("text", ["0", "-1", "a", "1.5", "3,3", ",", "", "3,-1", f"{2**32},1"])
def test_other_seeds_are_refused_in_words(text):
    with pytest.raises(RequestError) as error:
        parse_seeds(text)
    assert 0 < len(str(error.value).splitlines()) <= 3
