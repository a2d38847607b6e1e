"""Models that mitigate while they are trained: any table, the same bits, all settings recorded."""

from dataclasses import replace

import numpy as np
import pytest

from fairlab.data import load, names
from fairlab.experiment.attribute_use import attribute_use
from fairlab.experiment.fitting import fit_model
from fairlab.experiment.scripts import find_strategies, script_names
from fairlab.learn import TunedXGB

pytestmark = pytest.mark.slow
STRATEGIES = {
    name: found
    for name in script_names()
    if type((found := find_strategies([name])[-1]).model) is not TunedXGB
    if isinstance(found.model, TunedXGB)
}
ROWS = 600
BALANCED = {"adult": ("race", "age")}  # five levels and a number


@pytest.fixture(scope="module", params=names())
def data(request):
    return few(request.param)


def few(name):
    """Few rows of an embedded table, and more bad events where these are rare."""
    whole = load(name, **({"rows": 5000} if name == "telecom" else {}))
    order = np.random.default_rng(0).permutation(whole.rows)
    chosen = np.zeros(whole.rows, bool)
    chosen[order[:ROWS]] = True
    chosen[np.flatnonzero(whole.y == 1)[:200]] = True
    return replace(whole.rows_where(chosen), balance=BALANCED.get(whole.name, whole.balance))


def quick(strategy):
    rounds = {"model__rounds": 2} if "model__rounds" in strategy.settings() else {}
    return strategy.with_settings(model__trials=0, model__trees=10, **rounds)


@pytest.mark.parametrize("name", STRATEGIES)
def test_it_is_trained_on_any_table_and_gives_probabilities(name, data):
    strategy = quick(STRATEGIES[name])
    parts = data.fold(0, 0)
    strategy.check(parts.train)
    score = fit_model(strategy, parts, seed=1).score(parts.test.frame)
    assert ((score > 0) & (score < 1)).all()
    assert score.mean() == pytest.approx(parts.test.y.mean(), rel=0.5)


@pytest.mark.parametrize("name", STRATEGIES)
def test_the_same_seed_gives_the_same_bits(name):
    strategy, parts = quick(STRATEGIES[name]), few("adult").fold(0, 0)
    one, again = (fit_model(strategy, parts, 1).score(parts.test.frame) for _ in range(2))
    assert one.tobytes() == again.tobytes()


@pytest.mark.parametrize("name", STRATEGIES)
def test_its_settings_are_parameters_of_the_run_and_no_attribute_decides(name, data):
    strategy = STRATEGIES[name]
    kept = strategy.params()
    own = set(strategy.model.get_params(deep=False)) - {"random_state", "n_jobs"}
    assert {f"model__{setting}" for setting in own} <= set(kept)
    assert attribute_use(strategy, data).kind in {"training-only", "feature"}
