"""The search for hyperparameters: propose, train, write down; the same when interrupted."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from time import perf_counter
from typing import TYPE_CHECKING, Any

from fairlab.learn.boost import Boosting
from fairlab.learn.journal import Journal
from fairlab.learn.ranges import Range
from fairlab.learn.spaces import Space
from fairlab.learn.tuners import Suggest, tuner
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    import xgboost


@dataclass(frozen=True)
class Trial:
    """One finished training.

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
    """

    trial: int
    params: dict[str, float]
    score: float
    trees: int
    seconds: float


@dataclass(frozen=True)
class Search:
    """All that decides which trials are run.

    Parameters
    ----------
    space : tuple of Range
        What to choose from. The first trial takes the values that have a ``start``: in the
        presets those that the study ended with, so that no search ends below them.
    engine : str
        Name of the tuner.
    trials : int
        How many; one where there is nothing to choose.
    seed : int
        Each trial has its own seed, derived from this one and its number.
    """

    space: Space
    engine: str
    trials: int
    seed: int

    def run(
        self,
        boosting: Boosting,
        journal: Journal | None = None,
        on_trial: Callable[[dict[str, Any]], None] | None = None,
    ) -> tuple[list[Trial], "xgboost.Booster"]:
        """Run the trials that the journal does not hold.

        Parameters
        ----------
        boosting : Boosting
            What trains a trial.
        journal : Journal, optional
            Where finished trials are kept.
        on_trial : callable, optional
            Is told each trial, also those from the journal, as a dict.

        Returns
        -------
        list of Trial
            In their order.
        Booster
            The best trial's, the earliest of equals, cut at its best number of trees.
        """
        suggest = tuner(self.engine)
        known = _trials(journal) if journal else {}
        finished: list[Trial] = []
        best, booster = None, None
        for number in range(self.trials if self._sizes() else 1):
            trial, trained = known.get(number), None
            if trial is None:
                trial, trained = self._try(suggest, finished, boosting)
                if journal:
                    journal.append(asdict(trial))
            finished.append(trial)
            if best is None or trial.score > best.score:
                best, booster = trial, trained
            if on_trial:
                on_trial(asdict(trial))
        assert best is not None
        # The best trial of a resumed search is trained once more: the same bits again.
        booster = boosting.train(best.params) if booster is None else booster
        return finished, booster[: best.trees]

    def _try(
        self, suggest: Suggest, finished: list[Trial], boosting: Boosting
    ) -> tuple[Trial, "xgboost.Booster"]:
        start = perf_counter()
        params = self._propose(suggest, finished)
        booster = boosting.train(params)
        trees, score = booster.best_iteration + 1, float(booster.best_score)
        seconds = round(perf_counter() - start, 4)
        return Trial(len(finished), params, score, trees, seconds), booster

    def _propose(self, suggest: Suggest, finished: list[Trial]) -> dict[str, float]:
        sizes, seed = self._sizes(), seed_for(self.seed, "tune", len(finished))
        past = [(self._places(trial), -trial.score) for trial in finished]
        places = suggest(sizes, past, seed) if sizes else {}
        drawn = {row.name: row.value(places.get(row.name, 0)) for row in self.space}
        starts = {row.name: row.start for row in self.space if row.start is not None}
        return drawn if finished else drawn | starts

    def _places(self, trial: Trial) -> dict[str, int]:
        return {row.name: row.index(trial.params[row.name]) for row in self._free()}

    def _sizes(self) -> dict[str, int]:
        return {row.name: row.size for row in self._free()}

    def _free(self) -> list[Range]:
        return [row for row in self.space if row.size > 1]


def _trials(journal: Journal) -> dict[int, Trial]:
    names = [field.name for field in fields(Trial)]
    return {
        number: Trial(**{name: line[name] for name in names})
        for number, line in journal.finished().items()
    }
