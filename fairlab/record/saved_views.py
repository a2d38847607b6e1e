"""The saved views of MLflow's user interface, brought up to what was measured."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from fairlab.record.client import in_words, retry
from fairlab.record.sqlite_file import reading
from fairlab.record.store import experiment_name
from fairlab.record.views import experiment_tags, is_main

if TYPE_CHECKING:
    from fairlab.record.store import Store


def save_views(
    store: "Store", dataset: str, metrics: Collection[str], runs: int, gaps: Sequence[str] = ()
) -> None:
    """Let the saved views of a dataset's experiment show the parities that were measured.

    Parameters
    ----------
    store : Store
    dataset : str
        Its name.
    metrics : collection of str
        All that were measured.
    runs : int
        How many runs there are.
    gaps : sequence of str
        Metrics of gaps between groups, in the order in which they are shown.

    Raises
    ------
    StoreError
        If the store cannot be written.
    """
    parities = [name for name in metrics if name.startswith("fair.") and is_main(name)]
    with in_words():
        experiment = store.experiment(dataset)
        known = _tags(store, experiment)
        wanted = experiment_tags(experiment_name(dataset), parities, runs, gaps)
        for name, text in wanted.items() - known.items():
            retry(partial(store.client.set_experiment_tag, experiment, name, text))


def _tags(store: "Store", experiment: str) -> dict[str, str]:
    if store.database is None:
        return dict(store.client.get_experiment(experiment).tags)
    query = "SELECT key, value FROM experiment_tags WHERE experiment_id = ?"
    with reading(store.database) as db:
        return dict(db.execute(query, (experiment,)))
