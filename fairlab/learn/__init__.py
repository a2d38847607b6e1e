"""The tuned gradient-boosted model: search spaces, tuners, encoding."""

from fairlab.lazy_names import lazily

_HOME = {
    "AdversarialXGB": "adversarial_xgb",
    "AveragePrecisionXGB": "auprc_xgb",
    "LagrangianXGB": "lagrangian_xgb",
    "PrejudiceRemoverXGB": "prejudice_remover_xgb",
    "ReducedXGB": "reduced_xgb",
    "TunedXGB": "model",
    "TableEncoder": "encode",
    "Range": "hyperparameter_range",
    "SPACES": "spaces",
    "published": "spaces",
}
__all__ = [*_HOME]

__getattr__ = lazily(__name__, _HOME)
