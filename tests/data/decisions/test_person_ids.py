"""Ids of people: no digit is lost on the way, and who has none is nobody else."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.attributes import joined
from fairlab.data.decisions.decided import decided
from fairlab.data.decisions.reading import read_decisions
from fairlab.errors import DataError

LONG = 10**17 + np.arange(40)
ASKED = Asked(decision="flag", groups=("sex",), person="id")


def people(ids):
    return pd.DataFrame({"id": ids, "flag": [0, 1] * 20, "sex": ["f"] * 20 + ["m"] * 20})


def one_lacking(ids):
    return pd.Series(ids, dtype=object).where(np.arange(40) != 3)


@pytest.mark.parametrize(
    "ids",
    [
        [str(number) for number in LONG],
        [f"123{number}" for number in LONG],
        one_lacking([str(number) for number in LONG]),
        one_lacking([str(number) for number in 3 * LONG]),
    ],
    ids=["18 digits", "21 digits", "one blank", "18 digits, one blank"],
)
def test_people_of_a_csv_file_stay_apart(tmp_path, ids):
    people(ids).to_csv(tmp_path / "a.csv", index=False)
    found = decided("a", ASKED, read_decisions(tmp_path / "a.csv", ids="id").frame)
    assert found.person.nunique() == 40


@pytest.mark.parametrize("kind", ["Int64", "uint64[pyarrow]", "decimal"])
def test_people_of_a_parquet_file_stay_apart(tmp_path, kind):
    ids = one_lacking(LONG.tolist())
    frame = people(ids.astype(str) if kind == "decimal" else pd.array(ids, dtype=kind))
    frame.to_parquet(tmp_path / "a.parquet")
    found = decided("a", ASKED, read_decisions(tmp_path / "a.parquet", ids="id").frame)
    assert found.person.nunique() == 40


def test_rows_without_an_id_are_of_people_of_their_own():
    ids = [*map(str, range(18))] * 2 + ["", None, " ", np.nan]
    found = decided("a", ASKED, people(ids))
    assert found.person.nunique() == 18 + 4
    assert found.person.iloc[18:36].tolist() == found.person.iloc[:18].tolist()
    said = " ".join(found.notes)
    assert "The id `id` is empty in 4 rows: each is taken as of a person of its own." in said
    assert "40 rows are of 22 people; bands go by people." in said


@pytest.mark.parametrize("ids", [LONG.astype(float), [f"{number:.5e}" for number in LONG]])
def test_ids_that_lost_digits_are_refused(ids):
    with pytest.raises(DataError, match="the id `id` has lost digits in 40 rows"):
        decided("a", ASKED, people(ids))


def test_an_empty_id_joins_no_other():
    left = pd.DataFrame({"id": ["1", None, "2", ""]})
    right = pd.DataFrame({"id": [None, "", "1"], "sex": ["f", "f", "m"]})
    found, told = joined("a", left, "id", "b", right)
    assert found["sex"].fillna("none").tolist() == ["m", "none", "none", "none"]
    assert told == (
        "Of 2 ids of `a` 1 not in `b` (such as 2).",
        "`id` is empty in 2 rows of `a`, joined to none.",
        "`id` is empty in 2 rows of `b`, joined to none.",
    )


def test_long_ids_join_their_own(tmp_path):
    ids = one_lacking([str(number) for number in LONG])
    people(ids)[["id", "flag"]].to_csv(tmp_path / "a.csv", index=False)
    pd.DataFrame({"id": LONG, "own": [f"p{number}" for number in LONG]}).to_csv(
        tmp_path / "b.csv", index=False
    )
    left, right = (read_decisions(tmp_path / f"{name}.csv", ids="id").frame for name in "ab")
    found = joined("a", left, "id", "b", right)[0]
    assert (found["own"][ids.notna()] == "p" + ids[ids.notna()]).all()
    assert found["own"].isna().tolist() == ids.isna().tolist()
