import pandas as pd
import pytest

from fairlab.data.alike_levels import alike


@pytest.mark.parametrize(
    "levels",
    [
        ["m", "M"],
        ["not known", " Not  known "],
        ["caf\u00e9", "cafe\u0301"],
        ["m", "m\u200b"],
        ["m", "\ufeffm"],
        ["a b", "a\u00a0b"],
        ["\uff21", "A"],
        ["stra\u00dfe", "STRASSE"],
    ],
)
def test_what_is_read_alike_is_found(levels):
    assert [list(same.index) for same in alike(pd.Series(1, ["other", *levels]))] == [levels]


def test_what_is_read_differently_is_left():
    assert [*alike(pd.Series(1, ["m", "v", "mv", "m v", "e", "\u00e9", "1", "10"]))] == []
