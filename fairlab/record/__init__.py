"""The record of runs, kept in MLflow; nothing else in fairlab knows MLflow."""

from importlib import import_module
from typing import Any

_HOME = {
    "AuditIdentity": "run_identity",
    "ModelFiles": "run_result",
    "RunResult": "run_result",
    "Ledger": "ledger",
    "Store": "store",
    "open_store": "store",
    "repair": "dead_runs",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
