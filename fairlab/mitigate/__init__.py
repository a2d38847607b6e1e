"""Pre- and post-processing steps: estimators that know nothing of runs; imported when used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlab.mitigate.fair_smote import FairSMOTE as FairSMOTE
    from fairlab.mitigate.flag_share import FlagShare as FlagShare
    from fairlab.mitigate.reweigh import Reweigh as Reweigh
    from fairlab.mitigate.threshold import KeepRecall as KeepRecall
    from fairlab.mitigate.uniform_sampling import UniformSampling as UniformSampling

_HOME = {
    "FairSMOTE": "fair_smote",
    "FlagShare": "flag_share",
    "KeepRecall": "threshold",
    "Reweigh": "reweigh",
    "UniformSampling": "uniform_sampling",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
