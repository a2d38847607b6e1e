"""Whether the runs that are compared were made with the same code and libraries."""

import json
from collections.abc import Mapping

import pandas as pd

from fairlab.data.messages import number_of


def mixed_versions(runs: pd.DataFrame) -> str:
    """Say which versions differ among runs; empty where none does.

    Parameters
    ----------
    runs : DataFrame
        With ``versions``, a JSON object of names and versions per run.

    Examples
    --------
    >>> mixed_versions(pd.DataFrame({"versions": ['{"xgboost": "3.1"}', '{"xgboost": "3.2"}']}))
    'Made with different versions: xgboost 3.1 (1 run) and 3.2 (1 run).'
    """
    found = _by_name(runs)
    told = [_counted(name, found[name].dropna()) for name in found if found[name].nunique() > 1]
    return f"Made with different versions: {'; '.join(told)}." if told else ""


def other_versions(runs: pd.DataFrame, installed: Mapping[str, str]) -> str:
    """Say which versions of finished runs are not those at hand; empty where all are.

    A build, in brackets, is not looked at.

    Examples
    --------
    >>> runs = pd.DataFrame({"versions": ['{"numpy": "2.3", "xgboost": "3.1 (CPU)"}']})
    >>> other_versions(runs, {"numpy": "2.3", "xgboost": "3.2"})[:66]
    'Finished before with other versions: xgboost 3.1 (1 run; now 3.2).'
    """
    found = _by_name(runs)
    told = [
        f"{name} {version} ({number_of(n, 'run')}; now {installed[name]})"
        for name in found.columns.intersection(list(installed), sort=False)
        for version, n in found[name].str.partition(" ")[0].value_counts().sort_index().items()
        if version != installed[name]
    ]
    kept = "They stay as they are; another --store makes all anew."
    return f"Finished before with other versions: {', '.join(told)}. {kept}" if told else ""


def _by_name(runs: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame([json.loads(text or "{}") for text in runs.get("versions", [])])


def _counted(name: str, versions: pd.Series) -> str:
    counts = versions.value_counts().sort_index()
    each = (f"{version} ({number_of(n, 'run')})" for version, n in counts.items())
    return f"{name} {' and '.join(each)}"
