"""Which row is in which part."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.errors import DataError

PARTS = ("train", "validation", "test")


def table(rows: int = 400, **columns) -> pd.DataFrame:
    x = np.random.default_rng(0).normal(size=rows)
    return pd.DataFrame(
        {"row": range(rows), "x": x, "bad": [1, 0, 0, 0, 0] * (rows // 5), **columns}
    )


def data(frame: pd.DataFrame, **roles) -> Dataset:
    return Dataset("toy", frame, "bad", ignore=("row",), **roles)


def rows_of(split) -> dict[str, list[int]]:
    return {part: getattr(split, part).frame["row"].tolist() for part in PARTS}


def test_every_row_is_in_one_part():
    parts = rows_of(data(table()).split(3))
    assert sorted(parts["train"] + parts["validation"] + parts["test"]) == list(range(400))
    assert [len(parts[part]) for part in PARTS] == [240, 60, 100]


def test_parts_have_the_same_share_of_positives():
    split = data(table()).split(3)
    assert [getattr(split, part).y.mean() for part in PARTS] == [0.2, 0.2, 0.2]


def test_parts_are_datasets_with_rows_numbered_anew():
    whole = data(table(sex=["m", "v"] * 200), sensitive=("sex",))
    assert whole.fingerprint
    for part in PARTS:
        piece = getattr(whole.split(0), part)
        assert piece.frame.index.tolist() == list(range(piece.rows))
        assert piece.sensitive == ("sex",)
        assert piece.frame["sex"].notna().all()
        assert piece.fingerprint != whole.fingerprint


def test_the_seed_decides():
    whole = data(table())
    assert rows_of(whole.split(1)) == rows_of(data(table()).split(1))
    assert rows_of(whole.split(1)) != rows_of(whole.split(2))


def test_the_latest_rows_are_the_test_part():
    when = np.random.default_rng(1).permutation(400)
    split = data(table(when=when), time="when").split(0)
    assert split.test.rows == 100
    assert split.test.frame["when"].min() == 300
    assert "when" not in split.test.features


def test_rows_of_one_moment_stay_together():
    days = pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-04"])
    split = data(table(when=np.repeat(days.astype(str), 80)), time="when").split(0)
    assert split.test.rows == 80 or split.test.rows == 160
    assert set(split.test.frame["when"]).isdisjoint(split.train.frame["when"])


def test_moments_in_text_are_put_in_order_as_moments():
    when = [f"2026-{1 + i // 40:02}-15" for i in range(400)]
    split = data(table(when=when), time="when").split(0)
    assert split.test.frame["when"].min() > split.train.frame["when"].max()


def test_a_given_test_part_is_followed_with_any_seed():
    part = np.where(np.arange(400) % 3 == 0, "test", "train")
    whole = data(table(part=part), part="part")
    one, other = rows_of(whole.split(0)), rows_of(whole.split(1))
    assert one["test"] == other["test"] == list(range(0, 400, 3))
    assert one["validation"] != other["validation"]


def test_a_given_validation_part_is_followed():
    part = np.resize(["train", "train", "validation", "test"], 400)
    parts = rows_of(data(table(part=part), part="part").split(0))
    assert parts["validation"] == list(range(2, 400, 4))


@pytest.mark.parametrize("first", [0, 1])
def test_a_thin_part_is_refused_with_its_counts(first):
    bad = np.zeros(400, int)
    bad[first : first + 20] = 1
    whole = data(table(bad=bad, when=range(400)), time="when")
    with pytest.raises(DataError, match="test set has 0 positive and 100 negative rows"):
        whole.split(0)


def test_a_thin_validation_part_is_refused():
    bad = np.zeros(400, int)
    bad[:24] = 1
    with pytest.raises(DataError, match="validation set has 4 positive"):
        data(table(bad=bad)).split(0)


def test_parts_are_not_checked_again():
    # "rare" has one value in most parts, which the checks would refuse of a whole table.
    rare = ["a"] * 399 + ["b"]
    split = data(table(rare=rare), sensitive=("rare",)).split(0)
    assert sorted(getattr(split, part).frame["rare"].nunique() for part in PARTS) == [1, 1, 2]


WHO = np.random.default_rng(0).integers(0, 150, 400)
GIVEN = np.where(
    np.arange(400) < 280, "train", np.where(np.arange(400) < 320, "validation", "test")
)


@pytest.mark.parametrize(
    ("roles", "tested"),
    [({}, None), ({"time": "when"}, range(300, 400)), ({"part": "part"}, range(320, 400))],
    ids=["drawn", "latest", "given"],
)
def test_a_person_is_in_one_part(roles, tested):
    whole = data(table(who=WHO, when=np.arange(400), part=GIVEN), person="who", **roles)
    split = whole.split(3)
    people = [set(getattr(split, part).frame["who"]) for part in PARTS]
    assert sum(map(len, people)) == len(set.union(*people))
    if tested is None:
        assert split.test.rows == pytest.approx(100, abs=5)
    else:
        assert rows_of(split)["test"] == [*tested]
