"""What holds for every table, whatever its types, holes and sizes."""

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fairlab.data.groups import Groups
from fairlab.mitigate import FairSMOTE, KeepRecall, Reweigh, UniformSampling
from fairlab.mitigate.cells import Cells

SENSITIVE = ("sex", "age")
TYPES = {
    "sex": "object",
    "age": "Int64",
    "income": "float64",
    "ratio": "float32",
    "children": "int8",
    "flag": "bool",
    "known": "boolean",
    "owner": "float64",
    "job": "category",
    "place": "str",
}
ROW = st.tuples(
    st.sampled_from(["f", "m", None]),
    st.one_of(st.none(), st.integers(18, 90)),
    st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False)),
    st.one_of(st.none(), st.floats(-1, 1, width=32)),
    st.integers(-128, 127),
    st.booleans(),
    st.one_of(st.none(), st.booleans()),
    st.sampled_from([0.0, 1.0, None]),
    st.sampled_from(["a", "b", "c", None]),
    st.sampled_from(["x", "y", "z"]),
    st.integers(0, 1),
)
SMALL = settings(max_examples=20, deadline=None)


@st.composite
def tables(draw):
    rows = draw(st.lists(ROW, min_size=2, max_size=40))
    table = pd.DataFrame(rows, columns=[*TYPES, "y"])
    assume(table.y.nunique() == 2)
    X = table[list(TYPES)].astype(TYPES)
    X["job"] = X["job"].cat.set_categories(list("cbad"))
    return X, table.y


def assert_in_domain(column, new):
    known = column.dropna()
    if column.notna().all():
        assert new.notna().all()
    levels = known.nunique() <= 2
    if levels or pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
        assert new.dropna().isin(known.unique()).all()
    else:
        assert new.dropna().between(known.min(), known.max()).all()


@SMALL
@given(tables(), st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_every_new_value_is_in_the_domain_of_its_column(data, seed, k):
    X, y = data
    X_new, _ = FairSMOTE(SENSITIVE, k_neighbors=k, random_state=seed).fit_resample(X, y)
    for name in X:
        assert X_new[name].dtype == X[name].dtype
        assert_in_domain(X[name], X_new[name].iloc[len(X) :])


@SMALL
@given(tables(), st.sampled_from(["paper", "reference"]))
def test_all_cells_are_equal_behind_the_rows_that_were_given_and_no_new_cell_appears(data, mode):
    X, y = data
    kept = X.copy(deep=True), y.copy(deep=True)
    X_new, y_new = FairSMOTE(SENSITIVE, mode=mode, random_state=0).fit_resample(X, y)
    pd.testing.assert_frame_equal(X_new.iloc[: len(X)], kept[0], check_exact=True)
    pd.testing.assert_series_equal(y_new.iloc[: len(y)], kept[1])
    pd.testing.assert_frame_equal(X, kept[0], check_exact=True)
    pd.testing.assert_series_equal(y, kept[1])
    groups = Groups.learn(X, SENSITIVE)
    before, after = (
        g.assign(y=list(labels)).astype(str).value_counts()
        for g, labels in ((groups.of(X), y), (groups.of(X_new), y_new))
    )
    assert (after == before.max()).all()
    assert set(after.index) == set(before.index)


@SMALL
@given(tables(), st.sampled_from(["paper", "reference"]))
def test_a_continuous_sensitive_value_stays_in_the_range_of_its_cell(data, mode):
    X, y = data
    X_new, y_new = FairSMOTE("age", mode=mode, random_state=0).fit_resample(X, y)
    cells = Cells.learn(X, y.to_numpy(), "age")
    where = cells.groups.of(X_new).age.astype(str) + y_new.astype(str)
    for cell in range(len(cells.names)):
        rows = cells.rows(cell)
        known = X.age.iloc[rows]
        new = X_new.age[where == where.iloc[rows[0]]].dropna()
        assert new.between(known.min(), known.max()).all() if len(new) else known.isna().all()


@SMALL
@given(tables())
def test_weights_are_expected_over_observed_shares_with_mean_one(data):
    X, y = data
    weights = Reweigh(SENSITIVE).weights(X, y)
    groups = Groups.learn(X, SENSITIVE).of(X).astype(str).agg("|".join, axis=1)
    rows = list(zip(groups, y, strict=True))
    expected = np.array(
        [(groups == g).sum() * (y == v).sum() / rows.count((g, v)) / len(y) for g, v in rows]
    )
    np.testing.assert_allclose(weights, expected / expected.mean(), rtol=1e-12)
    assert abs(weights.mean() - 1) < 1e-12


@SMALL
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 1)), max_size=40))
def test_reweighing_makes_group_and_label_independent(pairs):
    whole = pd.DataFrame([*pairs, *((g, v) for g in "ab" for v in (0, 1))], columns=["g", "y"])
    weights = Reweigh("g").weights(whole[["g"]], whole.y)
    for group in "ab":
        mine = whole.g == group
        assert abs(np.average(whole.y[mine], weights=weights[mine]) - whole.y.mean()) < 1e-9
        assert abs(weights[mine].sum() - mine.sum()) < 1e-9


@SMALL
@given(tables())
def test_uniform_sampling_keeps_the_total_and_makes_no_value_up(data):
    X, y = data
    sampler = UniformSampling(SENSITIVE, random_state=0)
    X_new, y_new = sampler.fit_resample(X, y)
    drawn = sampler.sample_indices_
    pd.testing.assert_frame_equal(X_new, X.iloc[drawn].reset_index(drop=True))
    assert len(drawn) == len(X)
    assert (y_new.to_numpy() == y.to_numpy()[drawn]).all()


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.one_of(st.floats(0, 1), st.sampled_from([0.1, 0.5]))),
        min_size=1,
        max_size=40,
    ),
    st.one_of(st.just(0.0), st.floats(1e-6, 1)),
)
def test_the_threshold_reaches_the_recall_and_no_higher_one_does(pairs, recall):
    y, score = (np.array(part) for part in zip(*pairs, strict=True))
    assume(y.any())
    threshold = KeepRecall().fit(y, score, reference={"baseline": {"recall": recall}}).threshold_

    def reached(cut):
        return (score[y == 1] >= cut).mean()

    assert reached(threshold) >= recall - 1e-9
    higher = np.append(score[score > threshold], np.nextafter(threshold, np.inf))
    if recall:
        assert all(reached(cut) < recall for cut in higher)
    else:
        assert reached(threshold) == 0
