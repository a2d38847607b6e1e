"""Which fold decides about each row: everybody once, persons whole, the later by the earlier."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.model_selection import StratifiedKFold

from fairlab.data.dataset import Dataset
from fairlab.data.folds import NO_FOLD, assign_folds, fold_parts, spread
from fairlab.errors import DataError
from fairlab.experiment.design import Design

PARTS = ("train", "validation", "test")


def table(rows: int = 400, seed: int = 0, **columns) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    drawn = {
        "row": np.arange(rows),
        "x": rng.normal(size=rows),
        "sex": rng.choice(["f", "m"], rows, p=[0.3, 0.7]),
        "home": rng.choice(["own", "rent", "free"], rows),
        "bad": (rng.random(rows) < 0.25).astype(int),
    }
    return pd.DataFrame(drawn | columns)


def data(frame: pd.DataFrame, **roles) -> Dataset:
    return Dataset("toy", frame, "bad", **{"sensitive": ("sex", "home"), "ignore": "row"} | roles)


def parts_of(whole: Dataset, folds: int, seed: int = 0) -> list:
    return [whole.fold(seed, number, folds) for number in range(folds)]


def persons_in(part: Dataset) -> set:
    return set(part.frame["who"])


@pytest.mark.parametrize("folds", [2, 5])
def test_rows_are_spread_as_scikit_learn_spreads_them(folds):
    strata = np.random.default_rng(0).choice(6, 403, p=[0.4, 0.3, 0.1, 0.1, 0.05, 0.05])
    cut = StratifiedKFold(folds, shuffle=True, random_state=7).split(strata, strata)
    fold = spread(strata, folds, 7)
    assert [np.flatnonzero(fold == n).tolist() for n in range(folds)] == [
        tested.tolist() for _, tested in cut
    ]


@pytest.mark.parametrize("folds", [2, 3, 5, 10])
def test_every_row_is_tested_on_once_and_has_one_part_in_each_fold(folds):
    whole = data(table())
    splits = parts_of(whole, folds)
    tested = np.concatenate([split.test_rows for split in splits])
    assert sorted(tested) == list(range(whole.rows))
    for split in splits:
        rows = np.concatenate([split.rows_of[part] for part in PARTS])
        assert sorted(rows) == list(range(whole.rows))
        for part in PARTS:
            assert getattr(split, part).frame["row"].tolist() == split.rows_of[part].tolist()
        seen = split.train.rows + split.validation.rows
        assert split.validation.rows == pytest.approx(seen / 5, abs=1)


def counts(fold: np.ndarray, *strata: pd.Series) -> pd.DataFrame:
    return pd.crosstab(pd.Series(fold), list(strata))


def is_even(found: pd.DataFrame) -> bool:
    return bool(((found.max() - found.min()) <= 1).all())


@pytest.mark.parametrize("seed", range(3))
def test_labels_and_groups_are_spread_evenly(seed):
    frame = table(seed=seed)
    fold = assign_folds(data(frame), seed, 5)
    assert is_even(counts(fold, frame["bad"], frame["sex"], frame["home"]))


def test_where_groups_are_too_small_the_labels_are_still_spread_evenly():
    frame = table(home=[f"h{n % 50}" for n in range(400)])
    fold = assign_folds(data(frame), 0, 5)
    assert is_even(counts(fold, frame["bad"], frame["sex"]))


def test_a_group_of_a_single_row_is_spread_with_its_label():
    frame = table()
    frame.loc[7, "home"] = "tent"
    fold = assign_folds(data(frame), 0, 5)
    assert is_even(counts(fold, frame["bad"]))


def by_person(rows: int = 600, persons: int = 150, seed: int = 0) -> Dataset:
    rng = np.random.default_rng(seed)
    return data(table(rows, seed, who=rng.integers(0, persons, rows)), person="who")


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_split_between_parts_of_a_fold_or_between_folds(seed):
    whole = by_person(seed=seed)
    splits = parts_of(whole, 5, seed)
    assert "who" not in whole.features
    for split in splits:
        train, validation, test = (persons_in(getattr(split, part)) for part in PARTS)
        assert not train & validation
        assert not (train | validation) & test
    tested = [persons_in(split.test) for split in splits]
    assert sum(map(len, tested)) == len(set().union(*tested)) == whole.frame["who"].nunique()


def test_labels_of_persons_are_spread_about_evenly():
    whole = by_person()
    shares = [split.test.y.mean() for split in parts_of(whole, 5)]
    assert max(shares) - min(shares) < 0.05


def in_time(when, rows: int = 400, person: str | None = None, **columns) -> Dataset:
    return data(table(rows, when=when, **columns), time="when", sensitive=(), person=person)


def test_with_time_each_block_is_judged_by_what_was_before_it():
    when = np.random.default_rng(1).permutation(400)
    splits = parts_of(in_time(when), 5)
    for split in splits:
        seen = [*split.train.frame["when"], *split.validation.frame["when"]]
        assert max(seen) < split.test.frame["when"].min()
        assert len(seen) == (when < split.test.frame["when"].min()).sum()
    tested = np.sort(np.concatenate([split.test.frame["when"] for split in splits]))
    assert tested.tolist() == list(range(200, 400))
    assert [split.test.rows for split in splits] == [40] * 5


def test_with_time_and_persons_a_block_learns_from_other_people_alone():
    who = np.random.default_rng(2).integers(0, 100, 400)
    whole = in_time(np.arange(400), person="who", who=who)
    for number, split in enumerate(parts_of(whole, 5)):
        train, validation, test = (persons_in(getattr(split, part)) for part in PARTS)
        assert not train & validation
        assert not (train | validation) & test
        seen = np.arange(400) < 200 + 40 * number
        left = split.train.rows + split.validation.rows
        assert left == (seen & ~np.isin(who, [*test])).sum() < seen.sum()


def test_a_block_whose_people_are_in_all_earlier_rows_is_refused():
    with pytest.raises(DataError, match="fold 1: the train set has 0 positive and 0 negative"):
        in_time(np.arange(400), person="who", who=np.arange(400) % 40).fold(0, 0, 5)


def test_rows_of_one_moment_are_in_one_block():
    when = np.arange(400) // 7
    fold = assign_folds(in_time(when), 0, 4)
    assert pd.Series(fold).groupby(when).nunique().max() == 1
    assert set(fold) == {NO_FOLD, 0, 1, 2, 3}
    assert (fold == NO_FOLD).sum() == pytest.approx(200, abs=7)


def test_with_time_a_seed_draws_the_validation_rows_alone():
    whole = in_time(np.arange(400))
    one, other = parts_of(whole, 5, seed=1)[0], parts_of(whole, 5, seed=2)[0]
    assert one.test_rows.tolist() == other.test_rows.tolist()
    assert one.rows_of["validation"].tolist() != other.rows_of["validation"].tolist()


def test_the_seed_decides():
    first, again, other = (assign_folds(data(table()), seed, 5) for seed in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


SAME = """
from tests.data.test_folds import by_person, data, parts_of, table
for whole in (data(table()), by_person()):
    for split in parts_of(whole, 3, seed=4):
        print({part: rows.tolist() for part, rows in split.rows_of.items()})
