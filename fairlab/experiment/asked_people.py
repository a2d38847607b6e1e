"""People asked about one by one in a run, by the model of its first fold."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data import Split
from fairlab.experiment.fitted import FittedModel, read_model
from fairlab.experiment.fitting import fit_model
from fairlab.experiment.individual_audit import audit_people, rates_table
from fairlab.experiment.spec import ASKED, RunSpec
from fairlab.mitigate.rules import DecisionRule
from fairlab.record.run_result import RunResult
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.experiment.run import Execution


def ask_about_people(
    spec: RunSpec, parts: Split, fit: RunResult, rule: DecisionRule, execution: "Execution"
) -> pd.DataFrame:
    """Ask about every sensitive attribute, and note how far that is beside the journal.

    Parameters
    ----------
    spec : RunSpec
        With ``individual``.
    parts : Split
        Of one fold.
    fit : RunResult
        Its fit; a model that could not be stored is fitted again.
    rule : DecisionRule
        The rule of that fold.
    execution : Execution

    Returns
    -------
    DataFrame
        What ``rates_table`` returns.
    """
    assert spec.individual is not None
    settings = replace(spec.individual, seed=seed_for(spec.seed, "individual"))
    asked = execution.journal.with_name(ASKED) if execution.journal else None

    def watch(done: int, of: int) -> None:
        if asked:
            asked.write_text("\n" * done)

    fitted = _model_of(spec, parts, fit, execution.threads).ruled_by(rule)
    people = audit_people(fitted, parts, spec.data.sensitive, settings, watch)
    return rates_table(people, settings)


def _model_of(spec: RunSpec, parts: Split, fit: RunResult, threads: int) -> FittedModel:
    if fit.model is None:
        return fit_model(spec.strategy, parts, spec.design.training_seed(spec.seed), threads)
    with TemporaryDirectory() as scratch:
        for name, content in fit.model.files.items():
            Path(scratch, name).write_bytes(content)
        return read_model(Path(scratch))
