"""Rates in tables drawn from the fitted model, where the twins are known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.causal import TwinSettings, audit_individual, calibration
from fairlab.causal.calibration import _drawn, errors_of_drawn_tables
from fairlab.causal.learning import learn, learning_table
from tests.causal.shapes import SHAPES, Trees, people

pytestmark = pytest.mark.slow

HOW = TwinSettings("given", graph=SHAPES["chain"].dag, replicates=0, draws=1, calibrations=4)


@pytest.fixture(scope="module")
def drawn():
    return people("chain", 3000, 0)


def test_with_the_graph_given_the_audit_is_hardly_off_in_tables_of_its_own_model(drawn):
    model = Trees(drawn.train)
    fitted = learn(learning_table(drawn.train, "a", HOW), HOW)[1]
    errors = errors_of_drawn_tables(drawn.train, drawn.test, model.predict, fitted, HOW)
    first = errors.xs("FR1", level=2)
    assert first.shape == (2, 4)
    assert first.abs().to_numpy().max() < 0.02
    assert (first.std(axis=1) > 0).all()
    again = errors_of_drawn_tables(drawn.train, drawn.test, model.predict, fitted, HOW)
    pd.testing.assert_frame_equal(errors, again)


def test_an_interval_is_calibrated_and_says_by_how_many_tables(drawn):
    model, group = Trees(drawn.train), drawn.test.frame["a"].astype(str)
    audit = audit_individual(drawn.train, drawn.test, model, "a", HOW)
    first = audit.rates[audit.rates["rate"] == "FR1"].set_index("group")
    flips = model.predict(drawn.test.frame) != model.predict(drawn.twins)
    true = pd.Series(flips).groupby(group.to_numpy()).mean()
    assert (audit.rates["tables"] == 4).all()
    assert (first["low"] < true).all()
    assert (true < first["high"]).all()
    assert (first["high"] - first["low"] < 0.1).all()


def test_what_is_learned_from_is_drawn_anew_also_where_the_same_people_are_asked(
    drawn, monkeypatch
):
    learned = []

    def seen(data, *settings):
        learned.append(data.frame["income"])
        return learning_table(data, *settings)

    monkeypatch.setattr(calibration, "learning_table", seen)
    fitted = learn(learning_table(drawn.test, "a", HOW), HOW)[1]
    how = replace(HOW, calibrations=2)
    errors_of_drawn_tables(drawn.test, drawn.test, lambda rows: rows["late"] > 2, fitted, how)
    shares = [income.nunique() / len(income) for income in learned]
    # Poisson(1 / 2) times as they are, and as often as the other: 1 if each were there once.
    assert shares == pytest.approx([0.79, 0.79], abs=0.05)


def test_an_attribute_is_drawn_given_what_comes_before_it():
    rng = np.random.default_rng(0)
    region = rng.normal(size=3000)
    sex = pd.Series(np.where(region + rng.normal(size=3000) > 0, "f", "m"), name="sex")
    drawn = _drawn(sex, pd.DataFrame({"region": region}), seed=0)
    assert 0.3 < (drawn != sex).mean() < 0.4  # and .5 where nothing is known before
    for rows in (region < -0.5, region > 0.5):
        assert (drawn == "f")[rows].mean() == pytest.approx((sex == "f")[rows].mean(), abs=0.05)
    assert (_drawn(sex, pd.DataFrame(index=sex.index), seed=0) != sex).mean() > 0.45
