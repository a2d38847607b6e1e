"""The metrics of a run that ask more of people than what its record keeps."""

from math import isnan

import pandas as pd

from fairlab.audit.alike_people import AlikePeople, alike_people
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
    cost = rows["cost"].to_numpy() if "cost" in rows else None
    alike = dataset.once(("alike", spec.design, spec.seed), lambda: _alike(spec, dataset, rows))
    people = JudgedPeople(rows["y"].to_numpy(), rows["flagged"].to_numpy(bool), alike, cost)
    asked = [metric for metric in run_metrics() if cost is not None or not metric.needs_costs]
    found = {f"test/{metric.name}": metric.of_people(people) for metric in asked}
    return found, {name: UNDEFINED for name, value in found.items() if isnan(value)}


def _alike(spec: RunSpec, dataset: Dataset, rows: pd.DataFrame) -> AlikePeople | None:
    """Find who is alike, which all strategies with these folds share."""
    names = [name for name in dataset.features if name not in dataset.sensitive]
    tested = dataset.frame[names].iloc[rows["row"]]
    return alike_people(tested, rows["fold"].to_numpy(), seed_for(spec.seed, "people"))
