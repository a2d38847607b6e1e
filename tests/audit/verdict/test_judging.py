"""The verdicts of single attributes, and what the sentences say of them."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups, verdicts
from fairlab.audit.verdict import RULES, Limits
from tests.audit.verdict.worlds import audit_of, flips_of

EQUAL = {"f": [900, 100, 100, 100], "m": [1800, 200, 200, 200]}
# 4 of 10 flags of f are right, 8 of 10 of m; recall is the same.
UNFAIR = {"f": [880, 120, 80, 80], "m": [980, 20, 80, 80]}
# Nearly every flag is right in both groups, and 12 bad events say little of recall.
FEW = {"f": [980, 0, 7, 5], "m": [9000, 10, 800, 200]}
AGAINST_F = {"f": (40, 2), "m": (3, 50)}


def judged(audit, *more, **settings):
    (row,) = verdicts(audit, *more, **settings).to_dict("records")
    return row


def test_a_sure_and_large_difference_is_significant_against_the_burdened_group():
    row = judged(audit_of(sex=UNFAIR))
    assert (row["verdict"], row["against"], row["measure"]) == ("significant", "f", "precision")
    assert row["sentence"].startswith(
        "Significant, against f: its precision is 0.400, that of m 0.800, so more of its flags are "
        "false (parity 0.50"
    )
    assert row["sentence"].endswith("Neither base rates nor group sizes explain it.")


def test_a_higher_recall_burdens_a_group():
    row = judged(audit_of(sex={"f": [900, 100, 60, 100], "m": [900, 100, 120, 100]}))
    assert (row["against"], row["measure"]) == ("f", "recall")
    assert "so more of its bad events are caught" in row["sentence"]


def test_a_sure_difference_that_is_small_is_limited():
    many = {"f": [0, 40000, 1, 60000], "m": [0, 35000, 1, 65000]}
    row = judged(audit_of(sex=many))
    assert row["p_holm"] < 1e-100
    assert row["parity"] == pytest.approx(1 - 60 / 65)
    assert (row["verdict"], row["against"]) == ("limited", "f")
    assert judged(audit_of(sex=many), limits=Limits(small=0.05))["verdict"] == "significant"


def test_what_holm_takes_away_and_benjamini_hochberg_leaves_is_limited():
    faint = {"f": [900, 60, 100, 40], "m": [900, 40, 100, 60]}  # precision p = 0.007
    told = verdicts(audit_of(one=faint, two=faint, three=EQUAL, four=EQUAL))
    assert (told["p_holm"][:2] > 0.05).all()
    assert (told["p_bh"][:2] < 0.05).all()
    assert told["verdict"].tolist() == ["limited", "limited", "none", "none"]


def test_a_p_that_no_correction_leaves_is_none_and_is_named():
    faint = {"f": [900, 60, 100, 40], "m": [900, 45, 100, 55]}
    told = verdicts(audit_of(one=faint, **{f"equal{i}": EQUAL for i in range(5)}))
    row = told.iloc[0]
    assert row["p"] < 0.05 < row["p_bh"]
    assert (row["verdict"], row["against"]) == ("none", "")
    assert f"(p = {row['p']:.2g}; over 12 tests" in row["sentence"]


def test_flips_that_agree_are_a_limited_sign_of_their_own():
    row = judged(audit_of(sex=EQUAL), flips_of("sex", **AGAINST_F))
    assert (row["verdict"], row["against"], row["flips_against"]) == ("limited", "f", "f")
    assert "Limited, against f, by its flips alone" in row["sentence"]
    assert "The flips point against f both ways" in row["sentence"]


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        ({"f": (40, 2), "m": (50, 3)}, "The flips contradict each other"),
        ({"f": (40, 2), "m": (9, 8)}, "The flips point against f one way only"),
        ({"f": (40, 2)}, "The flips point against f the one way that is known"),
        ({"f": (9, 8), "m": (8, 9)}, "The flips lean neither way"),
        ({"f": (0, 0), "m": (0, 0)}, "No decision changes with the attribute."),
    ],
)
def test_flips_that_do_not_agree_are_none(moves, words):
    row = judged(audit_of(sex=EQUAL), flips_of("sex", **moves))
    assert (row["verdict"], row["flips_against"]) == ("none", "")
    assert words in row["sentence"]


def test_flips_the_other_way_are_told_and_take_nothing_away():
    row = judged(audit_of(sex=UNFAIR), flips_of("sex", m=(40, 2), f=(3, 50)))
    assert (row["verdict"], row["against"], row["flips_against"]) == ("significant", "f", "m")
    assert "The flips point against m both ways" in row["sentence"]


def test_an_attribute_that_nothing_follows_is_said_to_be_changed_alone():
    flips = flips_of("sex", f=(0, 0), m=(0, 0)).assign(descendants=0)
    said = judged(audit_of(sex=EQUAL), flips)["sentence"]
    assert "Nothing was found that follows the attribute" in said


def test_base_rates_small_groups_and_weight_are_named_as_explanations():
    rare = {"f": [20, 12, 10, 8], "m": [9000, 20, 80, 80]}
    weight = pd.Series({"income": 3.0, "sex": 2.0, "debt": 0.5})
    row = judged(audit_of(sex=rare), importance=weight)
    assert (row["verdict"], row["against"], row["importance_rank"]) == ("significant", "f", 2)
    assert row["base_rate"] == pytest.approx(18 / 50)
    assert row["share"] == pytest.approx(50 / 9230)
    assert (
        "What could explain it: bad events are 20.7 times as frequent in f (36.0% against 1.7%); "
        "f has 1% of the rows; the attribute weighs in the model, as number 2 of its features."
    ) in row["sentence"]
    light = judged(audit_of(sex=rare), importance=weight.replace(2.0, 1.0))
    assert light["importance_rank"] == 2
    assert "weighs in the model" not in light["sentence"]
    unread = judged(audit_of(sex=rare), importance=weight.drop("sex"))["sentence"]
    assert unread.endswith("The model does not read the attribute.")


def test_twelve_bad_events_cannot_tell():
    row = judged(audit_of(sex=FEW))
    assert (row["verdict"], row["against"]) == ("cannot be told", "")
    assert row["because"] == "12 bad events in f, 5 of them caught"
    assert row["sentence"].startswith(
        f"Cannot be told: {row['because']} (equal groups of these sizes show a recall parity of up"
    )


def test_a_group_without_flags_cannot_tell():
    row = judged(audit_of(sex={"f": [960, 0, 12, 0], "m": [9000, 100, 900, 100]}))
    assert row["verdict"] == "cannot be told"
    assert row["because"].startswith("precision: nothing flagged in group f; fewer than two groups")


def test_a_test_that_could_not_show_anything_cannot_tell():
    row = judged(audit_of(sex={"f": [50, 50, 1, 4], "m": [50, 50, 0, 5]}))
    assert row["verdict"] == "cannot be told"
    assert row["because"].endswith("; 5 bad events in f, 4 of them caught")


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ({"f": [900, 100, 100, 100]}, "there is one group only"),
        ({"f": [900, 100, 100, 100], "m": [0, 0, 0, 0]}, "there is one group only"),
        ({"f": [0, 0, 0, 0], "m": [0, 0, 0, 0]}, "no row is in a group"),
        ({"f": [900, 0, 100, 0], "m": [900, 0, 100, 0]}, "nothing is flagged"),
        ({"f": [900, 100, 0, 0], "m": [900, 100, 0, 0]}, "there are no bad events"),
    ],
)
def test_not_applicable_says_why(groups, reason):
    row = judged(audit_of(sex=groups))
    assert (row["verdict"], row["because"]) == ("not applicable", reason)
    assert row["sentence"] == f"Not applicable, because {reason}."
    assert np.isnan(row["base_rate"])


def test_of_many_groups_the_extremes_are_held_against_each_other():
    row = judged(audit_of(town={**UNFAIR, "x": [930, 70, 80, 80]}))
    assert (row["verdict"], row["against"]) == ("significant", "f")
    assert "that of m 0.800" in row["sentence"]


def test_groups_that_are_left_out_are_named_and_are_no_reason():
    tiny, nobody = [20, 0, 2, 1], [0, 0, 0, 0]
    said = judged(audit_of(town={**EQUAL, "x": tiny, "y": nobody}))
    assert said["verdict"] == "none"
    assert said["sentence"].endswith("Too few flags or bad events to be compared: x.")
    row = judged(audit_of(town={**FEW, "x": tiny, "y": nobody}))
    assert row["because"] == "12 bad events in f, 5 of them caught"


def test_every_verdict_names_its_rule_and_every_rule_is_reached():
    told = verdicts(
        audit_of(
            significant=UNFAIR,
            small={"f": [0, 40000, 1, 60000], "m": [0, 35000, 1, 65000]},
            flips=EQUAL,
            few=FEW,
            none=EQUAL,
            alone={"f": [900, 100, 100, 100]},
        ),
        flips_of("flips", **AGAINST_F),
    )
    assert set(told["rule"]) == {rule.when for rule in RULES}
    assert told["tests"].eq(10).all()


def test_it_reads_what_an_audit_of_rows_gives():
    rng = np.random.default_rng(0)
    people = pd.DataFrame({"sex": pd.Categorical(rng.choice(["f", "m"], 2000))})
    y = rng.integers(0, 2, 2000)
    flagged = np.where(people["sex"] == "f", y, rng.integers(0, 2, 2000))
    row = judged(audit_groups(y, flagged, people))
    assert (row["verdict"], row["against"]) == ("significant", "m")


def test_nothing_to_judge_gives_no_rows():
    assert len(verdicts(audit_of())) == 0
