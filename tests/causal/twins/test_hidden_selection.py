"""People who were turned away: the bound by half and twice the effects."""

import pandas as pd
import pytest

from fairlab.causal import TwinSettings, audit_individual
from tests.causal.shapes import SHAPES, Trees, people

pytestmark = pytest.mark.slow


def test_where_people_were_turned_away_twice_the_effects_are_nearer_to_the_truth():
    drawn = people("selected", 6000, 0)
    model, group = Trees(drawn.train), drawn.test.frame["a"].astype(str)
    flips = model.predict(drawn.test.frame) != model.predict(drawn.twins)
    true = pd.Series(flips).groupby(group.to_numpy()).mean()
    how = TwinSettings("given", graph=SHAPES["selected"].dag, replicates=0)
    rates = audit_individual(drawn.train, drawn.test, model, "a", how).rates
    first = rates[rates["rate"] == "FR1"].set_index("group")
    assert (first["halved"] < first["value"]).all()
    assert (first["value"] < true).all()
    assert ((first["doubled"] - true).abs() < (first["value"] - true).abs() / 2).all()
