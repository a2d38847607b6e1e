"""Trials: what was tried, what came of it, and the model of the best one."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.learn.boost import Boosting
from fairlab.learn.halving import Halving, Race
from fairlab.learn.journal import Journal

if TYPE_CHECKING:
    import xgboost

Tell = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Trial:
    """One training that is over.

    Parameters
    ----------
    trial : int
        Its number, from 0.
    params : dict of str to float
        The hyperparameters that were tried.
    score : float
        The metric on validation at the best number of trees.
    trees : int
        That number.
    seconds : float
        How long it took.
    rows : int
        How many it was trained on.
    pruned : int or None
        The trees after which it was given up; None where it was not.
    rungs : list of float
        Its best score so far at each rung of the halving that it reached.
    """

    trial: int
    params: dict[str, float]
    score: float
    trees: int
    seconds: float
    rows: int
    pruned: int | None
    rungs: list[float]


@dataclass
class Trials:
    """Trials on the same rows, one after the other; those in the journal are not run again.

    Parameters
    ----------
    boosting : Boosting
        What trains a trial.
    rule : Halving, optional
        Gives up trials that lag behind; None lets all of them go on.
    journal : Journal, optional
        Where finished trials are kept.
    on_trial : callable, optional
        Is told each trial, also those from the journal, as a dict.
    """

    boosting: Boosting
    rule: Halving | None = None
    journal: Journal | None = None
    on_trial: Tell | None = None
    finished: list[Trial] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known = _read(self.journal) if self.journal else {}
        self._best: tuple[Trial, xgboost.Booster | None] | None = None

    def run(self, number: int, propose: Callable[[], dict[str, float]]) -> None:
        """Run a trial with the hyperparameters that are proposed, unless the journal has it."""
        trial, booster = self._known.get(number), None
        if trial is None:
            trial, booster = self._train(number, propose)
            if self.journal:
                self.journal.append(asdict(trial))
        self.finished.append(trial)
        if trial.pruned is None and (self._best is None or trial.score > self._best[0].score):
            self._best = trial, booster
        if self.on_trial:
            self.on_trial(asdict(trial))

    def best(self) -> tuple[Trial, "xgboost.Booster"]:
        """Give the best trial that was not pruned, the earliest of equals, and its model."""
        assert self._best is not None, "the first trial is never pruned"
        trial, booster = self._best
        if booster is None:  # it is from the journal: trained once more, to the same bits
            booster = self.boosting.train(trial.params).booster
        return trial, booster

    def _train(
        self, number: int, propose: Callable[[], dict[str, float]]
    ) -> tuple[Trial, "xgboost.Booster"]:
        start = perf_counter()
        params = propose()
        depth, earlier = self.boosting.depth(params), [trial.rungs for trial in self.finished]
        race = Race(self.rule, depth, earlier)
        made = self.boosting.train(params, race.ends)
        seconds, rows = round(perf_counter() - start, 4), self.boosting.binned.num_row()
        trial = Trial(number, params, made.score, made.trees, seconds, rows, made.ended, race.rungs)
        return trial, made.booster


def as_frame(trials: list[Trial]) -> pd.DataFrame:
    """Lay out trials: a row each, a column per hyperparameter; ``pruned`` is missing if not.

    Examples
    --------
    >>> table = as_frame([Trial(0, {"gamma": 1}, 0.7, 20, 0.5, 100, None, [0.6])])
    >>> list(table), table["pruned"].isna().tolist()
    (['trial', 'gamma', 'score', 'trees', 'rows', 'pruned', 'seconds'], [True])
    """
    rows: list[dict[str, Any]] = [
        {"trial": t.trial, **t.params, "score": t.score, "trees": t.trees}
        | {"rows": t.rows, "pruned": t.pruned, "seconds": t.seconds}
        for t in trials
    ]
    return pd.DataFrame(rows).astype({"pruned": "Int64"})


def trees_of_best(trials: pd.DataFrame) -> int:
    """Say how many trees the best trial kept, the earliest of equals.

    Parameters
    ----------
    trials : DataFrame
        What ``as_frame`` returns, or the same read from the record.

    Examples
    --------
    >>> tried = [Trial(n, {}, 0.7 + n, 20 + n, 0.5, 100, (None, None, 5)[n], []) for n in range(3)]
    >>> trees_of_best(as_frame(tried))
    21
    """
    # What was searched on fewer rows is followed by its finalists, on all of them.
    whole = trials[trials["pruned"].isna() & (trials["rows"] == trials["rows"].max())]
    return int(whole.loc[whole["score"].astype(float).idxmax(), "trees"])


def _read(journal: Journal) -> dict[int, Trial]:
    names = [field.name for field in fields(Trial)]
    return {
        number: Trial(**{name: line[name] for name in names})
        for number, line in journal.finished().items()
    }
