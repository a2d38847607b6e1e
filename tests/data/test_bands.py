"""Numbers as bands: ages as lenders group them, joined where small, else quarters."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from fairlab.data.bands import Bands, usual_edges


def test_ages_are_those_of_lenders():
    age = pd.Series(np.tile(np.arange(18, 90), 50), name="age")
    assert usual_edges(age) == (25, 35, 45, 55, 62)
    levels = ["18-24", "25-34", "35-44", "45-54", "55-61", "62+"]
    assert list(Bands.learn(age, usual_edges(age)).names) == levels


def test_small_bands_are_joined():
    age = pd.Series([*([20] * 100), *([30] * 3), *([40] * 100), *([70] * 2)], name="leeftijd")
    counts = np.bincount(Bands.learn(age, usual_edges(age)).codes(age))
    assert counts.min() >= 25
    assert counts.sum() == 205


@given(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=60))
def test_everybody_is_in_one_band_and_none_is_empty(values):
    income = pd.Series(values, name="income")
    bands = Bands.learn(income, usual_edges(income))
    counts = np.bincount(bands.codes(income), minlength=len(bands.names))
    assert counts.sum() == len(values)
    assert (counts > 0).all()


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60), st.sampled_from(["age", "income"]))
def test_counted_values_are_cut_as_their_rows_are(values, name):
    rows = pd.Series(values, name=name, dtype=float)
    counts = rows.value_counts()
    found = usual_edges(pd.Series(counts.index, name=name), 8, counts.to_numpy())
    assert found == usual_edges(rows, 8)
    if name == "income":
        higher = np.unique(np.quantile(values, [0.25, 0.5, 0.75], method="higher"))
        assert found == tuple(higher[higher > min(values)])
