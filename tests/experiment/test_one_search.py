"""One search for the table and the strategy: which fit it is, who takes from it, and its bits."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from fairlab.experiment.asked_people import model_of
from fairlab.experiment.design import Design
from fairlab.experiment.fold_fit import fit_fold, scores_in
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.record import Ledger
from fairlab.record.run_result import RunResult
from tests.small import small_credit

MODEL = TunedXGB(trials=2, trees=6, patience=5)
TUNED = Strategy("tuned", MODEL)
DATA = small_credit(200)
ONCE = Design(folds=2, search="once")
NOW = datetime.now(UTC)
HELD = Design("holdout", search="once")


def spec_of(seed: int, design: Design = ONCE, strategy: Strategy = TUNED) -> RunSpec:
    (spec,) = plan([strategy], DATA, [seed], design)
    return spec


def fitted(store, seeds, design=ONCE, strategies=(TUNED,)) -> list:
    """Sweep; give the fits that were made, in their order."""
    seen, ledger = [], Ledger(store, "small")
    specs = plan(strategies, DATA, seeds, design)
    assert run_missing(specs, DATA, ledger, watch=lambda spec, _: seen.append(spec)) == []
    return [spec for spec in seen if spec.kind == "fit"]


@pytest.mark.parametrize("design", [ONCE, HELD, replace(ONCE, vary="data"),
                                    replace(ONCE, vary="model")])  # fmt: skip
def test_every_seed_takes_from_the_first_fold_of_seed_0(design):
    first, third = spec_of(0, design), spec_of(3, design)
    search = first.fits[0]
    assert search.searched_by is None
    assert [fit.searched_by for fit in (*first.fits[1:], *third.fits)] == [search] * (
        2 * design.count - 1
    )
    assert first.settings_key == third.settings_key


def test_a_search_in_each_fold_is_of_its_own_fold_and_seed():
    assert [fit.searched_by for fit in spec_of(3, Design(folds=2)).fits] == [None, None]


def test_it_is_recorded_otherwise_than_when_each_seed_had_one_and_no_search_is_none_of_it():
    assert {spec_of(3, of).params["search"] for of in (ONCE, HELD)} == {"once-for-all"}
    # A holdout without it is called as it was before it could have one: stores find their runs.
    assert Design("holdout").params == {"design": "holdout", "vary": "both"}
    preset = Strategy("preset", TunedXGB(trials=0, trees=6))
    assert [fit.search for fit in spec_of(3, strategy=preset).fits] == [None, None]


def test_a_model_that_cannot_be_stored_is_fitted_again_with_what_was_found():
    spec = spec_of(0)
    found = pd.DataFrame({"name": ["max_depth"], "value": ["1"]})
    searched = RunResult({}, NOW, NOW, tables={"hyperparameters": found})
    second = fit_fold(DATA, spec.fits[1], searched=searched)
    again = model_of(spec, DATA, 1, replace(second, model=None), 1)
    scores = again.score(ONCE.split(DATA, 0, 1).test.frame)
    np.testing.assert_array_equal(scores, scores_in(second)["test"])


@pytest.mark.slow
@pytest.mark.parametrize("design", [ONCE, HELD], ids=["folds", "holdout"])
def test_a_store_searches_once_whatever_is_swept_after_what(store, design):
    ledger, count = Ledger(store, "small"), design.count
    made = fitted(store, [3], design)
    assert made[0] == spec_of(0, design).fits[0]
    assert len(made) == count + 1
    assert len(fitted(store, [0, 3, 4], design)) == 2 * count - 1
    fits = ledger.beside("fit")
    searched = [key for key in fits.finished() if len(fits.tables(key)["trials"]) > 1]
    assert searched == [made[0].key]
    taken, *found = (
        fits.tables(fit.key)["hyperparameters"].set_index("name")["value"].to_dict().items()
        for fit in (made[0], *spec_of(4, design).fits)
    )
    assert all(taken <= one for one in found)
    alone = run(DATA, spec_of(4, design)).predictions
    kept = ledger.tables(spec_of(4, design).key)["predictions"]
    pd.testing.assert_frame_equal(kept, alone, check_exact=True)


class Searchless(TunedXGB):
    """Fails where it would have to search."""

    def fit(self, X, y, **handed):
        if self.trials:
            raise ValueError("nothing found")
        return super().fit(X, y, **handed)


def test_a_search_that_fails_fails_the_runs_that_wait_for_it_with_their_own_seed(store):
    fails = Strategy("fails", Searchless(**MODEL.get_params()))
    specs = plan([fails], DATA, [3, 4], ONCE)
    failed = run_missing(specs, DATA, Ledger(store, "small"))
    assert [(one.seed, one.cause) for one in failed] == [
        (seed, "ValueError: nothing found") for seed in (3, 4)
    ]
