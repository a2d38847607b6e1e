"""Strategies over seeds, from a notebook."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.api.arguments import (
    as_design,
    as_seeds,
    attribute_asked,
    load_data,
    store_uri,
    whole_number,
)
from fairlab.api.ordering import in_order
from fairlab.api.said_in_python import in_python, said_in_python
from fairlab.api.settings_given import settings_given
from fairlab.api.swept import COLUMNS, Sweep, refuse_nothing
from fairlab.errors import RequestError, nearest

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.experiment.design import Design
    from fairlab.experiment.strategy import Strategy
    from fairlab.record import Ledger

LOG = logging.getLogger(__name__)


def sweep(
    strategies: "str | Strategy | Iterable[str | Strategy]",
    dataset: "str | Dataset",
    seeds: int | Sequence[int] = 10,
    store: str | Path | None = None,
    design: "Design | None" = None,
    jobs: int = 1,
    attribute: str = "any",
    **settings: Any,
) -> Sweep:
    """Run strategies over seeds; only what the store does not hold yet.

    Parameters
    ----------
    strategies : str, Strategy, or several of them
        Names of the scripts that come with fairlab, or your own; what one needs is run before it.
    dataset : str or Dataset
        A name such as ``"telecom"``, or data of your own.
    seeds : int or sequence of int
        10 is 0 to 9.
    store : str or Path, optional
        A file, or an MLflow tracking URI; ``mlflow.db`` in the current folder if left out.
    design : Design, optional
        Which rows a run learns from, and on which it is judged.
    jobs : int
        Runs side by side.
    attribute : {"any", "training-only", "none"}
        What strategies may do with the sensitive columns that mitigation works on; the others are
        left out.
    **settings
        As the command line's options: ``budget``, ``costs`` or ``threshold`` (who is flagged),
        ``trials``, ``tuner``, ``search`` and the others of a search, ``folds``.

    Returns
    -------
    Sweep

    Raises
    ------
    RequestError, DataError, StoreError
        Before anything is trained, where something cannot work; or no run finished.

    Warns
    -----
    RuntimeWarning
        Some runs failed: in which step, and why. They are in ``failures``.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from sklearn.ensemble import HistGradientBoostingClassifier
    >>> from fairlab import Strategy, sweep
    >>> trees = Strategy("baseline", HistGradientBoostingClassifier(max_iter=10))
    >>> found = sweep(trees, "loans", seeds=2, store=f"{mkdtemp()}/mlflow.db")
    >>> found.runs[["strategy", "seed"]].values.tolist(), len(found.failures)
    ([['baseline', 0], ['baseline', 1]], 0)
    """
    from fairlab.engines import open_engine
    from fairlab.experiment.attribute_use import obeying
    from fairlab.experiment.sweep import checked, plan, run_missing
    from fairlab.record import Ledger, open_store

    jobs, uri = whole_number("jobs", jobs, 1), store_uri(store)
    data, design = load_data(dataset), as_design(design)
    if not data.sensitive:
        raise RequestError(
            "Nothing would be audited: the data name no sensitive columns.\n"
            'Name some: fairlab.Dataset(..., sensitive=("...",))'
        )
    with said_in_python():
        chosen, unheeded, design = _with_settings(in_order(strategies), design, settings)
        kept, left_out = obeying(chosen, data, attribute_asked(attribute))
        specs = plan(kept, data, as_seeds(seeds), design)
        checked(specs, data)
    ledger = Ledger(open_store(uri), data.name)
    ledger.prepare()
    _tell_versions(ledger, {spec.key for spec in specs})
    with open_engine(jobs=jobs) as engine:
        failed = run_missing(specs, data, ledger, engine)
    runs = ledger.table({spec.key for spec in specs})
    refuse_nothing(failed, runs)
    failures = pd.DataFrame([vars(one) for one in failed], columns=COLUMNS)
    found = Sweep(runs, failures, data.name, ledger.store.uri, [*unheeded, *left_out])
    found.warn_of_failures(depth=1)
    return found


def _tell_versions(ledger: "Ledger", keys: set[str]) -> None:
    """Tell the log which of the runs are finished, and were made with other versions."""
    from fairlab.compare.mixed_versions import other_versions
    from fairlab.versions import installed_versions

    if told := other_versions(ledger.table(keys), installed_versions()):
        LOG.warning("Note: %s", in_python(told))


def _with_settings(
    strategies: "list[Strategy]", design: "Design | None", settings: Mapping[str, Any]
) -> "tuple[list[Strategy], list[str], Design | None]":
    """Change strategies and the design as the options of the command line do."""
    from fairlab.commands.typed_settings import OF_STRATEGIES, strategies_typed
    from fairlab.experiment.design import FOLDS, SEARCHED, designed
    from fairlab.mitigate.budget_names import BASELINE, RECALL

    known = (*OF_STRATEGIES, "folds")
    for name in settings:
        if name not in known:
            raise RequestError(f"fairlab.sweep knows no {name!r}. {nearest(name, known)}")
    asked = settings_given({name: settings.get(name) for name in known})
    folds, search = asked.pop("folds"), asked["search"]
    ways = (*SEARCHED, "none")
    if search not in (None, *ways):
        raise RequestError(f"No way {search!r} to search. {nearest(search, ways)}")
    if design is not None and (folds or search in SEARCHED):
        said = f"folds={folds!r}" if folds else f"search={search!r}"
        raise RequestError(
            f"{said} and design each say which rows a run learns from.\n"
            f"Leave out design, or write design=Design({said})."
        )
    if asked["budget"] == RECALL and BASELINE not in [one.name for one in strategies]:
        strategies = in_order([BASELINE, *strategies])
    changed, unheeded = strategies_typed(strategies, **asked)
    how = designed(FOLDS, folds, "both", search) if folds or search == "once" else design
    return changed, unheeded, how
