"""A strategy fitted on all rows and registered, from a notebook."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.api.arguments import as_design, as_seeds, load_data, store_uri
from fairlab.api.ordering import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fairlab.data import Dataset
    from fairlab.experiment.design import Design
    from fairlab.experiment.final_model import FinalModel
    from fairlab.experiment.strategy import Strategy


def fit(
    strategy: "str | Strategy | Iterable[str | Strategy]",
    dataset: "str | Dataset",
    store: str | Path | None = None,
    seed: int = 0,
    design: "Design | None" = None,
    name: str | None = None,
    alias: str | None = None,
    audit: bool = False,
) -> "FinalModel":
    """Fit an audited strategy on all rows, and register it in MLflow's model registry.

    Parameters
    ----------
    strategy : str, Strategy, or several of them
        Of several the last is fitted, and the others are what it needs.
    dataset : str or Dataset
        A name such as ``"telecom"``, or data of your own.
    store : str or Path, optional
        A file, or an MLflow tracking URI; ``mlflow.db`` in the current folder if left out.
    seed : int
        Of the run that audits it.
    design : Design, optional
        Of that run.
    name : str, optional
        Of the registered model; ``fairlab-<dataset>`` if left out.
    alias : str, optional
        What the version is called from now on; ``"champion"`` if left out and no version is.
    audit : bool
        Whether the run is made first where it is missing.

    Returns
    -------
    FinalModel
        With ``name``, ``version``, ``predict_proba(frame)`` and ``decide(frame)``.

    Raises
    ------
    RequestError, DataError, StoreError
        Before anything is trained, where something cannot work; or its audit failed.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from sklearn.ensemble import HistGradientBoostingClassifier
    >>> from fairlab import Strategy, fit, load
    >>> trees = Strategy("trees", HistGradientBoostingClassifier(max_iter=10))
    >>> model = fit(trees, "loans", store=f"{mkdtemp()}/runs.db", audit=True)
    >>> model.name, model.version, model.aliases
    ('fairlab-loans', 1, ('champion',))
    >>> model.decide(load("loans").frame.head(3)).dtype
    dtype('bool')
    """
    from fairlab.errors import RequestError
    from fairlab.experiment.deploying import deploy
    from fairlab.experiment.failure import describe_failures
    from fairlab.experiment.final_model import read_final
    from fairlab.experiment.sweep import checked, plan, run_missing
    from fairlab.record import Ledger, open_store

    uri, data, design = store_uri(store), load_data(dataset), as_design(design)
    specs = plan(in_order(strategy), data, as_seeds([seed]), design)
    checked(specs, data)
    ledger = Ledger(open_store(uri, create=audit), data.name)
    if audit:
        ledger.prepare()
        if failed := run_missing(specs, data, ledger):
            raise RequestError("\n".join(describe_failures(failed)))
    found = deploy(data, specs[-1], ledger, name, alias, os.cpu_count() or 1)
    return read_final(ledger.store, found.version.address)
