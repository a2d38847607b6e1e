"""The metrics of a run that ask more of people than what its record keeps."""

from math import isnan

import pandas as pd

from fairlab.audit.metric_types import JudgedPeople
from fairlab.audit.registry import run_metrics
from fairlab.data import Dataset
from fairlab.experiment.spec import RunSpec
from fairlab.seeds import seed_for

UNDEFINED = "too few people, or no feature but sensitive ones"


def people_metrics(
    spec: RunSpec, dataset: Dataset, rows: pd.DataFrame
) -> tuple[dict[str, float], dict[str, str]]:
    """Measure the people that a run decided about.

    Parameters
    ----------
    spec : RunSpec
    dataset : Dataset
        The whole table.
    rows : DataFrame
        The ``predictions`` of the run.

    Returns
    -------
    metrics : dict of str to float
        As ``test/<name>``; those of costs only where the run has some.
    notes : dict of str to str
        Why one is NaN.
    """
    tested = dataset.frame.iloc[rows["row"]]
    cost = rows["cost"].to_numpy() if "cost" in rows else None
    people = JudgedPeople(
        rows["y"].to_numpy(),
        rows["flagged"].to_numpy(bool),
        rows["fold"].to_numpy(),
        tested[[name for name in dataset.features if name not in dataset.sensitive]],
        seed_for(spec.seed, "people"),
        cost,
    )
    asked = [metric for metric in run_metrics() if cost is not None or not metric.needs_costs]
    found = {f"test/{metric.name}": metric.of_people(people) for metric in asked}
    return found, {name: UNDEFINED for name, value in found.items() if isnan(value)}
