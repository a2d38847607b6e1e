"""Saved views of MLflow's user interface: the columns, groups and charts of a fairness study.

The state of a view is MLflow's internal format (3.15 and later), so it is known here only.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from fairlab.audit.metric_types import GroupMetric
from fairlab.audit.registry import accuracy_metrics, find_metric
from fairlab.record.summary import BAND, IS_SUMMARY, SD

SEEDS = "tags.`fairlab.kind` = 'run' AND attributes.status = 'FINISHED'"
SUMMARIES = f"{IS_SUMMARY} AND attributes.status = 'FINISHED'"
LOADED = 100  # what MLflow's page loads at once
ROOM = 765  # pixels that a window of 1,440 has left beside the sidebar, the names and the times
GAPS = 30  # more would not fit into a tag
TAG = "mlflow.sharedViewState."
MADE = 1_735_689_600_000  # milliseconds; a fixed date, so that equal views have equal tags


def is_main(metric: str) -> bool:
    """Tell whether a metric is one that every view shows, and summaries with its spread.

    Examples
    --------
    >>> is_main("test/auprc"), is_main("fair.sex/recall_parity"), is_main("test/mcc")
    (True, True, False)
    """
    known = find_metric(metric)
    return known is not None and known.headline and metric.startswith(("test/", "fair."))


def _first() -> list[str]:
    """Name the accuracy that stands before the parities."""
    return [f"test/{metric.name}" for metric in accuracy_metrics() if metric.headline]


def _last() -> list[str]:
    """Name the other accuracy, which stands after them."""
    return [f"test/{one.name}" for one in accuracy_metrics() if one.logged and not one.headline]


def encode(state: Mapping[str, Any]) -> str:
    """Return a view's state as MLflow keeps it.

    Examples
    --------
    >>> decode(encode({"groupBy": None}))
    {'groupBy': None}
    """
    return "deflate;" + base64.b64encode(zlib.compress(json.dumps(state).encode())).decode()


def decode(text: str) -> dict[str, Any]:
    """Return the state that :func:`encode` wrote."""
    return json.loads(zlib.decompress(base64.b64decode(text.removeprefix("deflate;"))))


def experiment_tags(
    name: str, parities: Sequence[str] = (), runs: int = 0, gaps: Sequence[str] = ()
) -> dict[str, str]:
    """Return the tags of an experiment: a description, and the saved views.

    Parameters
    ----------
    name : str
        Name of the experiment.
    parities : sequence of str
        Names of the fairness metrics to show beside accuracy.
    runs : int
        How many there are: few are grouped by strategy. MLflow averages those that its page has
        loaded, which would be wrong of many.
    gaps : sequence of str
        Metrics of gaps to show, the first first; else those of the parities.

    Returns
    -------
    dict of str to str
        Ready for MLflow.
    """
    dataset = name.partition("/")[2]
    gaps = gaps[:GAPS] or _gaps(parities)
    views = {
        "leaderboard": ("Leaderboard", _leaderboard(gaps)),
        "bands": ("Means over all seeds, with bands", _bands(gaps)),
        "means": ("Means as bars", _means(parities, gaps)),
        "seeds": ("Every seed", _seeds(parities, runs)),
        "tradeoff": ("Accuracy against parity", _tradeoff(parities)),
    }
    return {
        "mlflow.note.content": (
            f"Bias mitigation strategies on {dataset}: one run per strategy and seed.\n\n"
            "Parity is |a - b| / max(a, b) of the two extreme groups: 0 is fair, 1 is not. "
            "A run named `<strategy>: <n> seeds` holds the means over all seeds; there `.sd` is "
            "the spread over seeds, `gap.<attribute>/<rate>` the signed gap between groups, and "
            "`.low` to `.high` the band that holds for all statements of the strategy at once."
        ),
        "mlflow.experimentKind": "custom_model_development",
        "mlflow.experiment.primaryMetric.name": _first()[0],
        **{TAG + key: _view(title, state) for key, (title, state) in views.items()},
    }


def audit_tags(name: str) -> dict[str, str]:
    """Return the tags of an experiment that holds no runs of strategies.

    Parameters
    ----------
    name : str
        Name of the experiment.

    Returns
    -------
    dict of str to str
        Ready for MLflow.

    Examples
    --------
    >>> audit_tags("fairlab/taiwan/audit")["mlflow.note.content"]
    'What was found out about taiwan, its data and its models, beside the runs of strategies.'
    """
    dataset = name.split("/")[1]
    return {
        "mlflow.note.content": (
            f"What was found out about {dataset}, its data and its models, beside the runs of "
            "strategies."
        ),
        "mlflow.experimentKind": "custom_model_development",
    }


def _view(title: str, state: Mapping[str, Any]) -> str:
    about = {"name": title, "createdAt": MADE, "updatedAt": MADE}
    return json.dumps({**about, "state": encode(state)})


def _leaderboard(gaps: Sequence[str]) -> dict[str, Any]:
    """Show the means of what fits beside the name of a run, without scrolling."""
    shown: list[str] = []
    for name in (*_first(), *gaps):
        if sum(map(_width, [*shown, name])) <= ROOM:
            shown.append(name)
    return _table(SUMMARIES, shown)


def _bands(gaps: Sequence[str]) -> dict[str, Any]:
    shown = [name + what for name in _first() for what in ("", SD, *BAND)]
    shown += [name + what for name in gaps for what in ("", *BAND)]
    return _table(SUMMARIES, (*shown, *_last()), ("strategy", "seeds"))


def _gaps(parities: Sequence[str]) -> list[str]:
    return [f"gap.{_attribute(name)}/{_rate(name)}" for name in parities]


def _attribute(parity: str) -> str:
    return parity.removeprefix("fair.").rpartition("/")[0]


def _rate(parity: str) -> str:
    metric = find_metric(parity)
    assert isinstance(metric, GroupMetric), parity
    return metric.rates[0].name


def _means(parities: Sequence[str], gaps: Sequence[str]) -> dict[str, Any]:
    charts = [_bars(name) for name in (*_first(), *parities, *_last())]
    return {**_bands(gaps), **_charts("means", "Means over all seeds", charts)}


def _seeds(parities: Sequence[str], runs: int) -> dict[str, Any]:
    by_strategy = {
        "aggregateFunction": "average",
        "groupByKeys": [{"mode": "param", "groupByData": "strategy"}],
    }
    return {**_each(parities), "groupBy": by_strategy if runs <= LOADED else None}


def _each(parities: Sequence[str]) -> dict[str, Any]:
    return _table(SEEDS, (*_first(), *parities, *_last()), ("strategy", "seed"))


def _table(kind: str, metrics: Sequence[str], params: Sequence[str] = ()) -> dict[str, Any]:
    figures = [f"metrics.`{name}`" for name in metrics]
    columns = [*figures, *(f"params.`{name}`" for name in params)]
    return {
        "searchFilter": kind,
        "orderByKey": figures[0],
        "orderByAsc": False,
        "selectedColumns": columns,
        "columnOrder": columns,
        "columnWidths": dict(zip(figures, map(_width, metrics), strict=True)),
        "groupBy": None,
        "runsHiddenMode": "SHOW_ALL",
    }


def _width(metric: str) -> int:
    return max(95, int(6.9 * len(metric)) + 16)


def _tradeoff(parities: Sequence[str]) -> dict[str, Any]:
    gains = ("test/recall", "test/auprc")
    charts = [_scatter(gain, parity) for gain in gains for parity in parities]
    return {**_each(parities), **_charts("tradeoff", "Accuracy against parity", charts)}


def _charts(key: str, title: str, charts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    about = {"metricSectionId": key, "deleted": False, "isGenerated": False}
    section = {"uuid": key, "name": title, "display": True, "isReordered": False}
    return {
        "compareRunSections": [section],
        "compareRunCharts": [
            {**chart, **about, "uuid": f"{key}-{number}"} for number, chart in enumerate(charts)
        ],
        "isAccordionReordered": True,  # or MLflow sorts sections of its own before these
    }


def _bars(name: str) -> dict[str, Any]:
    return {"type": "BAR", "metricKey": name, "runsCountToCompare": 20, "displayName": name}


def _scatter(gain: str, parity: str) -> dict[str, Any]:
    return {
        "type": "SCATTER",
        "xaxis": {"key": parity, "type": "METRIC"},
        "yaxis": {"key": gain, "type": "METRIC"},
        "runsCountToCompare": 100,
        "displayName": f"{gain} against {parity}",
    }
