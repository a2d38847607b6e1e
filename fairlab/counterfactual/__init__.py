"""Would this person have been treated otherwise? Causal twins and matched clones."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlab.counterfactual.copula import correlations
    from fairlab.counterfactual.fci import fci
    from fairlab.counterfactual.flips import flip_rates, flip_rates_of_counts
    from fairlab.counterfactual.graph import Dag, Pag
    from fairlab.counterfactual.individual import IndividualAudit, audit_individual
    from fairlab.counterfactual.knowledge import Knowledge
    from fairlab.counterfactual.modes import (
        CausalGraph,
        discovered_graph,
        given_graph,
        no_discovery,
        study_graph,
    )
    from fairlab.counterfactual.scm import StructuralModel, fit_model
    from fairlab.counterfactual.settings import Settings
    from fairlab.counterfactual.subset import choose_subset, correlations_with, shap_importance
    from fairlab.counterfactual.twins import mirrored, other_values

__all__ = [
    "CausalGraph",
    "Dag",
    "IndividualAudit",
    "Knowledge",
    "Pag",
    "Settings",
    "StructuralModel",
    "audit_individual",
    "choose_subset",
    "correlations",
    "correlations_with",
    "discovered_graph",
    "fci",
    "fit_model",
    "flip_rates",
    "flip_rates_of_counts",
    "given_graph",
    "mirrored",
    "no_discovery",
    "other_values",
    "shap_importance",
    "study_graph",
]

_HOME = {
    "CausalGraph": "modes",
    "Dag": "graph",
    "IndividualAudit": "individual",
    "Knowledge": "knowledge",
    "Pag": "graph",
    "Settings": "settings",
    "StructuralModel": "scm",
    "audit_individual": "individual",
    "choose_subset": "subset",
    "correlations": "copula",
    "correlations_with": "subset",
    "discovered_graph": "modes",
    "fci": "fci",
    "fit_model": "scm",
    "flip_rates": "flips",
    "flip_rates_of_counts": "flips",
    "given_graph": "modes",
    "mirrored": "twins",
    "no_discovery": "modes",
    "other_values": "twins",
    "shap_importance": "subset",
    "study_graph": "modes",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
