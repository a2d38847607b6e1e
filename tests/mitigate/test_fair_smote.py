import tracemalloc

import numpy as np
import pandas as pd
import pytest
from imblearn.pipeline import Pipeline
from sklearn.tree import DecisionTreeClassifier

from fairlab.errors import DataError, RequestError
from fairlab.mitigate import FairSMOTE

N = 400


def people(seed=0):
    rng = np.random.default_rng(seed)
    X = pd.DataFrame(
        {
            "sex": rng.choice(["f", "m"], N, p=[0.3, 0.7]),
            "age": rng.integers(18, 80, N),
            "income": np.where(rng.random(N) < 0.1, np.nan, rng.normal(size=N)),
            "card": rng.random(N) < 0.2,
            "job": pd.Categorical(rng.choice(list("abc"), N), categories=list("abcd")),
        }
    )
    return X, pd.Series((rng.random(N) < 0.15).astype("int8"), name="default")


X, Y = people()


def test_the_plan_is_what_fit_resample_then_does():
    sampler = FairSMOTE(("sex", "age"), random_state=0)
    plan = sampler.plan(X, Y)
    assert not hasattr(sampler, "cells_")
    X_new, _ = sampler.fit_resample(X, Y)
    pd.testing.assert_frame_equal(sampler.cells_, plan)
    assert plan.rows.sum() == N
    assert plan.target_rows.sum() == len(X_new)
    assert plan.synthetic.sum() == len(X_new) - N


def test_new_rows_come_cell_by_cell_after_the_original_ones():
    X_new, y_new = FairSMOTE("sex", random_state=0).fit_resample(X, Y)
    pd.testing.assert_frame_equal(X_new.iloc[:N], X)
    pd.testing.assert_series_equal(y_new.iloc[:N], Y)
    made = X_new.iloc[N:].assign(label=y_new.iloc[N:]).groupby(["sex", "label"], sort=False).size()
    plan = FairSMOTE("sex").plan(X, Y)
    grown = plan[plan.synthetic > 0]
    assert [f"sex={s}, label={v}" for s, v in made.index] == grown.cell.tolist()
    assert made.tolist() == grown.synthetic.tolist()


def test_balanced_rows_stay_as_they_are():
    X_new, y_new = FairSMOTE(random_state=0).fit_resample(X.iloc[:4], [0, 0, 1, 1])
    pd.testing.assert_frame_equal(X_new, X.iloc[:4])
    assert list(y_new) == [0, 0, 1, 1]


@pytest.mark.parametrize("mode", ["paper", "reference"])
def test_halves_of_a_continuous_attribute_are_kept(mode):
    X_new, y_new = FairSMOTE(("sex", "age"), mode=mode, random_state=0).fit_resample(X, Y)
    sampler = FairSMOTE(("sex", "age"))
    cut = int(sampler.plan(X, Y).cell[0].split("<= ")[1].split(",")[0])
    sizes = X_new.groupby([X_new.sex, X_new.age > cut, y_new]).size()
    assert len(sizes) == 8
    assert (sizes == sizes.max()).all()


def test_a_continuous_sensitive_number_moves_within_its_half():
    X_new, _ = FairSMOTE("income", random_state=0).fit_resample(X, Y)
    assert not X_new.income[N:].dropna().isin(X.income).all()


def test_ninety_to_ten_in_a_zero_one_column_stays_ninety_to_ten():
    rng = np.random.default_rng(1)
    for kind in ("int64", "float64", "bool"):
        table = pd.DataFrame(rng.normal(size=(4400, 3)), columns=list("abc"))
        table["dutch"] = (rng.random(4400) < 0.9).astype(kind)
        y = np.arange(4400) < 400
        X_new, _ = FairSMOTE(random_state=2).fit_resample(table, y)
        original, synthetic = table.dutch[y].mean(), X_new.dutch[4400:].mean()
        assert X_new.dutch[4400:].isin([0, 1]).all()
        assert synthetic == pytest.approx(original, abs=0.02)


