"""Saved views of MLflow's user interface: the columns, groups and charts of a fairness study.

The state of a view is MLflow's internal format (3.15 and later), so it is known here only;
where a view is missing, the plain link to the experiment's runs still works.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

FIRST = ("test/auprc", "test/recall", "test/precision")  # then the parities, then the rest
LAST = ("test/auc", "test/mcc", "test/f1")
TAG = "mlflow.sharedViewState."
MADE = 1_735_689_600_000  # milliseconds; a fixed date, so that equal views have equal tags


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


def experiment_tags(name: str, parities: Sequence[str] = ()) -> dict[str, str]:
    """Return the tags of an experiment: a description, and the saved views.

    Parameters
    ----------
    name : str
        Name of the experiment.
    parities : sequence of str
        Names of the fairness metrics to show beside accuracy.

    Returns
    -------
    dict of str to str
        Ready for MLflow.
    """
    dataset = name.partition("/")[2]
    views = {
        "leaderboard": ("Strategies, averaged over seeds", _leaderboard(parities)),
        "seeds": ("Every seed", _seeds(parities)),
        "tradeoff": ("Accuracy against parity", _tradeoff(parities)),
    }
    return {
        "mlflow.note.content": (
            f"Bias mitigation strategies on {dataset}: one run per strategy and seed.\n\n"
            "Parity is |a - b| / max(a, b) of the two extreme groups: 0 is fair, 1 is not."
        ),
        "mlflow.experimentKind": "custom_model_development",
        "mlflow.experiment.primaryMetric.name": FIRST[0],
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


def view_links(uri_of_ui: str, experiment_id: str) -> dict[str, str]:
    """Return the addresses that open an experiment's views.

    Parameters
    ----------
    uri_of_ui : str
        Where MLflow's user interface is served.
    experiment_id : str
        MLflow's id.

    Returns
    -------
    dict of str to str
        A link for ``"runs"``, which needs no saved view, and one per view.

    Examples
    --------
    >>> view_links("http://127.0.0.1:5000", "1")["runs"]
    'http://127.0.0.1:5000/#/experiments/1/runs?workflowType=machine_learning'
    """
    runs = f"{uri_of_ui}/#/experiments/{experiment_id}/runs?workflowType=machine_learning"
    shared = f"{runs}&viewStateShareKey="
    return {
        "runs": runs,
        "leaderboard": f"{shared}leaderboard",
        "seeds": f"{shared}seeds",
        "tradeoff": f"{shared}tradeoff&compareRunsMode=CHART",
    }


def _leaderboard(parities: Sequence[str]) -> dict[str, Any]:
    grouped = {
        "aggregateFunction": "average",
        "groupByKeys": [{"mode": "param", "groupByData": "strategy"}],
    }
    return {**_table(parities), "groupBy": grouped, "useGroupedValuesInCharts": True}


def _seeds(parities: Sequence[str]) -> dict[str, Any]:
    return {**_table(parities), "groupBy": None}


def _table(parities: Sequence[str]) -> dict[str, Any]:
    metrics = [f"metrics.`{name}`" for name in (*FIRST, *parities, *LAST)]
    columns = [*metrics, "params.`strategy`", "params.`seed`", "attributes.`Dataset`"]
    return {
        "searchFilter": "tags.`fairlab.kind` = 'run' AND attributes.status = 'FINISHED'",
        "orderByKey": metrics[0],
        "orderByAsc": False,
        "selectedColumns": columns,
        "columnOrder": columns,
        "columnWidths": dict.fromkeys(metrics, 150),
        "runsHiddenMode": "SHOW_ALL",
    }


def _tradeoff(parities: Sequence[str]) -> dict[str, Any]:
    charts = [
        _scatter(number, gain, parity)
        for number, (gain, parity) in enumerate(
            (gain, parity) for gain in ("test/recall", "test/auprc") for parity in parities
        )
    ]
    section = {"uuid": "tradeoff", "name": "Accuracy against parity", "display": True}
    return {
        **_seeds(parities),
        "compareRunSections": [{**section, "isReordered": False}],
        "compareRunCharts": charts,
        "isAccordionReordered": False,
    }


def _scatter(number: int, gain: str, parity: str) -> dict[str, Any]:
    def axis(key: str) -> dict[str, str]:
        return {"key": key, "type": "METRIC"}

    return {
        "type": "SCATTER",
        "uuid": f"scatter-{number}",
        "metricSectionId": "tradeoff",
        "deleted": False,
        "isGenerated": False,
        "xaxis": axis(parity),
        "yaxis": axis(gain),
        "runsCountToCompare": 100,
        "displayName": f"{gain} against {parity}",
    }
