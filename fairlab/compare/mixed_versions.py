"""Whether the runs that are compared were made with the same code and libraries."""

import json

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
    found = pd.DataFrame([json.loads(text or "{}") for text in runs.get("versions", [])])
    told = [_counted(name, found[name].dropna()) for name in found if found[name].nunique() > 1]
    return f"Made with different versions: {'; '.join(told)}." if told else ""


def _counted(name: str, versions: pd.Series) -> str:
    counts = versions.value_counts().sort_index()
    each = (f"{version} ({number_of(n, 'run')})" for version, n in counts.items())
    return f"{name} {' and '.join(each)}"
