"""Pre- and post-processing steps: estimators that know nothing of runs; imported when used.

A class is found by the name of its file: ``FairSMOTE`` is in ``fair_smote.py``.
"""

import sys
from importlib import import_module
from typing import Any

from fairlab.extensions import found_class


def __getattr__(name: str) -> Any:
    rules = import_module(f"{__name__}.rules")
    for home in (sys.modules[__name__], rules):
        if (found := found_class(home, name)) is not None:
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
