import pandas as pd
import pytest

from fairlab.errors import RequestError
from fairlab.replication.flip_direction import flip_sentence, lean_of


def flips_of(attribute, **moves):
    """Make flip rates of flags that are dropped and raised on leaving each group."""
    rows = [
        {"attribute": attribute, "group": group, "to": "opposite", "rate": rate, "flips": flips}
        for group, (dropped, raised) in moves.items()
        for rate, flips in (("FR2", raised), ("FR3", dropped))
    ]
    return pd.DataFrame(rows)


def towns(moves):
    """Make flips between named groups: (group, to) -> (dropped, raised)."""
    rows = [
        {"attribute": "town", "group": group, "to": to, "rate": rate, "flips": flips}
        for (group, to), both in moves.items()
        for rate, flips in zip(("FR3", "FR2"), both, strict=True)
    ]
    return pd.DataFrame(rows)


def test_the_sign_test_is_the_exact_one_of_mcnemar():
    lean = lean_of(flips_of("sex", f=(9, 1), m=(1, 9)), "sex", ["f", "m"], 0.05)
    assert [move.p for move in lean.moves] == pytest.approx([2 * 11 / 1024] * 2)
    assert (lean.against, lean.other) == ("f", "m")


@pytest.mark.parametrize(("alpha", "against"), [(0.05, "f"), (0.01, "")])
def test_both_moves_must_be_beyond_chance(alpha, against):
    flips = flips_of("sex", f=(9, 1), m=(0, 100))
    assert lean_of(flips, "sex", ["f", "m"], alpha).against == against


def test_intervals_that_overlap_are_no_sign():
    flips = flips_of("sex", f=(40, 2), m=(3, 50))
    apart = flips.assign(low=[0.0, 0.3, 0.4, 0.0], high=[0.1, 0.5, 0.6, 0.1])
    assert lean_of(apart, "sex", ["f", "m"], 0.05).against == "f"
    overlapping = apart.assign(high=[0.35, 0.5, 0.6, 0.1])
    lean = lean_of(overlapping, "sex", ["f", "m"], 0.05)
    assert (lean.against, lean.single) == ("", ("f",))


def test_expected_counts_of_drawn_twins_are_counted_as_rows():
    flips = flips_of("sex", f=(39.6, 2.3), m=(2.5, 50.1))
    assert lean_of(flips, "sex", ["f", "m"], 0.05).against == "f"


def test_of_many_groups_the_surest_pair_speaks():
    moves = {
        ("a", "b"): (30, 1),
        ("b", "a"): (1, 30),
        ("a", "c"): (60, 1),
        ("c", "a"): (1, 60),
        ("b", "c"): (9, 8),
        ("c", "b"): (8, 9),
    }
    lean = lean_of(towns(moves), "town", ["a", "b", "c"], 0.05)
    assert (lean.against, lean.other) == ("a", "c")


def test_pairs_share_the_level():
    moves = {("a", "b"): (9, 1), ("b", "a"): (1, 9)}
    assert lean_of(towns(moves), "town", ["a", "b"], 0.05).against == "a"
    more = moves | {("a", "c"): (0, 0), ("b", "c"): (0, 0)}
    assert lean_of(towns(more), "town", ["a", "b", "c"], 0.05).against == ""


def test_the_opposite_is_the_other_group_that_was_asked_about():
    both = flips_of("age", young=(9, 1), old=(1, 9))
    assert lean_of(both, "age", ["young", "old", "missing"], 0.05).against == "young"
    one = lean_of(flips_of("age", young=(9, 1)), "age", ["young", "old"], 0.05)
    assert (one.moves[0].to, one.single) == ("old", ("young",))


def test_an_attribute_without_flips_has_no_lean():
    assert lean_of(flips_of("sex", f=(9, 1)), "age", ["young", "old"], 0.05) is None


def test_two_modes_at_once_are_refused():
    flips = flips_of("sex", f=(9, 1), m=(1, 9))
    with pytest.raises(RequestError, match="two rows of FR2 for group 'f'"):
        lean_of(pd.concat([flips, flips]), "sex", ["f", "m"], 0.05)


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ({"f": (9, 1), "m": (1, 9)}, "The flips point against f both ways: leaving f for m drops"),
        ({"f": (90, 1), "m": (90, 1)}, "The flips contradict each other"),
        ({"f": (5, 5), "m": (4, 6)}, "The flips lean neither way"),
        ({"f": (0, 0), "m": (0, 0)}, "No decision changes with the attribute."),
    ],
)
def test_where_flips_point_is_said(moves, said):
    lean = lean_of(flips_of("sex", **moves), "sex", ["f", "m"], 0.05)
    assert flip_sentence(lean).startswith(said)
    assert flip_sentence(None) == ""


def test_an_attribute_that_was_changed_alone_is_said_to_be():
    flips = flips_of("sex", f=(9, 1), m=(1, 9)).assign(descendants=0)
    assert flip_sentence(lean_of(flips, "sex", ["f", "m"], 0.05)).endswith("it alone was changed.")
