"""People asked about one by one in a run, each by the model that has not seen the person."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data import Dataset
from fairlab.experiment.fitted import FittedModel, read_model
from fairlab.experiment.fitting import fit_model
from fairlab.experiment.fold_fit import with_found
from fairlab.experiment.individual_audit import audit_people, rates_table
from fairlab.experiment.inquiry import inquiry_of_run
from fairlab.experiment.spec import ASKED, RunSpec
from fairlab.mitigate.rules import DecisionRule
from fairlab.record.run_result import RunResult
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.experiment.run import Execution


def ask_about_people(
    spec: RunSpec,
    data: Dataset,
    fits: Sequence[RunResult],
    rules: Sequence[DecisionRule],
    execution: "Execution",
) -> pd.DataFrame:
    """Ask about every sensitive attribute, and note how far that is beside the journal.

    Parameters
    ----------
    spec : RunSpec
        With ``individual``.
    data : Dataset
        The whole table.
    fits : sequence of RunResult
        Those of the folds; a model that could not be stored is fitted again.
    rules : sequence of DecisionRule
        The rule of each fold.
    execution : Execution

    Returns
    -------
    DataFrame
        What ``rates_table`` returns.
    """
    assert spec.individual is not None
    settings = replace(spec.individual, seed=seed_for(spec.seed, "individual"))
    asked = execution.journal.with_name(ASKED) if execution.journal else None

    def watch(_: str, done: int, of: int) -> None:
        if asked:  # a line for each attribute that is done
            asked.write_text("\n" * (done * len(spec.data.sensitive) // of))

    models = [
        model_of(spec, data, fold, fit, execution.threads).ruled_by(rule)
        for fold, (fit, rule) in enumerate(zip(fits, rules, strict=True))
    ]
    everybody = inquiry_of_run(models, data, spec.design, spec.seed)
    people = audit_people(everybody, spec.data.sensitive, settings, watch)
    return rates_table(people, settings)


def model_of(spec: RunSpec, data: Dataset, fold: int, fit: RunResult, threads: int) -> FittedModel:
    """Read the model of a fit, or fit it again to the same bits where it could not be stored."""
    if fit.model is None:
        parts = spec.design.split(data, spec.seed, fold)
        takes = spec.fits[fold].searched_by
        strategy = with_found(spec.strategy, fit) if takes else spec.strategy
        return fit_model(strategy, parts, spec.design.training_seed(spec.seed), threads)
    with TemporaryDirectory() as scratch:
        for name, content in fit.model.files.items():
            Path(scratch, name).write_bytes(content)
        return read_model(Path(scratch))
