"""From an audited strategy to a version of a registered model."""

import json
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fairlab.audit import performance
from fairlab.data import Dataset
from fairlab.experiment.attribute_use import attribute_use
from fairlab.experiment.final_card import card_sentences
from fairlab.experiment.final_fit import Audited, Tell, fit_final
from fairlab.experiment.final_recipe import is_settled
from fairlab.experiment.final_spec import FinalSpec
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.training_rows import TRAINING_ROWS
from fairlab.experiment.unaudited import refuse_unaudited
from fairlab.record.fits import read_fit

if TYPE_CHECKING:
    from fairlab.record import Ledger, Store
    from fairlab.record.registry import Version

CHAMPION = "champion"
FINAL = "final"


@dataclass(frozen=True)
class Deployed:
    """A refit in MLflow's model registry.

    Parameters
    ----------
    version : Version
    card : list of str
        What it says of itself.
    is_new : bool
        Whether it was fitted now, or had been before.
    """

    version: "Version"
    card: list[str]
    is_new: bool


def default_name(dataset: str) -> str:
    """Call a registered model by its data.

    Examples
    --------
    >>> default_name("telecom")
    'fairlab-telecom'
    """
    return f"fairlab-{dataset}"


def deploy(
    dataset: Dataset,
    spec: RunSpec,
    ledger: "Ledger",
    name: str | None = None,
    alias: str | None = None,
    threads: int = 1,
    tell: Tell = lambda _: None,
) -> Deployed:
    """Fit an audited strategy on all rows, and register it.

    Parameters
    ----------
    dataset : Dataset
    spec : RunSpec
        The run that audited it.
    ledger : Ledger
        Of the runs.
    name : str, optional
        Of the registered model; ``fairlab-<dataset>`` if left out.
    alias : str, optional
        What the version is called from now on; ``champion`` if left out and no version is.
    threads : int
        How many the model may use.
    tell : callable
        Is told each stage as it begins.

    Returns
    -------
    Deployed
        The version that there is, where the same was fitted and registered before.

    Raises
    ------
    RequestError
        The run is not there, or the names are unfit; before anything is trained.
    """
    from fairlab.record import registry

    name = name or default_name(dataset.name)
    registry.refuse_unfit_name(name, alias)
    refuse_unaudited(spec, ledger)
    final, finals = FinalSpec(spec), ledger.beside(FINAL)
    with finals.claim(final.key, wait=True) as is_new:
        if is_new:
            found = finals.kept(final.key)
            found = found or fit_final(dataset, final, audited(spec, ledger), threads, tell)
            with finals.keeping(final, found):
                finals.write(final, found)
            rmtree(finals.work_dir(final.key))
    run = ledger.store.client.get_run(finals.finished()[final.key])
    columns = _columns_of(ledger.store, run.info.run_id)
    short = run.data.tags.get("fairlab.falls_short", "")
    card = card_sentences(final, dataset, run.data.metrics, columns, ledger, short)
    tags = {
        "fairlab.strategy": final.strategy_name,
        "fairlab.dataset": dataset.name,
        "fairlab.seed": str(final.seed),
        "fairlab.audit_run": ledger.finished()[spec.key],
        "fairlab.config_hash": final.key,
        **attribute_use(spec.strategy, dataset).tags,
    }
    version = registry.register(ledger.store, run.info.run_id, name, "\n\n".join(card), tags)
    free = registry.holder_of(ledger.store, name, CHAMPION) is None
    if wanted := alias or (CHAMPION if free else None):
        registry.call(ledger.store, version, wanted)
        version = registry.find_version(ledger.store, version.address)
    return Deployed(version, card, is_new)


def audited(spec: RunSpec, ledger: "Ledger") -> Audited:
    """Read what an audit has found from the record.

    Parameters
    ----------
    spec : RunSpec
        A finished run.
    ledger : Ledger
        Of the runs.
    """
    store, fits = ledger.store, []
    if is_settled(spec.strategy.model):
        fits = [read_fit(store, ledger.dataset_name, fit.key) for fit in spec.fits]
    known = {}
    for need in spec.needs:
        rows = ledger.tables(need.key)["predictions"]
        known[need.strategy.name] = performance(rows["y"], rows["score"], rows["flagged"])
    return Audited(fits, known)


def _columns_of(store: "Store", run_id: str) -> list[str]:
    """Read what a refit asks for; a transformer and a rule settle that by the data."""
    from fairlab.record.models import fetch_model

    with TemporaryDirectory() as scratch:
        folder = fetch_model(store, run_id, Path(scratch, "model"))
        return [*json.loads((folder / TRAINING_ROWS).read_text())["columns"]]
