"""Later batches are read as the first one was."""

import pandas as pd
import pytest

from fairlab.data.decisions.asked import Asked
from fairlab.errors import DataError
from fairlab.monitor import known_values
from fairlab.monitor.known_values import KnownValues


def learned():
    known = KnownValues()
    age = pd.DataFrame({"age": range(20, 70)})
    known.learn(Asked(groups=("age",)), age, {"age": age["age"].value_counts()}, None)
    return known


def test_numbers_stay_cut_as_they_were():
    known = learned()
    names = [*known.groups["age"]]
    places = known.places("age", pd.Series([20.0, None, 69.0]), "b.csv")
    assert known.groups["age"] == [*names, "missing"]
    assert places.tolist() == [0, len(names), len(names) - 1]
    assert KnownValues.from_text(known.to_text()) == known
    with pytest.raises(DataError, match="`age` holds 'old'; it was a number before"):
        known.places("age", pd.Series(["old"]), "c.csv")


def test_levels_keep_their_place_whatever_type_they_have():
    known = KnownValues()
    assert known.places("job", pd.Series([1, 2]), "a").tolist() == [0, 1]
    assert known.places("job", pd.Series([2.0, None, 3.0]), "b").tolist() == [1, 2, 3]
    assert known.places("job", pd.Series(["3", "x"]), "c").tolist() == [3, 4]


def test_too_many_levels_are_refused(monkeypatch):
    monkeypatch.setattr(known_values, "MOST_GROUPS", 3)
    with pytest.raises(DataError, match="of which at most 3 can be watched"):
        KnownValues().places("job", pd.Series(list("abcd")), "a.csv")


def test_two_values_are_taken_as_before():
    known = KnownValues()
    known.as_earlier("flag", pd.Series([0]), "a")
    same, both = known.as_earlier("flag", pd.Series(["0", "1"]), "b")
    assert same.tolist() == [0, "1"]
    assert known.two_values["flag"] == [0, "1"]
    assert both.tolist() == [0, "1"]
