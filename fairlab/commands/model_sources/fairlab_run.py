"""A run of the record, by its id: a strategy of fairlab, or another's run with one model."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.commands.model_sources import mlflow_model
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.record import Store

FORM = "runs:/ID"
RUN_ID = re.compile(r"[0-9a-f]{32}")


def is_run(name: str) -> bool:
    """Tell whether a model's name is the id of a run.

    Examples
    --------
    >>> is_run("0123456789abcdef0123456789abcdef"), is_run("bank.rules:approve")
    (True, False)
    """
    return RUN_ID.fullmatch(run_id_of(name)) is not None


def run_id_of(name: str) -> str:
    """Take the id, with MLflow's prefix or without.

    Examples
    --------
    >>> run_id_of("runs:/0123"), run_id_of("0123")
    ('0123', '0123')
    """
    return name.removeprefix("runs:/").rstrip("/")


is_named = is_run


def no_strategy(run_id: str, tags: Mapping[str, str]) -> str:
    """Say what a run is that is no run of a strategy; of a training, for whom it was made.

    Examples
    --------
    >>> made_for = {"fairlab.strategy": "plain", "fairlab.seed": "3"}
    >>> print(no_strategy("0123", {"fairlab.kind": "fit", **made_for}))
    The run 0123 is no run of a strategy: it is one training, made for plain with seed 3.
    """
    start = f"The run {run_id} is no run of a strategy"
    if tags.get("fairlab.kind") != "fit":
        return f"{start}."
    name, seed = tags["fairlab.strategy"], tags["fairlab.seed"]
    return f"{start}: it is one training, made for {name} with seed {seed}."


def open_model(request: ModelRequest) -> NamedModel:
    """Read what the run decided by, every file checked against its hash."""
    from fairlab.record.foreign import logged_models, run_tags

    store, run_id = request.open_store(), run_id_of(request.name)
    tags = run_tags(store, run_id)  # says that there is no such run
    kind = tags.get("fairlab.kind")
    if kind == "run":
        return _strategy(store, run_id)
    made = [] if kind else logged_models(store, run_id)
    if len(made) == 1:
        return mlflow_model.open_model(replace(request, name=f"models:/{made[0]}"))
    raise RequestError(
        f"{no_strategy(run_id, tags)}\n"
        "Name one of the experiment of its data, as the MLflow UI shows it (fairlab ui; or, of\n"
        "clones, --strategy NAME), or one of the models that another tool logged: models:/ID"
    )


def _strategy(store: "Store", run_id: str) -> NamedModel:
    from fairlab.experiment.recorded_strategy import read_strategy

    found = read_strategy(store, run_id)
    name, of = f"run {run_id[:8]}", len(found.folds)
    # Clones are nobody of the table, so that any of the models of a run can be asked.
    first = NamedModel(
        f"{name}, fold 1 of {of}" if of > 1 else name,
        lambda people: _decisions(*found.folds[0].predict(people)),
        found.columns,
    )
    return NamedModel(
        name,
        lambda people: _decisions(*found.predict(people)),
        found.columns,
        about=(f"The model is the run `{run_id}`, whose files are those that it recorded.",),
        unseen=of > 1,
        of_strangers=first,
    )


def _decisions(score: np.ndarray, flagged: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"score": score, "flagged": flagged})
