import pandas as pd
import pytest

from fairlab.data.points_in_time import moments_as_said, read_moments
from fairlab.data.table import read_table
from fairlab.errors import DataError, RequestError


@pytest.mark.parametrize(
    "text",
    ["2026-01-31", "31/01/2026", "01/31/2026", "31-01-2026", "31.01.2026", "2026/01/31"],
)
def test_what_can_be_read_in_one_way_is(text):
    assert read_moments(pd.Series([text])).iloc[0] == pd.Timestamp(2026, 1, 31)


@pytest.mark.parametrize("texts", [["03/01/2026"], ["31/01/2026", "01/31/2026"], ["soon"]])
def test_what_cannot_is_not_guessed(texts):
    assert read_moments(pd.Series(texts)) is None


def test_a_form_that_is_named_is_used_and_a_wrong_one_told(tmp_path):
    days = [f"0{1 + i % 9}/0{1 + i % 2}/2026" for i in range(100)]
    table = pd.DataFrame({"x": range(100), "day": days, "bad": [1, 0, 0, 0] * 25})
    table["x"] = table["x"] / 7
    table.to_csv(tmp_path / "t.csv", index=False)
    file = tmp_path / "t.csv"
    with pytest.raises(DataError, match="--date-format"):
        read_table(file, target="bad", time="day")
    data = read_table(file, target="bad", time="day", date_format="%d/%m/%Y")
    assert data.frame["day"].dt.month.unique().tolist() == [1, 2]
    with pytest.raises(DataError, match=r"`day` is not written as %Y in 100 rows \(first: '01/01"):
        read_table(file, target="bad", time="day", date_format="%Y")
    with pytest.raises(RequestError, match="has no %"):
        moments_as_said(table["day"], "dd/mm")
