"""Dataset: roles, labels, fingerprint."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.errors import DataError

SCRIPT = """
import pandas as pd
from fairlab.data.dataset import Dataset
table = pd.DataFrame({
    "age": range(20, 80), "income": [1.5, None, 2.5, 3.5] * 15, "job": ["a", "b", None, "c"] * 15,
    "own": [True, False] * 30, "gender": ["m", "v"] * 30, "bad": [0, 0, 1] * 20})
print(Dataset("people", table, "bad", sensitive=("gender", "age")).fingerprint)
"""


def people(**changes) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "age": range(20, 80),
            "income": [1.5, None, 2.5, 3.5] * 15,
            "job": ["a", "b", None, "c"] * 15,
            "own": [True, False] * 30,
            "gender": ["m", "v"] * 30,
            "bad": [0, 0, 1] * 20,
            **changes,
        }
    )


def dataset(frame: pd.DataFrame | None = None, **roles) -> Dataset:
    given = {"target": "bad", "sensitive": ("gender", "age"), **roles}
    return Dataset("people", people() if frame is None else frame, **given)


def test_features_are_what_is_left():
    data = dataset(
        people(id=range(60), when=range(60)), audit_only="gender", ignore=["id"], time="when"
    )
    assert data.features == ["age", "income", "job", "own"]
    assert list(data.X) == data.features
    assert data.audit_only == ("gender",)


def test_labels_become_zero_and_one():
    data = dataset(people(bad=["good", "bad", "good"] * 20), positive="bad")
    assert data.y.dtype == "int8"
    assert data.y.tolist() == [0, 1, 0] * 20
    assert (data.rows, data.positives) == (60, 20)


@pytest.mark.parametrize("kind", [bool, "int8", float, "boolean", "Int64"])
def test_zero_and_one_of_any_type_need_no_positive_label(kind):
    data = dataset(people().astype({"bad": kind}))
    assert data.positive == 1
    assert data.positives == 20


def test_balanced_is_all_that_is_sensitive_unless_said():
    assert dataset().balanced == ("gender", "age")
    assert dataset(balance=["age"]).balanced == ("age",)
    assert dataset(balance=()).balanced == ()


def test_types_are_plain():
    kinds = dataset().frame.dtypes
    assert kinds["job"] == "category"
    assert kinds["gender"] == "category"
    assert kinds["own"] == "bool"
    assert kinds["income"] == "float64"


def test_a_table_changed_afterwards_does_not_change_the_dataset():
    frame = people()
    data = dataset(frame)
    frame.loc[:, "age"] = 0
    assert data.frame["age"].tolist() == list(range(20, 80))


def test_it_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataset().target = "age"


def test_rows_are_numbered_anew():
    data = dataset(people().set_axis([7] * 60))
    assert data.frame.index.tolist() == list(range(60))


def test_groups_are_learned_from_these_rows():
    assert dataset().groups().cuts == {"age": 49.0}


def test_fingerprint_ignores_what_mitigation_balances():
    assert dataset(balance=("age",)).fingerprint == dataset().fingerprint


def test_bands_are_in_the_fingerprint_however_they_are_written():
    without, banded = dataset(), dataset(bands={"age": (30, 50)})
    assert banded.fingerprint != without.fingerprint
    assert dataset(bands={}).fingerprint == without.fingerprint
    assert dataset(bands={"age": [30.0, 50.0]}).fingerprint == banded.fingerprint
    assert dataset(bands={"age": (30, 51)}).fingerprint != banded.fingerprint
    assert (without.identity.bands, banded.identity.bands) == ("", "age=30,50")


def test_what_mitigation_balances_is_told_with_its_bands():
    assert dataset(bands={"age": (30,)}, balance=("gender",)).balanced_groups == ("gender",)
    assert dataset(bands={"age": [30]}).balanced_groups == {"gender": (), "age": (30,)}


def test_fingerprint_ignores_the_index_the_name_and_the_words():
    data = dataset()
    labels = {"gender": {"m": "man"}}
    shuffled = people().set_axis(np.random.default_rng(0).permutation(60))
    other = Dataset("other", shuffled, "bad", ("gender", "age"), labels=labels)
    assert other.fingerprint == data.fingerprint


@pytest.mark.slow
def test_fingerprint_is_the_same_in_another_process(another_process):
    assert another_process.said(SCRIPT).strip() == dataset().fingerprint


@pytest.mark.parametrize(
    ("column", "value"),
    [("age", 99), ("income", 2.6), ("income", None), ("job", "a"), ("own", True), ("bad", 0)],
)
def test_fingerprint_changes_with_one_value_of_the_last_row(column, value):
    frame = people()
    frame.loc[59, column] = value
    assert dataset(frame).fingerprint != dataset().fingerprint


@pytest.mark.parametrize(
    "roles",
    [
        {"sensitive": ("gender",)},
        {"audit_only": ("gender",)},
        {"ignore": ("job",)},
        {"time": "income", "frame": people(income=1.0).assign(income=range(60))},
        {"positive": 0},
    ],
    ids=lambda roles: next(iter(roles)),
)
def test_fingerprint_changes_with_a_role(roles):
    frame = roles.get("frame", people())
    plain = dataset(frame)
    assert dataset(**{**roles, "frame": frame}).fingerprint != plain.fingerprint


def test_fingerprint_changes_with_a_name_a_type_or_an_order():
    seen = {
        dataset().fingerprint,
        dataset(people().rename(columns={"own": "owns"})).fingerprint,
        dataset(people().astype({"age": "int32"})).fingerprint,
        dataset(people()[["income", "age", "job", "own", "gender", "bad"]]).fingerprint,
        dataset(people().iloc[::-1]).fingerprint,
    }
    assert len(seen) == 5


def test_fingerprint_reads_every_nan_alike():
    odd = np.uint64(0x7FF8000000000001).view(np.float64)
    frame = people(income=[1.5, odd, 2.5, 3.5] * 15)
    assert dataset(frame).fingerprint == dataset().fingerprint


def test_fingerprint_covers_moments_and_ignored_odd_cells():
    one = people(when=pd.date_range("2026-01-01", periods=60), notes=[[1], [2]] * 30)
    other = one.assign(notes=[[1], [3]] * 30)
    later = one.assign(when=pd.date_range("2026-01-02", periods=60))
    prints = {
        dataset(frame, time="when", ignore=("notes",)).fingerprint for frame in (one, other, later)
    }
    assert len(prints) == 3


@pytest.mark.parametrize(
    "roles",
    [
        {"target": 2, "sensitive": (1,)},
        {"target": "2", "sensitive": 1},
        {"target": "2", "sensitive": (1,)},
        {"target": None},
        {"target": "2", "ignore": [0]},
        {"target": "2", "time": 0},
    ],
)
def test_roles_are_told_by_names(roles):
    table = pd.DataFrame({0: range(60), 1: ["a", "b"] * 30, 2: [0, 0, 1] * 20})
    with pytest.raises(DataError, match="must name columns as text"):
        Dataset("people", table, **roles)
