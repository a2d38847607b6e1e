from dataclasses import replace

import pandas as pd
import pytest

from fairlab.data.fetch import cached_file, fetch, load_fetched, named
from fairlab.data.fetch.loading import read_layout
from fairlab.errors import DataError, RequestError


def test_a_fetched_table_is_a_dataset(publisher, tmp_path):
    entry = publisher.entry(
        roles={"target": "bad", "sensitive": ["sex"], "labels": {"sex": {"m": "man"}}}
    )
    fetch(entry, tmp_path)
    data = load_fetched(entry, tmp_path)
    assert (data.name, data.rows, data.positives) == ("toy", 2000, 400)
    assert data.sensitive == ("sex",)
    assert data.labels == {"sex": {"m": "man"}}


def test_a_table_that_was_not_fetched_is_asked_for(tmp_path):
    with pytest.raises(RequestError, match=r"fairlab data fetch german_credit$"):
        load_fetched("german_credit", tmp_path)
    with pytest.raises(RequestError, match=r"fairlab data fetch compas --accept-license$"):
        load_fetched("compas", tmp_path)


def test_a_file_that_was_changed_here_is_not_loaded(publisher, tmp_path):
    entry = publisher.entry()
    with fetch(entry, tmp_path).open("ab") as file:
        file.write(b"33,m,0\n")
    with pytest.raises(DataError, match="not as it was fetched"):
        load_fetched(entry, tmp_path)


@pytest.mark.parametrize("wrong", [{"rows": 1999}, {"positives": 399}])
def test_other_counts_than_the_known_ones_are_refused(wrong, publisher, tmp_path):
    entry = publisher.entry()
    fetch(entry, tmp_path)
    with pytest.raises(DataError, match="2,000 rows and 400 positives were read"):
        load_fetched(replace(entry, **wrong), tmp_path)


LINES = {
    "german_credit": "A11 6 A34 A43 1169 A65 A75 4 A93 A101 4 A121 67 A143 A152 2 A173 1 A192 "
    "A201 1",
    "south_german_credit": "laufkont laufzeit and the other names in German\r\n"
    "1 18 4 2 1049 1 2 4 2 1 4 2 21 3 1 1 3 2 1 2 1\r\n",
    "adult_train": "39, State-gov, 77516, Bachelors, 13, Never-married, ?, Not-in-family, White, "
    "Male, 2174, 0, 40, United-States, <=50K\n\n",
    "bank_marketing": '"age";"marital";"duration";"y"\n58;"married";261;"no"\n',
    "give_me_some_credit": '"",'
    + ",".join(f'"{name}"' for name in named("give_me_some_credit").layout.keep)
    + "\n1,1,0.77,45,2,0.8,NA,13,0,6,0,2\n",
    "telco_churn": "customerID,SeniorCitizen,TotalCharges,Churn\n4472-LVYGI,0, ,No\n",
    "taiwan_original": "ID,SEX,EDUCATION,MARRIAGE,AGE\n1,2,2,1,24\n",
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("german_credit", {"status": "A11", "age": 67, "credit_risk": 1}),
        ("south_german_credit", {"status": 1, "amount": 1049, "age": 21, "credit_risk": 1}),
        ("adult_train", {"workclass": "State-gov", "occupation": None, "income": "<=50K"}),
        ("bank_marketing", {"age": 58, "marital": "married", "y": "no"}),
        ("give_me_some_credit", {"SeriousDlqin2yrs": 1, "age": 45, "MonthlyIncome": None}),
        ("telco_churn", {"SeniorCitizen": 0, "TotalCharges": None, "Churn": "No"}),
        ("taiwan_original", {"SEX": 2, "AGE": 24}),
    ],
)
def test_a_line_as_it_is_published_is_read_cell_by_cell(name, expected, tmp_path):
    file = cached_file(named(name), tmp_path)
    file.write_text(LINES[name], newline="")
    frame = read_layout(file, named(name).layout)
    assert len(frame) == 1
    assert set(named(name).layout.keep or frame) == set(frame)
    read = frame.iloc[0].astype(object).where(frame.iloc[0].notna(), None)
    assert {column: read[column] for column in expected} == expected
    assert all(frame[column].dtype == "category" for column in named(name).layout.categories)


def test_a_parquet_table_is_read_as_it_is(tmp_path):
    table = pd.DataFrame({"fraud_bool": [0, 1], "month": [6, 7], "source": ["APP", "WEB"]})
    file = cached_file(named("baf_base"), tmp_path)
    table.to_parquet(file)
    pd.testing.assert_frame_equal(read_layout(file, named("baf_base").layout), table)
