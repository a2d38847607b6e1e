"""The causal core beside DoWhy and causal-learn: make oracles; skipped where they are missing."""

import numpy as np
import pandas as pd
import pytest

from fairlab.causal.discovery.fci import fci
from fairlab.causal.scm.structural_model import fit_model
from tests.causal.discovery.test_fci import POPULATION, named
from tests.causal.random_graphs import random_model
from tests.causal.scm.test_structural_model import DAG, linear


def test_the_skeleton_is_the_one_of_causal_learn():
    pytest.importorskip("causallearn")
    rng = np.random.default_rng(2)
    same_marks = []
    for _ in range(60):
        correlations, _ = random_model(rng, degree=2.0)
        ours = fci(named(correlations), POPULATION, bound=6).pag
        graph = _graph_of_causal_learn(correlations)
        assert ((graph != 0) == (ours.marks != 0)).all()
        same_marks.append((_translated(graph) == ours.marks).all())
    assert np.mean(same_marks) > 0.9


def _graph_of_causal_learn(correlations):
    from causallearn.search.ConstraintBased.FCI import fci as theirs
    from causallearn.utils import cit

    class Oracle(cit.CIT_Base):
        def __init__(self, data, **_):
            self.method = "oracle"

        def __call__(self, x, y, given=None):
            names = [x, y, *(given or [])]
            precision = np.linalg.inv(correlations[np.ix_(names, names)])
            r = precision[0, 1] / np.sqrt(precision[0, 0] * precision[1, 1])
            return float(abs(r) < 2e-10)

    cit.register_ci_test("oracle", Oracle)
    rows = np.random.default_rng(0).normal(size=(50, len(correlations)))
    return theirs(rows, "oracle", 0.5, show_progress=False, verbose=False)[0].graph


def _translated(graph):
    """Their matrix holds at [i, j] the mark at i: -1 a tail, 1 an arrow, 2 a circle."""
    return np.vectorize({0: 0, 2: 1, 1: 2, -1: 3}.get)(graph).T


def test_the_twins_are_those_of_dowhy_on_the_same_mechanisms():
    pytest.importorskip("dowhy")
    import networkx as nx
    from dowhy import gcm

    frame = linear()
    frame["z"] = (frame["z"] > 0.5).astype(int)
    model = fit_model(frame, DAG, "a", "additive")

    class Same(gcm.ml.PredictionModel):
        def __init__(self, mechanism, causes):
            self.mechanism, self.causes = mechanism, causes

        def fit(self, X, Y):
            pass

        def predict(self, X):
            parents = pd.DataFrame(X.astype(float), columns=self.causes)
            design = self.mechanism.design_.transform(parents)
            return self.mechanism.regression_.predict(design).reshape(-1, 1)

        def clone(self):
            return Same(self.mechanism, self.causes)

    theirs = gcm.InvertibleStructuralCausalModel(nx.DiGraph(DAG.edges))
    kinds = {"x": gcm.AdditiveNoiseModel, "z": gcm.DiscreteAdditiveNoiseModel}
    for node in ("a", "w"):
        theirs.set_causal_mechanism(node, gcm.EmpiricalDistribution())
    for node, kind in kinds.items():
        causes = list(DAG.parents[node])
        theirs.set_causal_mechanism(node, kind(Same(model.mechanisms[node], causes)))
    gcm.fit(theirs, frame)
    other = gcm.counterfactual_samples(theirs, {"a": lambda a: 1 - a}, observed_data=frame)
    [twins] = model.twins(frame, 1 - frame["a"])
    for node in ("x", "z"):
        assert np.abs(twins[node] - other[node].astype(float)).max() < 1e-12
