"""What a run keeps of its models: the fits that it decides by, and its rules, one per fold."""

import json
from collections.abc import Sequence

import pandas as pd

from fairlab.data import Dataset
from fairlab.experiment.columns_table import columns_in
from fairlab.experiment.fitted import STATE
from fairlab.experiment.fold_decisions import FoldDecisions
from fairlab.experiment.people import content_hashes
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.stored_model import typical_row
from fairlab.record.hashes import hash_of
from fairlab.record.run_result import ModelFiles, RunResult

FOLD_OF = "folds.parquet"
LOADER = "fairlab.experiment.recorded_strategy"


def store_strategy(
    spec: RunSpec,
    fits: Sequence[RunResult],
    folds: Sequence[FoldDecisions],
    dataset: Dataset,
) -> tuple[ModelFiles | None, str]:
    """Lay out what a run decides by, or say why it cannot be kept.

    Models are stored once, with their fits; a run names them with their hashes.

    Returns
    -------
    files : ModelFiles or None
    reason : str
        Why there are none; empty where there are.
    """
    reasons = [fit.without_model for fit in fits] + [fold.without_rule for fold in folds]
    if why := next(filter(None, reasons), ""):
        return None, why
    transforms = spec.strategy.transformer is not None
    features = columns_in([fit.tables for fit in fits], dataset)
    state = {
        "strategy": spec.strategy.name,
        "dataset": spec.data.name,
        "people": spec.data.people,
        "design": spec.design.params,
        **({"features": features} if transforms else {}),
        "folds": [
            {"fit": asked.key, "sha256": _hash(fit), "decision": fold.stored_rule}
            for asked, fit, fold in zip(spec.fits, fits, folds, strict=True)
        ],
    }
    files = {STATE: json.dumps(state).encode()}
    if len(folds) > 1:
        rows = pd.concat([fold.predictions[["row", "fold"]] for fold in folds])
        if transforms:
            rows["content"] = content_hashes(dataset.frame[features])[rows["row"]]
        files[FOLD_OF] = rows.sort_values("row").to_parquet(index=False, compression="zstd")
    looked_at = dict.fromkeys([*features, *folds[0].rule.columns])
    example = typical_row(dataset.frame[list(looked_at)])
    output = pd.DataFrame({"score": [0.5], "flagged": [False]})
    return ModelFiles(files, LOADER, example, output), ""


def _hash(fit: RunResult) -> str:
    assert fit.model or fit.model_sha256
    return hash_of(fit.model.files) if fit.model else fit.model_sha256
