"""Attributes of a second file, joined by the id of a person."""

import pandas as pd
import pytest

from fairlab.data.decisions.attributes import joined
from fairlab.errors import FairlabError

PEOPLE = pd.DataFrame({"id": [3, 2, 1], "sex": ["f", "m", "f"]})


def test_rows_stay_in_their_order_whatever_the_type_of_ids():
    frame = pd.DataFrame({"id": ["1", "2", "1"], "flag": [0, 1, 1]})
    found, told = joined("a", frame, "id", "b", PEOPLE.assign(id=[3.0, 2.0, 1.0]))
    assert found["sex"].tolist() == ["f", "m", "f"]
    assert told == ()


@pytest.mark.parametrize(
    ("frame", "key", "people", "said"),
    [
        ({"id": [1]}, None, PEOPLE, "Name the column of ids"),
        ({"ids": [1]}, "id", PEOPLE, "Did you mean 'ids'"),
        ({"id": [1]}, "id", pd.concat([PEOPLE, PEOPLE]), "stands twice in 3 rows (such as 3)"),
        ({"id": [1], "sex": ["f"]}, "id", PEOPLE, "`sex` stand in both files"),
        ({"id": [7, 8]}, "id", PEOPLE, "(such as 7) is in b (such as 3)"),
    ],
)
def test_files_that_do_not_fit(frame, key, people, said):
    with pytest.raises(FairlabError) as error:
        joined("a", pd.DataFrame(frame), key, "b", people)
    assert said in str(error.value)
