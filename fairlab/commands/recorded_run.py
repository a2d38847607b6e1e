"""The recorded run that is to be audited, and the data that it learned from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fairlab.commands.audited_budget import of_one_budget
from fairlab.commands.band_options import bands_typed
from fairlab.commands.dataset_of_runs import dataset_of_runs
from fairlab.commands.model_sources.fairlab_run import is_run, no_strategy
from fairlab.commands.typed_data import load_dataset
from fairlab.errors import DataError, RequestError, nearest
from fairlab.experiment.design import HOLDOUT, Design
from fairlab.experiment.scripts import as_written

if TYPE_CHECKING:
    from fairlab.data import Dataset, Split
    from fairlab.record import Store

FINGERPRINT = "fairlab.fingerprint"
LISTED = "Name the strategy (--strategy), or look for the id of its run: fairlab ui"
ROW_COUNTS = ("rows.train", "rows.validation", "rows.test")  # of a holdout, together all


@dataclass(frozen=True)
class Recorded:
    """A finished run as the store tells it.

    Parameters
    ----------
    run_id : str
    tags, params : mapping of str to str
    ended : int
        When it ended, in milliseconds.
    """

    run_id: str
    tags: Mapping[str, str]
    params: Mapping[str, str]
    ended: int

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.tags['fairlab.strategy']}, seed {self.seed}"

    @property
    def seed(self) -> int:
        """The seed that it was run with."""
        return int(self.tags["fairlab.seed"])

    @property
    def dataset(self) -> str:
        """The name of its data."""
        return self.tags["fairlab.dataset"]

    @property
    def design(self) -> Design:
        """Which rows it learned from; fairlab 0.1.0 knew a holdout alone, and did not say so."""
        known = {name: self.params[name] for name in ("vary",) if name in self.params}
        folds = int(self.params.get("folds", 5))
        return Design(self.params.get("design", HOLDOUT), folds, **known)

    def split(self, data: "Dataset") -> "Split":
        """Cut the data as the run, or its first fold, did."""
        return self.design.split(data, self.seed)


def find_run(
    store: "Store",
    run: str | None,
    strategy: str | None,
    seed: int | None,
    dataset: str | None,
    budget: float | str | None = None,
) -> Recorded:
    """Find a run by its id, or the newest one of a strategy.

    Parameters
    ----------
    store : Store
    run : str, optional
        MLflow's id.
    strategy, seed, dataset, budget : optional
        Of which the newest run is taken; only those that are given have to match.

    Raises
    ------
    RequestError
        There is none, or its budget is not clear.
    """
    if run is None:
        return _newest(store, strategy, seed, dataset, budget)
    if strategy or seed is not None or budget is not None:
        raise RequestError(
            "Name either a run by its id, or --strategy with --seed and --budget; not both."
        )
    if not is_run(run):
        lack = f"{run!r} is no id of a run: those are 32 digits, as the MLflow UI shows them."
        raise RequestError(
            f'{lack}\nA sweep gives them: fairlab.sweep(...).runs["run_id"]',
            f"{lack}\nOr name the strategy: --strategy {run}",
        )
    return _by_id(store, run)


def data_of(found: Recorded, given: Mapping[str, Any]) -> "Dataset":
    """Load the data that a run learned from, and refuse others.

    Parameters
    ----------
    found : Recorded
    given : mapping of str to object
        The options that name data, as typed; those of the run where there are none.

    Raises
    ------
    RequestError
        The data are not those of the run.
    """
    data = load_dataset(**given) if given else _shipped(found)
    if data is None:
        raise _not_of_fairlab(found)
    if data.bands and not (given.get("bands") or found.params.get("data.bands")):
        data = replace(data, bands={})  # as runs of 0.1.0 are, of any table
    refuse_other_data(found, data)
    return data


def is_namesake(found: Recorded) -> bool:
    """Tell whether a run learned from a table of one's own that is called as fairlab's is."""
    from fairlab.data import names

    return found.dataset in names() and _shipped(found) is None


def _shipped(found: Recorded) -> "Dataset | None":
    """Load fairlab's table of the name; none where the run learned from another one."""
    try:
        data = load_dataset(**shipped_data(found))
    except DataError:  # bands of columns that it lacks
        return None
    own = found.params.get("data.fingerprint", "")
    return data if data.fingerprint.startswith(own) else None


