"""A search of ours beside a plain loop of XGBClassifier.fit, on the same rows and the same space.

    python bench/tuning.py [--quick]

Both take one thread, at most 1,000 trees a trial, and the study's final values as the first trial.
The peer's loops are those of hyperopt (fmin) and Optuna (optimize) as their users write them, with
early stopping after 50 rounds; the note also tells what they would take with our own patience.
Seconds are of the processor, so that a busy machine shifts both alike; ours are the median over
seeds, whose spread in validation AUPRC stands in the note.
"""

import argparse
from collections.abc import Callable
from statistics import mean, median, stdev
from time import process_time
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from fairlab.data import telecom
from fairlab.learn import TableEncoder, TunedXGB
from fairlab.learn.spaces import for_ratio, space_of

GOAL = 4.0
SPACE = "table19"
TREES = 1000
PEER_PATIENCE = 50
Judge = Callable[[dict[str, Any]], float]


class Size(NamedTuple):
    """Rows of the data set, trials per search, and seeds of ours."""

    rows: int
    trials: int
    seeds: int


FULL, QUICK = Size(60_000, 20, 3), Size(12_000, 8, 2)


def rows(quick: bool) -> pd.DataFrame:
    """Time both engines: name, ours_s, peer_s, ratio (peer over ours), goal and note."""
    size = QUICK if quick else FULL
    parts = telecom(rows=size.rows).split(0)
    return pd.DataFrame([compare(engine, parts, size) for engine in LOOPS])


def compare(engine: str, parts: Any, size: Size) -> dict[str, Any]:
    """Run our search and the peer's loop with one engine."""
    settings = {"metric": "aucpr", "space": SPACE, "tuner": engine, "trials": size.trials}
    ours = [search(parts, random_state=seed, **settings) for seed in range(size.seeds)]
    fits, theirs_s = loop(engine, parts, size)
    ours_s = median(seconds for _, seconds in ours)
    scores = [score for score, _ in ours]
    patient = theirs_s - sum(fit.seconds_after_our_patience for fit in fits)
    note = (
        f"{size.trials} trials on {size.rows:,} rows; validation AUPRC {mean(scores):.4f} "
        f"(spread over seeds {stdev(scores):.4f}), peer {max(fit.score for fit in fits):.4f}; "
        f"at our patience the peer takes {patient:.1f} s, {patient / ours_s:.1f} times ours"
    )
    return {
        "name": f"tuning, {engine}",
        "ours_s": ours_s,
        "peer_s": theirs_s,
        "ratio": theirs_s / ours_s,
        "goal": GOAL,
        "note": note,
    }


def search(parts: Any, **settings: Any) -> tuple[float, float]:
    """Give the best validation AUPRC of our search, and its seconds."""
    start = process_time()
    model = TunedXGB(trees=TREES, **settings)
    model.fit(parts.train.X, parts.train.y, validation=(parts.validation.X, parts.validation.y))
    return model.best_score_, process_time() - start


class Fit(NamedTuple):
    """One fit of the peer; the seconds that it went on after our patience would have ended."""

    score: float
    seconds_after_our_patience: float


def loop(engine: str, parts: Any, size: Size) -> tuple[list[Fit], float]:
    """Give the fits of a plain loop, and the seconds of all of it."""
    start = process_time()
    encoder = TableEncoder().fit(parts.train.X)
    train = encoder.transform(parts.train.X), parts.train.y.to_numpy()
    held = encoder.transform(parts.validation.X), parts.validation.y.to_numpy()
    space = for_ratio(space_of(SPACE), float((train[1] == 0).sum() / train[1].sum()))
    fits: list[Fit] = []

    def judge(params: dict[str, Any]) -> float:
        fits.append(fit(params, train, held, encoder.feature_types_))
        return -fits[-1].score

    LOOPS[engine](judge, space, size.trials)
    return fits, process_time() - start


def fit(params: dict[str, Any], train: tuple, held: tuple, types: list[str]) -> Fit:
    from xgboost import XGBClassifier
    from xgboost.callback import TrainingCallback

    class Clock(TrainingCallback):
        def __init__(self) -> None:
            self.seconds: list[float] = []

        def after_iteration(self, model: Any, epoch: int, evals_log: Any) -> bool:
            self.seconds.append(process_time())
            return False

    clock = Clock()
    model = XGBClassifier(
        n_estimators=TREES,
        early_stopping_rounds=PEER_PATIENCE,
        eval_metric="aucpr",
        enable_categorical=True,
        feature_types=types,
        n_jobs=1,
        random_state=0,
        callbacks=[clock],
        **params,
    ).fit(*train, eval_set=[held], verbose=False)
    end = end_of(TunedXGB().patience, model.evals_result()["validation_0"]["aucpr"])
    return Fit(float(model.best_score), clock.seconds[-1] - clock.seconds[end])


def end_of(patience: int, curve: list[float]) -> int:
    """Give the round at which early stopping with this patience ends."""
    best = 0
    for place, score in enumerate(curve):
        if score > curve[best]:
            best = place
        elif place - best >= patience:
            return place
    return len(curve) - 1


def with_hyperopt(judge: Judge, space: tuple, trials: int) -> None:
    from hyperopt import fmin, hp, tpe

    grid = {row.name: hp.uniformint(row.name, 0, row.size - 1) for row in space}
    fmin(
        lambda places: judge({row.name: row.value(int(places[row.name])) for row in space}),
        grid,
        tpe.suggest,
        trials,
        points_to_evaluate=[{row.name: row.index(row.start) for row in space}],
        rstate=np.random.default_rng(0),
        show_progressbar=False,
        verbose=False,
    )


def with_optuna(judge: Judge, space: tuple, trials: int) -> None:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=0))
    study.enqueue_trial({row.name: row.index(row.start) for row in space})
    study.optimize(
        lambda trial: judge(
            {row.name: row.value(trial.suggest_int(row.name, 0, row.size - 1)) for row in space}
        ),
        n_trials=trials,
    )


LOOPS = {"hyperopt": with_hyperopt, "optuna": with_optuna}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a smaller table and fewer trials")
    print(rows(parser.parse_args().quick).to_string(index=False))
