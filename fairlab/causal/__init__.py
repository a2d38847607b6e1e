"""Would this person have been treated otherwise? Causal twins and matched clones."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlab.causal.audited import IndividualAudit
    from fairlab.causal.causal_graph import CausalGraph
    from fairlab.causal.discovery.copula import correlations
    from fairlab.causal.discovery.fci import fci
    from fairlab.causal.discovery.knowledge import Knowledge
    from fairlab.causal.discovery.modes import (
        discovered_graph,
        given_graph,
        no_discovery,
        study_graph,
    )
    from fairlab.causal.discovery.subset import choose_subset
    from fairlab.causal.effects import audit_individual
    from fairlab.causal.graph import Dag, Pag
    from fairlab.causal.scm.structural_model import StructuralModel, fit_model
    from fairlab.causal.twin_settings import TwinSettings
    from fairlab.causal.twins.flips import flip_rates, flip_rates_of_counts
    from fairlab.causal.twins.other_values import mirrored, other_values

__all__ = [
    "CausalGraph",
    "Dag",
    "IndividualAudit",
    "Knowledge",
    "Pag",
    "StructuralModel",
    "TwinSettings",
    "audit_individual",
    "choose_subset",
    "correlations",
    "discovered_graph",
    "fci",
    "fit_model",
    "flip_rates",
    "flip_rates_of_counts",
    "given_graph",
    "mirrored",
    "no_discovery",
    "other_values",
    "study_graph",
]

_HOME = {
    "CausalGraph": "causal_graph",
    "Dag": "graph",
    "IndividualAudit": "audited",
    "Knowledge": "discovery.knowledge",
    "Pag": "graph",
    "TwinSettings": "twin_settings",
    "StructuralModel": "scm.structural_model",
    "audit_individual": "effects",
    "choose_subset": "discovery.subset",
    "correlations": "discovery.copula",
    "discovered_graph": "discovery.modes",
    "fci": "discovery.fci",
    "fit_model": "scm.structural_model",
    "flip_rates": "twins.flips",
    "flip_rates_of_counts": "twins.flips",
    "given_graph": "discovery.modes",
    "mirrored": "twins.other_values",
    "no_discovery": "discovery.modes",
    "other_values": "twins.other_values",
    "study_graph": "discovery.modes",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