def comes_with_fairlab(name: str) -> bool:
    """Tell whether data are found by their name alone."""
    from fairlab.data import fetch, names

    return name in [*names(), *fetch.names()]


def refuse_other_data(found: Recorded, data: "Dataset") -> None:
    """Refuse data that a run did not learn from.

    Raises
    ------
    RequestError
    """
    if data.fingerprint != found.tags[FINGERPRINT]:
        lack = (
            f"The run learned from other data than these: {found.dataset!r} with the fingerprint\n"
            f"{found.tags[FINGERPRINT][:12]}, not {data.name!r} with {data.fingerprint[:12]}. "
            "Name its data with the same rows,\nroles and settings as then:"
        )
        raise RequestError(
            f'{lack} dataset=fairlab.Dataset("{data.name}", frame, target="...", ...)',
            f"{lack} --data FILE --target COLUMN ...",
        )


def refuse_unreadable(run: str, tags: Mapping[str, str], params: Mapping[str, str]) -> None:
    """Refuse a run whose tags or parameters somebody has edited.

    Parameters
    ----------
    run : str
        MLflow's id.
    tags, params : mapping of str to str

    Raises
    ------
    RequestError
    """
    from fairlab.record.row_faults import recorded_figures, row_fault
    from fairlab.record.told_runs import DELETE

    fault = row_fault(tags, params, {}, recorded_figures(tags))
    if fault:
        raise RequestError(
            f"The run {run} cannot be read: {fault}.\n"
            f"Delete it, {DELETE}, and sweep again, or name another."
        )


def _by_id(store: "Store", run: str) -> Recorded:
    from fairlab.record.foreign import run_tags

    tags = run_tags(store, run)  # says that there is no such run
    if tags.get("fairlab.kind") != "run":
        raise RequestError(f"{no_strategy(run, tags)}\n{LISTED}")
    found = store.client.get_run(run)
    refuse_unreadable(run, tags, found.data.params)
    ended = found.info.end_time or 0  # somebody may have edited it away
    return Recorded(run, found.data.tags, found.data.params, ended)


def _newest(
    store: "Store",
    strategy: str | None,
    seed: int | None,
    dataset: str | None,
    budget: float | str | None,
) -> Recorded:
    from fairlab.record import Ledger

    if strategy is None:
        raise RequestError(
            "Which run? Name its id, as the MLflow UI shows it, or its strategy:\n"
            "fairlab audit --strategy baseline --seed 0"
        )
    names = [dataset_of_runs(store, dataset)] if dataset else store.datasets()
    tables = [Ledger(store, name).table() for name in names]
    runs = [row for table in tables for row in table.to_dict("records")]
    if not runs:
        raise RequestError(f"There are no runs in {store.shown} yet.\nMake some: fairlab sweep")
    strategy = as_written(strategy, {run["strategy"] for run in runs})
    for column, asked in (("strategy", strategy), ("seed", seed)):
        known = list(dict.fromkeys(run[column] for run in runs))
        runs = [run for run in runs if asked is None or run[column] == asked]
        if not runs:
            raise RequestError(f"There is no run of {column} {asked!r}. {nearest(asked, known)}")
    runs = of_one_budget(runs, tables, strategy, budget)
    return max((_by_id(store, run["run_id"]) for run in runs), key=lambda run: run.ended)


def shipped_data(found: Recorded) -> dict[str, Any]:
    """Name the data of a run that come with fairlab, with as many rows and the same bands.

    Returns
    -------
    dict of str to object
        What ``load_dataset`` takes.

    Raises
    ------
    RequestError
        They do not come with fairlab.
    """
    from fairlab.commands.typed_data import is_simulated

    name = found.dataset
    if not comes_with_fairlab(name):
        raise _not_of_fairlab(found)
    whole = found.params.get("rows.table")
    rows = int(whole) if whole else sum(int(found.params[count]) for count in ROW_COUNTS)
    bands = found.params.get("data.bands")
    return {
        "dataset": name,
        **({"rows": rows} if is_simulated(name) else {}),
        **({"bands": bands_typed(bands.split("; "))} if bands else {}),
    }


def _not_of_fairlab(found: Recorded) -> RequestError:
    lack = f"The run learned from a table {found.dataset!r} that does not come with fairlab."
    return RequestError(
        f"{lack}\nGive what it learned from: fairlab.audit(run, dataset=...)",
        f"{lack}\nName the table that it learned from: --data FILE",
    )
