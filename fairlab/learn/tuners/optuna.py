"""Tree-structured Parzen estimator of Optuna, over all hyperparameters jointly."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from fairlab.learn.tuners import STARTUP, Steps


def suggest(sizes: Steps, history: Sequence[tuple[Steps, float]], seed: int) -> Steps:
    """Propose the grid places of the next trial.

    References
    ----------
    Watanabe (2023), Tree-structured Parzen estimator, arXiv:2304.11127.

    Examples
    --------
    >>> suggest({"max_depth": 5}, [], 0) == suggest({"max_depth": 5}, [], 0)
    True
    """
    from optuna import create_study, create_trial
    from optuna.distributions import BaseDistribution, IntDistribution
    from optuna.samplers import TPESampler

    grid: dict[str, BaseDistribution] = {
        name: IntDistribution(0, size - 1) for name, size in sizes.items()
    }
    with _quiet():
        study = create_study(sampler=TPESampler(seed=seed, n_startup_trials=STARTUP))
        for steps, loss in history:
            study.add_trial(create_trial(params=steps, distributions=grid, value=loss))
        return study.ask(grid).params


@contextmanager
def _quiet() -> Iterator[None]:
    # Optuna announces every study on the error stream; the caller's own level is put back.
    from optuna import logging

    before = logging.get_verbosity()
    logging.set_verbosity(logging.WARNING)
    try:
        yield
    finally:
        logging.set_verbosity(before)
