"""How sure the accuracy of a strategy is, by the people whom its runs decided about."""

from math import isnan

import pandas as pd

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.statement import levels
from fairlab.audit.statements import ACCURACY, family_of_statements
from fairlab.compare.backfill import Tables
from fairlab.compare.decided_people import decided_people

PART = "test/"


def accuracy_band(
    runs: pd.DataFrame, metric: str, tables: Tables
) -> tuple[float, float, float] | None:
    """Give an accuracy metric with its 95 % band, which holds for it alone.

    Parameters
    ----------
    runs : DataFrame
        A row per seed of one strategy.
    metric : str
        ``test/<metric>``.
    tables : callable
        From a run's id to its tables and predictions.

    Returns
    -------
    tuple of float or None
        The estimate, low and high; None where the metric is none of the registry, the runs did
        not record whom they decided about, or too few had the event.
    """
    predictions = [tables(run_id)["predictions"] for run_id in runs["run_id"]]
    if not metric.startswith(PART) or any("row" not in made for made in predictions):
        return None
    known = pd.concat([made[["row", "y"]] for made in predictions]).drop_duplicates("row")
    people = pd.DataFrame({"y": known.set_index("row")["y"].reindex(range(known["row"].max() + 1))})
    made = basic_statistics(decided_people(runs, tables, people.fillna(0).astype("int8")))
    strategy = str(runs["strategy"].iloc[0])
    said = [one for one in levels(made, strategy) if f"{PART}{one.metric}" == metric]
    found = family_of_statements(made, ACCURACY, said)
    if found.empty or isnan(found["low"].iloc[0]):
        return None
    return float(found["estimate"][0]), float(found["low"][0]), float(found["high"][0])
