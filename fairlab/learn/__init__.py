"""The tuned gradient-boosted model: search spaces, tuners, encoding."""

from importlib import import_module
from typing import Any

_HOME = {
    "AdversarialXGB": "fairlab.learn.adversarial_xgb",
    "AveragePrecisionXGB": "fairlab.learn.auprc_xgb",
    "LagrangianXGB": "fairlab.learn.lagrangian_xgb",
    "PrejudiceRemoverXGB": "fairlab.learn.prejudice_remover_xgb",
    "ReducedXGB": "fairlab.learn.reduced_xgb",
    "TunedXGB": "fairlab.learn.model",
    "TableEncoder": "fairlab.learn.encode",
    "Range": "fairlab.learn.hyperparameter_range",
    "SPACES": "fairlab.learn.spaces",
    "published": "fairlab.learn.spaces",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    # The model library costs seconds to import, so each name is fetched when it is used.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
