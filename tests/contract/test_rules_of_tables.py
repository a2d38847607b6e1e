"""Every decision rule on every embedded table: gaps, levels, three groups, two at once."""

import json

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.experiment.spec import RunSpec
from fairlab.experiment.steps import decided, learned_from
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate.rules import OutOfFoldScores, read_rule, write_rule
from tests.contract.embedded_tables import TABLES, embedded
from tests.mitigate.rules.budgeted import every_rule

TREE = DecisionTreeClassifier()


@pytest.fixture(scope="module", params=TABLES)
def table(request):
    """The table, a score that knows the label in part, and half of the rows."""
    data = embedded(request.param)
    rng = np.random.default_rng(0)
    group = data.groups().of(data.frame).iloc[:, 0].cat.codes.to_numpy()
    lift = 0.3 * group / max(group.max(), 1)
    score = np.clip(0.3 * data.y.to_numpy() + lift + 0.4 * rng.random(data.rows), 0, 1)
    return data, score, rng.random(data.rows) < 0.5


def fitted(kind, data, score, half):
    rule = Strategy("s", TREE, rule=kind()).ready("rule", data, seed=0, threads=1)
    held, rest = (data.rows_where(chosen) for chosen in (half, ~half))
    given = {name: {"recall": 0.5} for name in rule.needs}
    further = {}
    if getattr(rule, "wants_out_of_fold", False):
        looked = learned_from(rule, rest.frame)
        further["out_of_fold"] = OutOfFoldScores(rest.y, score[~half], looked)
    return rule.fit(held.y, score[half], learned_from(rule, held.frame), given, **further)


@pytest.mark.parametrize("kind", every_rule(), ids=lambda kind: kind.__name__)
def test_it_decides_about_everybody_and_gives_the_same_bits_again(kind, table):
    data, score, half = table
    one, again = (fitted(kind, data, score, half) for _ in range(2))
    known = json.dumps(write_rule(one))
    assert known == json.dumps(write_rule(again))
    flagged = decided(read_rule(json.loads(known)), score, data.frame)
    assert 0 < flagged.mean() < 1
    np.testing.assert_array_equal(flagged, decided(again, score, data.frame))


@pytest.mark.parametrize("kind", every_rule(), ids=lambda kind: kind.__name__)
def test_its_settings_and_its_budget_are_parameters_of_the_run(kind, table):
    data = table[0]
    params = RunSpec(Strategy("s", TREE, rule=kind()), data.identity, 0).params
    assert params["rule"] == kind.__name__
    own = kind()
    assert params.get("budget", None) == (None if not hasattr(own, "budget") else str(own.budget))
    for name in own.get_params().keys() - {"sensitive"}:
        assert f"rule__{name}" in params
