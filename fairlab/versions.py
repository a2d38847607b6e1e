"""What numbers may depend on beside the settings: versions, and the build of xgboost."""

import platform
from functools import cache
from importlib.metadata import version
from typing import Any

from fairlab import __version__

LIBRARIES = ("numpy", "pandas", "scikit-learn", "imbalanced-learn", "hyperopt", "optuna")
installed_version = cache(version)  # which reads a file for some milliseconds, per run and library


def library_versions() -> dict[str, str]:
    """Name the versions that the numbers may depend on.

    Returns
    -------
    dict of str to str
        That of xgboost with its build: two builds of one version sum in another order, and so
        grow other trees.

    Examples
    --------
    >>> sorted(library_versions())[:2]
    ['fairlab', 'hyperopt']
    """
    import xgboost

    built = f"{xgboost.__version__} ({told(xgboost.build_info())})"
    return {**installed_versions(), "xgboost": built}


def installed_versions() -> dict[str, str]:
    """Name the same without the build of xgboost, which has to be imported to tell it.

    Examples
    --------
    >>> "(" in installed_versions()["xgboost"]
    False
    """
    found = {name: installed_version(name) for name in (*LIBRARIES, "xgboost")}
    return {"fairlab": __version__, "python": platform.python_version(), **found}


def told(build: dict[str, Any]) -> str:
    """Say which compiler built xgboost, and whether for GPUs too.

    Examples
    --------
    >>> told({"GCC_VERSION": [10, 3, 1], "USE_CUDA": True}), told({})
    ('gcc 10.3.1, CUDA', 'CPU')
    """
    compiler = ".".join(map(str, build.get("GCC_VERSION", ())))
    device = "CUDA" if build.get("USE_CUDA") else "CPU"
    return f"gcc {compiler}, {device}" if compiler else device
