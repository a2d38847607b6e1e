"""A limit that cannot be kept: the rule says the nearest that can, and says nothing of one kept."""

import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate import GroupThresholds, LinearPost, RejectOption
from fairlab.mitigate.gap_left import gap_left


def people(rows=400, seed=0):
    rng = np.random.default_rng(seed)
    man = rng.random(rows) < 0.5
    frame = pd.DataFrame({"sex": np.where(man, "m", "f"), "tall": man + rng.normal(size=rows)})
    y = (rng.random(rows) < 0.25).astype(int)
    return y, np.clip(0.3 * y + 0.2 * man + 0.4 * rng.random(rows), 0, 1), frame


@pytest.mark.parametrize("budget", [0.1, "recall"])
@pytest.mark.parametrize(
    "rule",
    [
        GroupThresholds(eps=0, gate=1, sensitive="sex"),
        RejectOption(eps=0, gate=1, sensitive="sex"),
        LinearPost(eps=0, gate=1, sensitive="sex", features=["tall"]),
    ],
)
def test_what_is_left_is_that_of_its_own_decisions(rule, budget):
    y, score, frame = people()
    rule.set_params(budget=budget, eps=0).fit(y, score, frame, {"baseline": {"recall": 0.3}})
    flagged = rule.decide(score, frame)
    recall = pd.Series(flagged[y == 1]).groupby("sex=" + frame["sex"].to_numpy()[y == 1]).mean()
    assert rule.gap_left_.asked == 0
    assert rule.gap_left_.left == pytest.approx(np.ptp(recall))
    assert rule.gap_left_.groups == pytest.approx(recall.to_dict())
    assert (
        rule.set_params(eps=0.9).fit(y, score, frame, {"baseline": {"recall": 0.3}}).gap_left_
        is None
    )


def test_no_other_split_within_the_budget_is_nearer():
    y, score, frame = people(120)
    rule = GroupThresholds(0.1, eps=0, gate=1, sensitive="sex").fit(y, score, frame)
    sexes = [np.flatnonzero(frame["sex"] == one) for one in "fm"]
    ordered = [at[np.argsort(-score[at])] for at in sexes]
    tried = [
        abs(
            y[ordered[0][:n]].sum() / y[sexes[0]].sum()
            - y[ordered[1][: 12 - n]].sum() / y[sexes[1]].sum()
        )
        for n in range(13)
    ]
    assert rule.gap_left_.left == pytest.approx(min(tried))


def test_of_another_rate_it_tells_what_is_caught_too():
    y, flagged = np.array([1, 0, 1, 1, 1, 0]), np.array([1, 1, 0, 1, 1, 0]) == 1
    sexes = {"f": np.arange(3), "m": np.arange(3, 6)}
    found = gap_left("predictive_parity", 0.1, y, flagged, sexes)
    assert (found.rate, found.left, found.groups) == ("precision", 0.5, {"f": 0.5, "m": 1.0})
    assert found.caught == {"f": 0.5, "m": 1.0}
    assert gap_left("equalized_odds", 0.5, y, flagged, sexes).rate == "false alarms"
    nobody = gap_left("predictive_parity", 0.1, y, flagged & (y > 2), sexes)
    assert np.isnan(nobody.left)
