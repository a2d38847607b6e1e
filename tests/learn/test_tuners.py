import logging
from pathlib import Path

import numpy as np
import pytest

import fairlab.learn.tuners as package
from fairlab.errors import RequestError
from fairlab.learn.tuners import STARTUP, tuner

SIZES = {"max_depth": 12, "subsample": 7, "scale_pos_weight": 2}
# An engine is a file: a new one is tested without being named here.
ENGINES = sorted(p.stem for p in Path(package.__file__).parent.glob("*.py") if p.stem[0] != "_")


def loss_of(steps):
    return float((steps["max_depth"] - 8) ** 2 + steps["subsample"])


def play(engine, trials, sizes=SIZES):
    suggest, history = tuner(engine), []
    for seed in range(trials):
        steps = suggest(sizes, history, seed)
        history.append((steps, loss_of(steps)))
    return history


def test_both_engines_are_found():
    assert {"hyperopt", "optuna"} <= set(ENGINES)


@pytest.mark.parametrize("engine", ENGINES)
def test_places_are_whole_and_on_the_grid(engine):
    for steps, _ in play(engine, STARTUP + 20):
        assert steps.keys() == SIZES.keys()
        assert all(type(place) is int for place in steps.values())
        assert all(0 <= steps[name] < size for name, size in SIZES.items())


@pytest.mark.parametrize("engine", ENGINES)
def test_a_proposal_depends_on_its_arguments_alone(engine):
    history = play(engine, STARTUP + 5)
    for number in (0, 1, STARTUP, STARTUP + 4):
        assert tuner(engine)(SIZES, history[:number], number) == history[number][0]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_the_engine_learns_from_the_history(engine):
    drawn = [loss_of(tuner(engine)(SIZES, [], seed)) for seed in range(30)]
    learned = [loss for _, loss in play(engine, STARTUP + 30)[STARTUP:]]
    assert sum(learned) < 0.7 * sum(drawn)


def test_hyperopt_proposes_what_its_own_loop_would():
    from hyperopt import Trials, fmin, hp, tpe
    from hyperopt.base import Domain

    grid = {name: hp.uniformint(name, 0, size - 1) for name, size in SIZES.items()}
    theirs, chance = Trials(), np.random.default_rng(0)
    fmin(loss_of, grid, tpe.suggest, 25, trials=theirs, rstate=chance, show_progressbar=False)
    values = [{n: int(v) for n, (v,) in doc["misc"]["vals"].items()} for doc in theirs.trials]
    history = list(zip(values, theirs.losses(), strict=True))
    for seed in range(5):
        (found,) = tpe.suggest([25], Domain(None, grid), theirs, seed, n_startup_jobs=STARTUP)
        expected = {name: int(place) for name, (place,) in found["misc"]["vals"].items()}
        assert tuner("hyperopt")(SIZES, history, seed) == expected


def test_optuna_proposes_what_its_own_loop_would():
    import optuna
    from optuna.distributions import IntDistribution

    grid = {name: IntDistribution(0, size - 1) for name, size in SIZES.items()}
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=0))
    history = []
    for _ in range(25):
        trial = study.ask(grid)
        history.append((trial.params, loss_of(trial.params)))
        study.tell(trial, history[-1][1])
    study.sampler = optuna.samplers.TPESampler(seed=7, n_startup_trials=STARTUP)
    assert tuner("optuna")(SIZES, history, 7) == study.ask(grid).params


@pytest.mark.parametrize("engine", ENGINES)
def test_the_seed_counts(engine):
    drawn = {tuple(tuner(engine)(SIZES, [], seed).values()) for seed in range(8)}
    assert len(drawn) > 4


def test_optuna_says_nothing_and_its_level_is_left_as_it_was(capfd):
    import optuna

    before = optuna.logging.get_verbosity()
    assert before == logging.INFO
    play("optuna", 3)
    assert optuna.logging.get_verbosity() == before
    assert capfd.readouterr() == ("", "")


def test_an_unknown_engine_is_refused_in_words():
    with pytest.raises(RequestError, match=r"No tuner 'optunna'. Did you mean 'optuna'\?"):
        tuner("optunna")
