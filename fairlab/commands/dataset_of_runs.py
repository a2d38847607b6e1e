"""The name under which a store has the runs of a table, as a person calls it."""

from typing import TYPE_CHECKING

from fairlab.data.table import slug

if TYPE_CHECKING:
    from fairlab.record import Store


def dataset_of_runs(store: "Store", typed: str) -> str:
    """Give the name of the runs of a table that is called as typed; else what was typed.

    Parameters
    ----------
    store : Store
    typed : str
        A name of runs, or of the table, whose runs bear the slug of it.
    """
    name = slug(typed)
    if name == typed:
        return typed
    known = store.datasets()
    return name if name in known and typed not in known else typed
