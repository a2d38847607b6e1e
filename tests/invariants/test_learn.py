"""What must not change, whatever the table."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.learn import Range, TableEncoder, TunedXGB

steps = st.sampled_from([0.001, 0.005, 0.05, 0.1, 0.25, 0.5, 1, 2, 10])


@given(st.integers(0, 400), steps, st.integers(0, 60), st.floats(0, 0.99))
def test_every_value_of_a_grid_is_found_again_and_within_its_ends(low, step, places, beyond):
    row = Range("gamma", low / 200, low / 200 + (places + beyond) * step, step)
    values = row.values()
    assert [row.index(value) for value in values] == list(range(row.size))
    assert values == sorted(set(values))
    assert values[0] == row.low
    assert values[-1] <= row.high < values[-1] + 1.0001 * step
    assert all(float(repr(value)) == value == round(value, 3) for value in values)


words = st.sampled_from(["own", "rent", "", "<b>", None])
numbers = st.one_of(st.none(), st.floats(-1e30, 1e30), st.integers(-9, 9))


@st.composite
def tables(draw):
    rows = draw(st.integers(1, 12))

    def column(values):
        return draw(st.lists(values, min_size=rows, max_size=rows))

    return pd.DataFrame(
        {
            "text": pd.Series(column(words), dtype="str"),
            "level": pd.Categorical(column(st.sampled_from([3, 1, 2, None]))),
            "number": pd.Series(column(numbers), dtype=float),
            "flag": pd.Series(column(st.booleans()), dtype=bool),
        }
    )


@settings(max_examples=30, deadline=None)
@given(tables(), tables(), st.sampled_from(["native", "onehot"]), st.randoms(use_true_random=False))
def test_encoding_depends_on_names_and_values_alone(train, new, encoding, chance):
    encoder = TableEncoder(encoding).fit(train)
    expected = encoder.transform(new)
    assert expected.shape == (len(new), len(encoder.feature_types_))
    restored = TableEncoder.from_dict(json.loads(json.dumps(encoder.to_dict())))
    order = chance.sample(list(new), k=4)
    as_objects = new[order].astype({"text": object, "level": object})
    rows = chance.sample(range(len(new)), k=len(new))
    np.testing.assert_array_equal(restored.transform(new), expected)
    np.testing.assert_array_equal(encoder.transform(as_objects), expected)
    np.testing.assert_array_equal(encoder.transform(new.iloc[rows]), expected[rows])
    np.testing.assert_array_equal(
        TableEncoder(encoding).fit(train.iloc[::-1]).transform(new), expected
    )


@settings(max_examples=30, deadline=None)
@given(tables(), tables())
def test_codes_are_places_of_known_values_and_the_unseen_are_counted(train, new):
    encoder = TableEncoder().fit(train)
    codes = pd.DataFrame(encoder.transform(new), columns=list(new))
    for name in ("text", "level"):
        known = encoder.columns_[name]
        values = new[name].astype(object)
        expected = [known.index(v) if v in known else np.nan for v in values]
        np.testing.assert_array_equal(codes[name], expected)
        unseen = sum(pd.notna(v) and v not in known for v in values)
        assert encoder.unseen(new).get(name, 0) == unseen


def scores(X, y, held, weights=None, **settings):
    fixed = {"max_depth": 3, "learning_rate": 0.3}
    model = TunedXGB(space=(), params=fixed, trees=8, **settings)
    return model.fit(X, y, sample_weight=weights, validation=(held, y)).predict_proba(held)


@pytest.fixture(scope="module")
def arrays():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(200, 3)).astype(np.float32)
    return X, (X[:, 0] + rng.normal(size=200) > 0.4).astype(int)


def framed(X):
    return pd.DataFrame(X, columns=[f"x{place}" for place in range(X.shape[1])])


@pytest.mark.parametrize(
    "change",
    [framed, np.float64, lambda X: 2 * X, lambda X: np.c_[X, np.ones(len(X))]],
    ids=["frame", "float64", "doubled", "constant column"],
)
def test_what_changes_nothing_for_a_tree_changes_no_bit(arrays, change):
    X, y = arrays
    np.testing.assert_array_equal(scores(change(X), y, change(X)), scores(X, y, X))


@settings(max_examples=5, deadline=None)
@given(st.permutations(range(200)))
def test_the_order_of_rows_changes_no_bit_without_subsampling(arrays, order):
    X, y = arrays
    model = TunedXGB(space=(), params={"max_depth": 3}, trees=5)
    fits = [
        model.fit(X[rows], y[rows], validation=(X, y)).predict_proba(X)
        for rows in (list(range(200)), list(order))
    ]
    np.testing.assert_array_equal(*fits)


@settings(max_examples=5, deadline=None)
@given(st.sampled_from([1e-6, 0.25, 3.0, 1000.0, 1e9]), st.integers(0, 5))
def test_the_scale_of_weights_changes_no_bit(arrays, scale, seed):
    X, y = arrays
    weights = np.random.default_rng(seed).random(len(y))
    np.testing.assert_array_equal(scores(X, y, X, weights * scale), scores(X, y, X, weights))
