"""Decisions that a seed changes, against a plain loop."""

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.decisions import changed_decisions, decisions_sentence


def seeds(number: int, rows: int = 50) -> dict[int, pd.DataFrame]:
    rng = np.random.default_rng(0)
    y = rng.random(rows) < 0.3
    return {s: pd.DataFrame({"y": y, "flagged": rng.random(rows) < 0.4}) for s in range(number)}


def test_every_pair_is_counted_as_a_loop_counts_it():
    made = seeds(4)
    found = changed_decisions(made)
    assert len(found) == 6
    for row in found.itertuples():
        pairs = zip(made[row.seed]["flagged"], made[row.other]["flagged"], strict=True)
        changed = [one != other for one, other in pairs]
        positives = [c and y for c, y in zip(changed, made[0]["y"], strict=True)]
        assert (row.changed, row.changed_positives) == (sum(changed), sum(positives))
        assert (row.positives, row.flagged) == (made[0]["y"].sum(), made[row.seed]["flagged"].sum())


def test_other_test_parts_are_not_compared():
    made = seeds(2)
    with pytest.raises(ValueError, match="other test sets"):
        changed_decisions({0: made[0], 1: made[1].assign(y=~made[1]["y"])})
    with pytest.raises(ValueError, match="other test sets"):
        changed_decisions({0: made[0], 1: made[1].head(9)})


def test_one_seed_has_nothing_to_differ_from():
    found = changed_decisions(seeds(1))
    assert found.empty
    assert decisions_sentence("baseline", found) == ""


def test_the_sentence_gives_the_range():
    rows = pd.DataFrame({"changed": [10, 30, 20]}).assign(rows=1000, positives=40)
    assert "20 of 1,000 decisions (median; 10 to 30), beside 40" in decisions_sentence("a", rows)