def test_another_cell_does_not_shift_the_rows_of_the_others():
    table = pd.DataFrame({"sex": list("ffffmmmmmm"), "job": list("abcdabcdab")})
    y = np.array([0, 0, 0, 1] + [0] * 5 + [1])
    wider = pd.concat([pd.DataFrame({"sex": ["x"] * 4, "job": list("dddd")}), table])
    before, _ = FairSMOTE("sex", random_state=4).fit_resample(table, y)
    after, _ = FairSMOTE("sex", random_state=4).fit_resample(wider, np.r_[[0] * 4, y])
    known = before.iloc[len(table) :].reset_index(drop=True)
    same = after.iloc[len(wider) :].query("sex != 'x'").reset_index(drop=True)
    pd.testing.assert_frame_equal(known, same)


def test_cells_of_one_and_two_rows_are_copied_and_said_so():
    table = pd.DataFrame({"sex": list("fffffmmx"), "income": [1.0, 2, 3, 4, 5, -6, -7, -8]})
    for mode in ("paper", "reference"):
        sampler = FairSMOTE("sex", mode=mode, random_state=0)
        X_new, _ = sampler.fit_resample(table, [0] * 5 + [1, 1, 1])
        assert set(X_new.income[X_new.sex == "m"]) == {-6, -7}
        assert set(X_new.income[X_new.sex == "x"]) == {-8}
        assert sampler.cells_.note.tolist() == ["", "2 rows: copied", "1 row: copied"]


def test_a_cell_of_three_rows_grows():
    table = pd.DataFrame({"income": [1.0, 2.0, 4.0, -50.0, 50.0, 0.0, 10.0, 20.0]})
    X_new, _ = FairSMOTE(crossover=1, random_state=0).fit_resample(table, [1] * 3 + [0] * 5)
    made = {1 + 0.8 * (2 - 4), 2 + 0.8 * (1 - 4), 4 + 0.8 * (2 - 1)}
    assert {round(v, 9) for v in X_new.income[8:]} <= {round(v, 9) for v in made}


def test_small_cells_are_refused_on_request():
    table = pd.DataFrame({"sex": list("fffffmmx"), "income": range(8)})
    sampler = FairSMOTE("sex", small_cells="raise")
    for refuse in (sampler.check, sampler.fit_resample):
        with pytest.raises(DataError, match=r"2 of 3 cells have less than 3 .*'sex=m, label=1'"):
            refuse(table, [0] * 5 + [1, 1, 1])


def test_too_many_rows_are_refused_in_words_before_anything_is_made():
    table = pd.DataFrame(np.zeros((20_000, 40), np.float32)).add_prefix("x")
    table["group"] = pd.Categorical.from_codes(
        np.r_[np.zeros(19_000, int), np.arange(1000) % 63 + 1], [f"g{i}" for i in range(64)]
    )
    y = np.arange(20_000) % 2
    sampler = FairSMOTE("group", limit=1_000_000)
    tracemalloc.start()
    for refuse in (sampler.check, sampler.new_rows, sampler.fit_resample):
        with pytest.raises(RequestError) as caught:
            refuse(table, y)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    words = str(caught.value)
    for word in ("limit of 1,000,000 rows", "98% of 1,216,000", "up to 9,500 rows each", "`cap`"):
        assert word in words
    assert words.count("\n") == 2
    result = 1_216_000 * 40 * 4
    assert peak < result / 10


def test_the_limit_itself_is_allowed():
    rows = int(FairSMOTE("sex").plan(X, Y).target_rows.sum())
    assert len(FairSMOTE("sex", limit=rows).fit_resample(X, Y)[0]) == rows
    with pytest.raises(RequestError):
        FairSMOTE("sex", limit=rows - 1).fit_resample(X, Y)


