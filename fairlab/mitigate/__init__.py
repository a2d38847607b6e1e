"""Pre- and post-processing steps: estimators that know nothing of runs; imported when used.

A class is found by the name of its file: ``FairSMOTE`` is in ``fair_smote.py``.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def __getattr__(name: str) -> Any:
    rules = import_module(f"{__name__}.rules")
    for home in (import_module(__name__), rules):
        for module in iter_modules(home.__path__):
            if module.name.replace("_", "") == name.lower():
                return getattr(import_module(f"{home.__name__}.{module.name}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
