"""What every experiment script promises; new scripts are found, not listed."""

import runpy
import sys
from dataclasses import replace

import numpy as np
import pytest

from fairlab.experiment.attribute_use import attribute_use
from fairlab.experiment.design import Design
from fairlab.experiment.run import Execution, run
from fairlab.experiment.scripts import find_strategies, script_names, scripts_folder
from fairlab.experiment.sweep import plan
from tests.small import small_credit

NAMES = script_names()
DATA, TWO_FOLDS = small_credit(), Design(folds=2)
QUICK = {"model__trials": 1, "model__trees": 10, "model__patience": 5}


@pytest.fixture(scope="module")
def baseline():
    return run(DATA, specs_of("baseline")[-1])


def quick(strategy):
    rounds = {"model__rounds": 2} if "model__rounds" in strategy.settings() else {}
    return strategy.with_settings(**QUICK, **rounds)


def specs_of(name):
    strategies = [quick(found) for found in find_strategies([name])]
    return plan(strategies, DATA, [0], TWO_FOLDS)


@pytest.mark.parametrize("name", NAMES)
def test_script_is_short_says_what_it_does_and_is_named_like_its_strategy(name):
    text = (scripts_folder() / f"{name}.py").read_text()
    assert text.startswith('"""')
    assert len(text.splitlines()) <= 40
    assert find_strategies([name])[-1].name == name


@pytest.mark.parametrize("name", NAMES)
def test_strategy_runs_and_gives_every_figure(name, baseline):
    known = {"baseline": baseline.tables["folds"]}
    spec = specs_of(name)[-1]
    result = run(DATA, spec, Execution(reference=known))
    for figure in ("test/auc", "test/auprc", "test/recall"):
        assert 0 <= result.metrics[figure] <= 1
    parity = result.metrics["fair.sex/recall_parity"]
    nobody = not result.predictions["flagged"].any()  # more than the share have the highest score
    assert np.isnan(parity) if nobody else 0 <= parity <= 1
    assert set(result.tables) >= {"groups", "trials", "calibration", "importance", "folds"}
    assert result.predictions["row"].tolist() == list(range(DATA.rows))
    assert result.model is not None
    use = attribute_use(spec.strategy, DATA)
    asked = set(DATA.sensitive) & set(result.model.example)
    assert asked == {*use.features, *use.deciding}


@pytest.mark.parametrize("name", NAMES)
def test_keys_tell_settings_seeds_and_data_apart_and_nothing_else(name):
    spec = specs_of(name)[-1]
    again = specs_of(name)[-1]
    assert (spec.key, spec.settings_key) == (again.key, again.settings_key)
    found = find_strategies([name])
    quicker = [quick(strategy) for strategy in found]
    others = [
        plan(quicker, data, seeds, design)
        for data, seeds, design in (
            (small_credit(seed=1), [0], TWO_FOLDS),
            (DATA, [1], TWO_FOLDS),
            (DATA, [0], replace(TWO_FOLDS, vary="data")),
            (DATA, [0], Design()),
        )
    ]
    other_trials = [strategy.with_settings(model__trials=3) for strategy in found]
    others.append(plan(other_trials, DATA, [0], TWO_FOLDS))
    keys = {specs[-1].key for specs in others}
    assert len(keys) == len(others)
    assert spec.key not in keys


@pytest.mark.parametrize("name", NAMES)
def test_script_shows_help(name, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(scripts_folder() / f"{name}.py"), run_name="__main__")
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "--seeds" in shown
    assert "--sensitive" in shown
