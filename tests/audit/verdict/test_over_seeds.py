import pandas as pd
import pytest

from fairlab.audit import verdicts, verdicts_over_seeds
from fairlab.audit.verdict import Limits
from tests.audit.verdict.worlds import audit_of


def told(*outcomes):
    rows = [
        {
            "seed": seed,
            "attribute": "age",
            "verdict": verdict,
            "against": against,
            "sentence": f"{verdict}.",
        }
        for seed, (verdict, against) in enumerate(outcomes)
    ]
    return pd.DataFrame(rows)


def summed(frame, **settings):
    (row,) = verdicts_over_seeds(frame, **settings).to_dict("records")
    return row


def test_eight_of_ten_are_stable():
    row = summed(told(*[("limited", "young")] * 8, *[("none", "")] * 2))
    assert (row["verdict"], row["against"], row["because"]) == ("limited", "young", "")
    assert row["sentence"] == "In 8 of 10 seeds. limited."
    assert (row["seeds"], row["limited"], row["none"], row["significant"]) == (10, 8, 2, 0)


def test_six_to_four_cannot_be_told():
    row = summed(told(*[("limited", "young")] * 6, *[("none", "")] * 4))
    assert (row["verdict"], row["against"]) == ("cannot be told", "")
    assert row["sentence"] == (
        "Cannot be told: seeds disagree 6 to 4 (limited against young in 6, none in 4)."
    )


def test_the_same_verdict_against_different_groups_is_disagreement():
    row = summed(told(*[("significant", "young")] * 5, *[("significant", "old")] * 5))
    assert row["because"] == "seeds disagree 5 to 5"


@pytest.mark.parametrize("seeds", [1, 2])
def test_one_or_two_seeds_show_no_stability(seeds):
    row = summed(told(*[("none", "")] * seeds))
    assert (row["verdict"], row["because"]) == ("cannot be told", f"{seeds} of at least 3 seeds")
    assert summed(told(*[("none", "")] * seeds), limits=Limits(seeds=1))["verdict"] == "none"


def test_it_reads_what_verdicts_gives():
    audit = audit_of(
        age={"young": [880, 120, 80, 80], "old": [980, 20, 80, 80]},
        sex={"f": [900, 100, 100, 100], "m": [900, 100, 100, 100]},
    )
    frame = pd.concat([verdicts(audit).assign(seed=seed) for seed in range(3)])
    over = verdicts_over_seeds(frame)
    assert over[["attribute", "verdict", "against"]].to_numpy().tolist() == [
        ["age", "significant", "young"],
        ["sex", "none", ""],
    ]
