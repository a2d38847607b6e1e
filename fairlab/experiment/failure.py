"""A run that failed: told in words, so that the others go on."""

import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from errno import EACCES, EROFS
from typing import Any

from fairlab.data import Dataset
from fairlab.data.addresses import without_passwords
from fairlab.errors import OF_THE_DISK, FairlabError
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.steps import FAILED_IN
from fairlab.record.run_result import RunResult

OF_PERMISSION = (EACCES, EROFS)
Spec = FitSpec | RunSpec


@dataclass(frozen=True)
class RunFailure:
    """Why a run has no result.

    Parameters
    ----------
    strategy : str
    seed : int
    step : str
        In which step of the strategy; ``"start"`` before the first, ``"audit"`` after the last one.
    cause : str
        The exception and what it said, in a line.
    trace : str
        The whole traceback.
    """

    strategy: str
    seed: int
    step: str
    cause: str
    trace: str

    @classmethod
    def of(cls, spec: Spec, error: BaseException) -> "RunFailure":
        """Put an exception into what can travel between processes."""
        step = getattr(error, FAILED_IN, "audit")
        trace = without_passwords("".join(traceback.format_exception(error)))
        cause = without_passwords(_cause(error))[:400]
        return cls(spec.strategy_name, spec.seed, step, cause, trace)

    @classmethod
    def without(cls, spec: RunSpec, needed: RunSpec) -> "RunFailure":
        """Say of a run that what it needs has failed."""
        cause = f"not run: it needs {needed.strategy.name}, which failed with the same seed"
        return cls(spec.strategy.name, spec.seed, "start", cause, "")

    @classmethod
    def of_folds(cls, spec: RunSpec, failed: Mapping[int, "RunFailure"]) -> "RunFailure":
        """Say of a run that fits of some folds or of all have failed, the first with its cause."""
        first, folds = next(iter(failed.values())), ", ".join(map(str, failed))
        alone = f" of {'folds' if len(failed) > 1 else 'fold'} {folds} alone"
        some = alone if len(failed) < spec.design.count else ""
        return replace(first, strategy=spec.strategy.name, step=f"{first.step}{some}")


def result_or_failure(
    dataset: Dataset, spec: Spec, compute: Callable[..., RunResult], *how: Any
) -> tuple[str, RunResult | RunFailure]:
    """Compute a fit or a run on whatever machine; an exception in it becomes a result too.

    Parameters
    ----------
    dataset : Dataset
    spec : FitSpec or RunSpec
    compute : callable
        ``fit_fold`` or ``run``.
    *how : object
        What it takes beside the data and the spec.

    Returns
    -------
    key : str
        The spec's.
    result : RunResult or RunFailure

    Raises
    ------
    OSError
        If the disk is full or may not be written: the others would fail too.
    """
    try:
        return spec.key, compute(dataset, spec, *how)
    except (Exception, SystemExit) as error:  # a step that calls sys.exit() ends itself alone
        if _is_of_the_disk(error):
            raise
        return spec.key, RunFailure.of(spec, error)


def _is_of_the_disk(error: BaseException) -> bool:
    """Tell what every run would meet; a file that a step may not open is that step's own."""
    if not isinstance(error, OSError) or error.errno not in OF_THE_DISK:
        return False
    return error.errno not in OF_PERMISSION or not hasattr(error, FAILED_IN)


def _cause(error: BaseException) -> str:
    """Put an exception in a line."""
    try:
        lines = str(error).strip().splitlines() or [""]
    except Exception as other:
        lines = [f"it has no text: its __str__ raised {type(other).__name__}"]
    if isinstance(error, FairlabError):
        return " ".join(lines)
    if isinstance(error, SystemExit):
        return f"it called sys.exit({lines[0]}), which ends a program; raise an exception instead"
    return f"{type(error).__name__}: {lines[0]}"


def describe_failures(failures: Iterable[RunFailure]) -> list[str]:
    """Tell failures, those that are alike once with all their seeds; three lines at most each.

    Examples
    --------
    >>> why = "sampler (SMOTE)", "ValueError: NaN", ""
    >>> print(describe_failures([RunFailure("smote", seed, *why) for seed in (0, 1)])[0])
    smote failed in sampler (SMOTE), seeds 0 and 1:
      ValueError: NaN
    """
    alike: dict[tuple[str, str, str], list[int]] = {}
    for one in failures:
        alike.setdefault((one.strategy, one.step, one.cause), []).append(one.seed)
    return [
        f"{strategy} failed in {step}, {_seeds(seeds)}:\n  {cause}"
        for (strategy, step, cause), seeds in alike.items()
    ]


def _seeds(seeds: list[int]) -> str:
    ordered = [str(seed) for seed in sorted(seeds)]
    if len(ordered) == 1:
        return f"seed {ordered[0]}"
    return f"seeds {', '.join(ordered[:-1])} and {ordered[-1]}"
