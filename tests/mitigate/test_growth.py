import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.mitigate import FairSMOTE


def people(rows, seed=0):
    rng = np.random.default_rng(seed)
    X = pd.DataFrame(
        {
            "sex": pd.Categorical(rng.choice(["f", "m"], rows, p=[0.2, 0.8]), list("xmf")),
            "age": rng.integers(18, 80, rows).astype("int16"),
            "income": np.where(rng.random(rows) < 0.1, np.nan, rng.normal(size=rows)),
            "children": pd.array(rng.integers(0, 4, rows), dtype="Int64"),
            "ratio": rng.random(rows).astype("float32"),
            "card": rng.random(rows) < 0.3,
            "job": pd.Categorical(rng.choice(list("abc"), rows), categories=list("dcba")),
            "town": rng.choice(["x", "y", "z"], rows),
        },
        index=rng.permutation(rows),
    )
    return X, pd.Series((rng.random(rows) < 0.2).astype("int8"), index=X.index, name="default")


X, Y = people(150)


def smote(**settings):
    return FairSMOTE(("sex", "age"), random_state=5, **settings)


def tail(**settings):
    X_new, y_new = smote(**settings).fit_resample(X, Y)
    return X_new.iloc[len(X) :], y_new.iloc[len(X) :]


def assert_same_bits(batches, rows, labels):
    tables, classes = zip(*batches, strict=True)
    pd.testing.assert_frame_equal(pd.concat(tables), rows, check_exact=True)
    pd.testing.assert_series_equal(pd.concat(classes), labels)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(
    st.integers(5, 60),
    st.sampled_from(["paper", "reference"]),
    st.integers(2, 4),
    st.sampled_from([None, 0.7, 3]),
)
def test_batches_of_any_size_are_the_tail_of_the_whole_bit_by_bit(size, mode, k, cap):
    how = {"mode": mode, "k_neighbors": k, "cap": cap}
    batches = list(smote(batch_rows=size, **how).new_rows(X, Y))
    assert max(len(rows) for rows, _ in batches) <= size
    assert_same_bits(batches, *tail(**how))


def test_every_batch_has_columns_types_and_levels_of_the_table():
    for rows, labels in smote(batch_rows=10).new_rows(X, Y):
        pd.testing.assert_series_equal(rows.dtypes, X.dtypes)
        assert rows["job"].cat.categories.tolist() == list("dcba")
        assert (labels.dtype, labels.name) == (Y.dtype, Y.name)
        assert labels.index.equals(rows.index)


@pytest.mark.slow
def test_walking_again_gives_the_same_batches_even_while_another_walk_is_under_way():
    rows = smote(batch_rows=15).new_rows(X, Y)
    first = iter(rows)
    next(first)
    again, afresh = list(rows), list(smote(batch_rows=15).new_rows(X, Y))
    for one, other in zip(again, afresh, strict=True):
        pd.testing.assert_frame_equal(one[0], other[0], check_exact=True)
    pd.testing.assert_frame_equal(next(first)[0], again[1][0], check_exact=True)


def test_without_a_seed_one_growth_still_repeats_itself():
    rows = FairSMOTE("sex").new_rows(X, Y)
    for one, other in zip(rows, rows, strict=True):
        pd.testing.assert_frame_equal(one[0], other[0], check_exact=True)


def test_its_length_is_the_number_of_new_rows_that_the_plan_says():
    sampler = smote(cap=2)
    rows = sampler.new_rows(X, Y)
    assert len(rows) == sampler.cells_.synthetic.sum() == sum(len(batch) for batch, _ in rows)


def test_a_balanced_table_has_no_batch():
    assert list(FairSMOTE(random_state=0).new_rows(X[:4], [0, 0, 1, 1])) == []


def test_another_column_does_not_shift_the_values_of_the_others():
    numbers = ["age", "income"]  # a text column changes nobody's neighbours
    before = list(FairSMOTE("age", random_state=1).new_rows(X[numbers], Y))
    after = list(FairSMOTE("age", random_state=1).new_rows(X[["town", *numbers]], Y))
    for (one, _), (other, _) in zip(before, after, strict=True):
        pd.testing.assert_frame_equal(one, other[numbers], check_exact=True)


@pytest.mark.slow
@pytest.mark.parametrize("batch_rows", [500, 2000])
def test_memory_follows_the_batch_and_not_the_number_of_new_rows(batch_rows):
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.normal(size=(20_000, 40)))
    y = (np.arange(20_000) < 100).astype(int)
    rows = FairSMOTE(batch_rows=batch_rows, random_state=0).new_rows(table, y)
    batch = batch_rows * 40 * 8
    tracemalloc.start()
    for _ in rows:
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(rows) * 40 * 8 > 6e6
    assert peak < 2.5 * batch + 1e6


def test_approximate_neighbours_make_other_rows_of_the_same_kind(monkeypatch):
    monkeypatch.setattr("fairlab.mitigate.neighbour_blocks.BLOCK", 4)
    exact, near = tail(), tail(neighbours="approximate")
    assert not exact[0]["income"].equals(near[0]["income"])
    assert (exact[0]["sex"] == near[0]["sex"]).all()
    assert (exact[1] == near[1]).all()
    assert near[0]["income"].dropna().between(X["income"].min(), X["income"].max()).all()
