import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.data.notes.row_notes import people, positives, twins


def toy(frame: pd.DataFrame, **roles) -> Dataset:
    return Dataset("toy", frame, "y", **roles)


@pytest.mark.parametrize("seed", range(5))
def test_twins_are_counted_as_pandas_counts_them(seed):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({f"x{i}": rng.integers(0, 3, 400) for i in range(4)})
    frame["z"] = rng.choice([0.5, np.nan, 1.5], 400)
    frame["y"] = rng.integers(0, 2, 400)
    (note,) = twins(toy(frame))
    assert note.startswith(f"{frame.duplicated().sum()} rows repeat another exactly")


def test_rows_that_differ_anywhere_are_no_twins():
    frame = pd.DataFrame(
        {"x": np.arange(40) // 2, "z": np.arange(40) % 2, "y": np.resize([0, 1, 1], 40)}
    )
    assert [*twins(toy(frame))] == []


def test_people_with_several_rows_are_told_by_an_ignored_id():
    frame = pd.DataFrame({"x": np.arange(300) / 7, "y": np.resize([0, 1, 0], 300)})
    several = frame.assign(klant_nr=np.arange(300) // 3)
    (note,) = people(toy(several, ignore=("klant_nr",)))
    assert note.startswith("`klant_nr` has 100 values in 300 rows")
    assert note.endswith("unless it is said with --person klant_nr.")
    assert [*people(toy(several, ignore=("klant_nr",), person="klant_nr"))] == []
    assert [*people(toy(frame.assign(klant_nr=np.arange(300)), ignore=("klant_nr",)))] == []
    assert [*people(toy(frame.assign(branch=np.arange(300) // 3), ignore=("branch",)))] == []


@pytest.mark.parametrize(("name", "positive", "told"), [
    ("Approved", 1, True), ("Approved", 0, False), ("not_approved", 1, False), ("bad", 1, False),
])  # fmt: skip
def test_an_approval_that_is_taken_for_the_bad_event_is_told(name, positive, told):
    table = pd.DataFrame({"x": range(40), name: [1, 0, 0, 0] * 10})
    said = [*positives(Dataset("toy", table, target=name, positive=positive))]
    assert any("--positive 0" in note for note in said) == told
