"""The rows of a table as the record keeps them: found again in whatever form they come."""

import io
import shutil
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset
from fairlab.experiment.people import content_hashes, keep_people, people_of
from fairlab.experiment.recorded_people import recorded_words
from fairlab.record import Ledger
from fairlab.record.run_files import artifacts_of
from tests.small import small_credit

ROWS = 300


def many_kinds() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "whole": rng.integers(0, 2**40, ROWS),
            "small": rng.random(ROWS).astype("float32"),
            "real": np.where(rng.random(ROWS) < 0.1, np.nan, rng.lognormal(5, 9, ROWS)),
            "missing": pd.array(np.where(np.arange(ROWS) % 7, 3, None), "Int64"),
            "flag": rng.random(ROWS) < 0.5,
            "code": pd.Categorical(rng.choice([1, 2, 10], ROWS)),
            "padded": pd.Categorical(rng.choice(["01", "2", "x"], ROWS)),
            "said": pd.Categorical(rng.choice(["True", "False"], ROWS)),
            "word": pd.Categorical(np.where(np.arange(ROWS) % 5, "own", None)),
            "lost": pd.Categorical(rng.choice(["None", "own", "rent"], ROWS)),
        }
    )


FORMS = {
    "a CSV file": lambda X: pd.read_csv(io.StringIO(X.to_csv(index=False))),
    "a row of a CSV file": lambda X: pd.read_csv(io.StringIO(X.head(1).to_csv(index=False))),
    "objects": lambda X: X.astype({"code": object, "word": object, "flag": object}),
    "texts": lambda X: X.astype({"code": str, "padded": "string"}),
    "wider numbers": lambda X: X.astype({"small": float, "whole": float}),
    "any order": lambda X: X.sample(frac=1, random_state=0),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_row_is_found_again_in_any_form(form):
    X = many_kinds()
    given = FORMS[form](X)
    expected = pd.Series(content_hashes(X))
    rows = given.index if form == "any order" else range(len(given))
    assert content_hashes(given).tolist() == expected.loc[rows].tolist()


def test_rows_that_differ_anywhere_have_other_hashes():
    X = many_kinds()
    assert len(set(content_hashes(X))) == ROWS
    before = content_hashes(X.head(1))[0]
    others = {
        "whole": X["whole"] + 1, "small": X["small"] * 2, "real": X["real"].fillna(0) + 1,
        "missing": 4, "flag": ~X["flag"], "code": 3, "padded": "y", "said": "perhaps",
        "word": "rent", "lost": "boat",
    }  # fmt: skip
    for name, other in others.items():
        assert content_hashes(X.assign(**{name: other}).head(1))[0] != before, name


def test_people_are_kept_once_with_labels_groups_and_persons(store, caplog):
    small = small_credit()
    frame = small.frame.assign(who=small.frame["id"] // 2)
    roles = {"sensitive": ("sex",), "ignore": ("id",), "person": "who"}
    data = Dataset("small", frame, "bad", **roles, words={"sex": "Gender"})
    ledger = Ledger(store, "small")
    for _ in range(2):
        keep_people(data, ledger)
    people = ledger.beside("people")
    assert list(people.finished()) == [data.identity.people]
    assert len(store.client.search_runs([store.experiment("small/fits")])) == 1
    kept = people.tables(data.identity.people)["predictions"]
    pd.testing.assert_frame_equal(kept, people_of(data).predictions)
    assert kept["person"].tolist() == (np.arange(data.rows) // 2).tolist()
    assert kept["group.sex"].astype(str).tolist() == frame["sex"].astype(str).tolist()
    assert not set(data.features) & set(kept)
    shutil.rmtree(urlsplit(artifacts_of(store, people.finished()[data.identity.people])[0]).path)
    keep_people(data, ledger)
    assert "the people of the data, are gone" in caplog.text
    pd.testing.assert_frame_equal(people.tables(data.identity.people)["predictions"], kept)
    runs = pd.DataFrame({"people": ["", data.identity.people]})
    assert recorded_words(ledger, runs).column("sex") == "Gender"
    assert not recorded_words(ledger, runs[:1])
