"""The record of runs, kept in MLflow; nothing else in fairlab knows MLflow."""

from fairlab.lazy_names import lazily

_HOME = {
    "AuditIdentity": "run_identity",
    "ModelFiles": "run_result",
    "RunResult": "run_result",
    "Ledger": "ledger",
    "Store": "store",
    "open_store": "store",
    "repair": "dead_runs",
}

__getattr__ = lazily(__name__, _HOME)
