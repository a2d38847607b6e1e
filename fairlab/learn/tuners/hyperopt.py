"""Tree-structured Parzen estimator of hyperopt, the study's engine."""

from collections.abc import Sequence
from typing import Any

from fairlab.learn.tuners import STARTUP, Steps


def suggest(sizes: Steps, history: Sequence[tuple[Steps, float]], seed: int) -> Steps:
    """Propose the grid places of the next trial.

    References
    ----------
    Bergstra, Bardenet, Bengio and Kegl (2011), Algorithms for hyper-parameter optimization.

    Examples
    --------
    >>> suggest({"max_depth": 5}, [], 0) == suggest({"max_depth": 5}, [], 0)
    True
    """
    from hyperopt import hp, tpe
    from hyperopt.base import Domain, trials_from_docs

    grid = {name: hp.uniformint(name, 0, size - 1) for name, size in sizes.items()}
    domain = Domain(None, grid)
    finished = trials_from_docs([_document(n, *trial) for n, trial in enumerate(history)])
    number = len(history)
    (found,) = tpe.suggest([number], domain, finished, seed, n_startup_jobs=STARTUP, verbose=False)
    return {name: int(place) for name, (place,) in found["misc"]["vals"].items()}


def _document(number: int, steps: Steps, loss: float) -> dict[str, Any]:
    from hyperopt.base import JOB_STATE_DONE, STATUS_OK

    drawn = {
        "idxs": {name: [number] for name in steps},
        "vals": {name: [place] for name, place in steps.items()},
    }
    unused = dict.fromkeys(("spec", "exp_key", "owner", "book_time", "refresh_time"))
    return unused | {
        "tid": number,
        "version": 0,
        "state": JOB_STATE_DONE,
        "result": {"status": STATUS_OK, "loss": loss},
        "misc": {"tid": number, "cmd": None, "workdir": None, **drawn},
    }
