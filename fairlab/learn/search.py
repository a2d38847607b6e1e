"""The search for hyperparameters: propose, train, write down; the same when interrupted."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlab.learn.hyperparameter_range import Range
from fairlab.learn.spaces import Space
from fairlab.learn.trials import Trial, Trials
from fairlab.learn.tuners import Suggest, tuner
from fairlab.seeds import seed_for

# Of a search on a part of the rows so many trials are run again on all of them.
FINALISTS = 3


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

    def run(self, trials: Trials) -> None:
        """Run the trials that are not finished, one after the other.

        Parameters
        ----------
        trials : Trials
            None of them run yet.
        """
        suggest = tuner(self.engine)
        for number in range(self.trials if self._sizes() else 1):
            trials.run(number, lambda: self._propose(suggest, trials.finished))

    def _propose(self, suggest: Suggest, finished: list[Trial]) -> dict[str, float]:
        first = () if finished else self.space
        starts = {row.name: row.start for row in first if row.start is not None}
        sizes, seed = self._sizes(), seed_for(self.seed, "tune", len(finished))
        past = [(self._places(trial), -trial.score) for trial in finished]
        places = suggest(sizes, past, seed) if sizes.keys() - starts else {}
        return {row.name: row.value(places.get(row.name, 0)) for row in self.space} | starts

    def _places(self, trial: Trial) -> dict[str, int]:
        return {row.name: row.index(trial.params[row.name]) for row in self._free()}

    def _sizes(self) -> dict[str, int]:
        return {row.name: row.size for row in self._free()}

    def _free(self) -> list[Range]:
        return [row for row in self.space if row.size > 1]


def run_finalists(searched: Sequence[Trial], trials: Trials) -> None:
    """Run the best trials of a search on a part of the rows again, under their old numbers.

    Parameters
    ----------
    searched : sequence of Trial
        Those of the search.
    trials : Trials
        On all rows.
    """
    whole = [trial for trial in searched if trial.pruned is None]
    for trial in sorted(whole, key=lambda trial: -trial.score)[:FINALISTS]:
        trials.run(trial.trial, trial.params.copy)
