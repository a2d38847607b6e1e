"""Would this person have been treated otherwise? Causal twins and matched clones."""

from typing import TYPE_CHECKING

from fairlab.lazy_names import lazily

if TYPE_CHECKING:
    from fairlab.causal.audited import IndividualAudit as IndividualAudit
    from fairlab.causal.causal_graph import CausalGraph as CausalGraph
    from fairlab.causal.discovery.copula import correlations as correlations
    from fairlab.causal.discovery.knowledge import Knowledge as Knowledge
    from fairlab.causal.discovery.modes import discovered_graph as discovered_graph
    from fairlab.causal.discovery.subset import choose_subset as choose_subset
    from fairlab.causal.effects import audit_individual as audit_individual
    from fairlab.causal.graph import Dag as Dag
    from fairlab.causal.scm.structural_model import fit_model as fit_model
    from fairlab.causal.twin_settings import TwinSettings as TwinSettings
    from fairlab.causal.twins.flips import flip_rates as flip_rates
    from fairlab.causal.twins.other_values import mirrored as mirrored

_HOME = {
    "CausalGraph": "causal_graph",
    "Dag": "graph",
    "IndividualAudit": "audited",
    "Knowledge": "discovery.knowledge",
    "TwinSettings": "twin_settings",
    "audit_individual": "effects",
    "choose_subset": "discovery.subset",
    "correlations": "discovery.copula",
    "discovered_graph": "discovery.modes",
    "fit_model": "scm.structural_model",
    "flip_rates": "twins.flips",
    "mirrored": "twins.other_values",
}

__getattr__ = lazily(__name__, _HOME)