"""


@pytest.mark.slow
def test_another_process_draws_the_same_folds(another_process):
    ours = [
        str({part: rows.tolist() for part, rows in split.rows_of.items()})
        for whole in (data(table()), by_person())
        for split in parts_of(whole, 3, seed=4)
    ]
    assert another_process.said(SAME).splitlines() == ours


def few_bad(number: int, rows: int = 400) -> np.ndarray:
    return (np.arange(rows) % (rows // number) == 0).astype(int)


def test_fewer_bad_events_than_folds_are_refused():
    with pytest.raises(DataError, match="6 folds need that many rows of each label") as refused:
        data(table(bad=few_bad(5))).fold(0, 0, 6)
    assert "there are 5" in str(refused.value)
    assert len(str(refused.value).splitlines()) <= 3


def test_fewer_persons_than_folds_are_refused():
    with pytest.raises(DataError, match="there are 3"):
        data(table(who=np.arange(400) % 3), person="who").fold(0, 0, 5)


@pytest.mark.parametrize(
    ("bad_events", "folds", "advice"),
    [(20, 5, "of 2 to 10 folds none has"), (40, 2, "or --folds 3."), (40, 10, "or --folds 8.")],
)
def test_a_part_that_is_too_thin_names_its_fold_and_how_many_would_do(bad_events, folds, advice):
    few = data(table(bad=few_bad(bad_events)))
    with pytest.raises(DataError, match=rf"fold 1: the .* set has [34] positive.*\n.*{advice}"):
        few.fold(0, 0, folds)
    if "--folds" in advice:
        few.refuse_thin_folds(0, int(advice[-2]))


def test_too_few_points_in_time_are_refused():
    with pytest.raises(DataError, match="too few points in time for 5 blocks") as refused:
        in_time(np.arange(400) // 80).fold(0, 0, 5)
    assert len(str(refused.value).splitlines()) <= 3


def test_a_block_without_bad_events_is_refused():
    bad = np.where(np.arange(400) < 320, few_bad(100), 0)
    with pytest.raises(DataError, match="fold 5: the test set has 0 positive and 40 negative"):
        in_time(np.arange(400), bad=bad).fold(0, 4, 5)


def test_a_design_gives_the_same_folds():
    whole, design = data(table()), Design(folds=3)
    splits = [design.split(whole, 2, fold) for fold in range(design.count)]
    for split, expected in zip(splits, parts_of(whole, 3, seed=2), strict=True):
        assert split.test_rows.tolist() == expected.test_rows.tolist()


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    rows=st.integers(80, 300),
    folds=st.integers(2, 6),
    persons=st.one_of(st.none(), st.integers(40, 200)),
    share=st.floats(0.2, 0.8),
    seed=st.integers(0, 2**31),
)
def test_whatever_the_table_nobody_is_judged_by_what_has_seen_them(
    rows, folds, persons, share, seed
):
    rng = np.random.default_rng(seed)
    bad = (rng.random(rows) < share).astype(int)
    columns = {} if persons is None else {"who": rng.integers(0, persons, rows)}
    whole = data(table(rows, bad=bad, **columns), person="who" if columns else None)
    fold = assign_folds(whole, seed, folds)
    assert set(fold) == set(range(folds))
    for number in range(folds):
        try:
            part = fold_parts(whole, seed, fold, number)
        except DataError:  # too thin, which is told
            assume(False)
        assert (part == "test").tolist() == (fold == number).tolist()
        assert set(part) == set(PARTS)
        who = whole.frame["who"] if columns else whole.frame["row"]
        assert pd.Series(part).groupby(who.to_numpy()).nunique().max() == 1
