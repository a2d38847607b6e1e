"""A table in pieces, audited from a notebook."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import fairlab
from tests.audit.counted.toy_table import toy_table


@pytest.fixture(scope="module")
def frame():
    return toy_table()


def test_it_is_the_audit_of_the_same_arrays(frame, tmp_path):
    for at in range(2):
        frame.iloc[2000 * at : 2000 * at + 2000].to_parquet(tmp_path / f"{at}.parquet")
    read = []
    found = fairlab.audit_table(
        tmp_path, groups=["sex", "region"], label="y", decision="flag", approve=0, watch=read.append
    )
    arrays = fairlab.audit(
        y=frame["y"].astype(int), decision=frame["flag"], groups=frame[["sex", "region"]]
    )
    assert sum(read) == 2 * len(frame)
    about = ["strategy"]
    one, two = (each.statements.drop(columns=about) for each in (found, arrays))
    assert_frame_equal(one, two, rtol=1e-12)
    assert_frame_equal(found.groups, arrays.groups, rtol=1e-12)
    assert "4,000 people" in repr(found)
    assert "counted in pieces" in found.to_html(tmp_path / "page.html").read_text()
    assert "<table" in found._repr_html_()


def test_what_stands_for_a_missing_value_is_missing(frame, tmp_path):
    file = tmp_path / "people.parquet"
    frame.assign(sex=frame["sex"].astype(object).replace("f", "NULL")).to_parquet(file)
    asked = {"groups": ["sex"], "label": "y", "decision": "flag", "approve": 0}
    found = fairlab.audit_table(file, **asked, na_values=["NULL"]).groups["group"]
    assert "missing" in set(found)
    assert "NULL" not in set(found)


def test_scores_bands_and_crosses_are_asked_in_python(frame, tmp_path):
    frame.to_csv(tmp_path / "people.csv", index=False)
    found = fairlab.audit_table(
        tmp_path / "people.csv", groups=["sex", "age"], label="y", positive=1, score="score",
        threshold=0.6, bands={"age": [30, 50]}, cross=[("sex", "age")], references={"sex": "f"},
    )  # fmt: skip
    assert set(found.statements["group"]) >= {"m", "18-29", "30-49", "50+", "f, 50+"}
    assert "rank" in set(found.statements["metric"])
    assert np.isfinite(found.comparison.levels.set_index("metric").loc["auc", "low"])
    assert any("is counted in 96 bins" in text for text in found.answer)


def test_what_is_wrong_is_told(tmp_path):
    with pytest.raises(fairlab.DataError, match="no Parquet and no CSV"):
        fairlab.audit_table(tmp_path, groups=["sex"])
    pd.DataFrame({"sex": ["f", "m"], "flag": [0, 1]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(fairlab.DataError, match=r"more than 1\."):
        fairlab.audit_table(tmp_path, groups=["sex"], decision="flag", max_rows=1)