def test_a_cap_brings_a_table_under_the_limit_and_is_kept_in_every_cell():
    with pytest.raises(RequestError):
        FairSMOTE(("sex", "age"), limit=700).check(X, Y)
    sampler = FairSMOTE(("sex", "age"), cap=1, limit=700, random_state=0)
    X_new, y_new = sampler.fit_resample(X, Y)
    assert len(X_new) == sampler.cells_.target_rows.sum() <= 700
    cells = sampler.cells_
    assert (cells.synthetic == np.minimum(cells.rows.max() - cells.rows, cells.rows)).all()
    before, after = (
        labels.groupby([table.sex, labels]).size() for table, labels in ((X, Y), (X_new, y_new))
    )
    assert (after <= 2 * before).all()


def test_a_smaller_cap_makes_the_first_rows_of_every_cell():
    few, many = (FairSMOTE("sex", cap=cap, random_state=3).new_rows(X, Y) for cap in (1, 2))
    for (fewer, _), (more, _) in zip(few, many, strict=True):
        first = more.iloc[: len(fewer)].set_axis(fewer.index)
        pd.testing.assert_frame_equal(fewer, first, check_exact=True)


def test_the_number_of_threads_changes_no_row():
    one, two = (FairSMOTE("sex", random_state=3, n_jobs=n).fit_resample(X, Y)[0] for n in (1, 2))
    pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_what_is_announced_is_what_is_made():
    words = FairSMOTE("sex").announce(X, Y)
    made = len(FairSMOTE("sex", random_state=0).fit_resample(X, Y)[0]) - N
    assert f"makes {made:,} new rows from {N}" in words


@pytest.mark.parametrize(
    "wrong",
    [
        {"crossover": 1.1},
        {"mutation": -0.1},
        {"mode": "Paper"},
        {"k_neighbors": 1},
        {"limit": 0},
        {"neighbours": "near"},
        {"cap": -1},
        {"batch_rows": 0},
    ],
)
def test_settings_out_of_their_domain_are_refused(wrong):
    name = next(iter(wrong))
    with pytest.raises(ValueError, match=f"The '{name}' parameter of FairSMOTE must be"):
        FairSMOTE(**wrong).fit_resample(X, Y)
    with pytest.raises(ValueError, match=f"The '{name}' parameter of FairSMOTE must be"):
        FairSMOTE(**wrong).new_rows(X, Y)


def test_an_array_gives_what_its_table_gives():
    numbers = X[["age", "income"]].to_numpy()
    sex = (X.sex == "m").to_numpy(float)[:, None]
    array = np.hstack([sex, numbers])
    from_array, y_array = FairSMOTE(0, random_state=0).fit_resample(array, Y.to_numpy())
    table = pd.DataFrame(array)
    from_table, y_table = FairSMOTE([0], random_state=0).fit_resample(table, Y)
    np.testing.assert_array_equal(from_array, from_table.to_numpy())
    np.testing.assert_array_equal(y_array, y_table)


def test_in_a_pipeline_it_balances_what_the_classifier_sees_and_nothing_else():
    features = X[["age", "income"]]
    steps = [("balance", FairSMOTE("age", random_state=0)), ("tree", DecisionTreeClassifier())]
    pipeline = Pipeline(steps).fit(features, Y)
    seen = pipeline["tree"].tree_.n_node_samples[0]
    assert seen == FairSMOTE("age").plan(features, Y).target_rows.sum()
    assert len(pipeline.predict(features)) == N


def test_more_neighbours_make_more_various_rows():
    table = pd.DataFrame({"income": np.random.default_rng(0).normal(size=330)})
    y = np.arange(330) < 30
    for k, most in ((2, 60), (10, 30 * 46)):
        X_new, _ = FairSMOTE(k_neighbors=k, random_state=0).fit_resample(table, y)
        made = X_new.income[330:].nunique()
        assert made <= most
    assert made > 60
