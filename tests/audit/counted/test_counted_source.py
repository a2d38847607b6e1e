"""A table that is counted in pieces is audited as the one that is kept."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from fairlab.audit.counted.reading import source_of_chunks
from fairlab.audit.decision_source import source_of_decisions
from fairlab.audit.score_curves import along_thresholds, observed_by_score, spread_of_scores
from fairlab.audit.source_groups import audit_source, audit_tallies
from fairlab.compare.counted_comparison import compare_counted
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import decided
from fairlab.errors import DataError
from fairlab.report.audit_page import statements_about
from tests.audit.counted.toy_table import Pieces, toy_table

GROUPS = ("sex", "age", "region", "job")
FLAG = Asked(label="y", decision="flag", approve="0", groups=GROUPS)


def both(frame, asked):
    """Audit a table as it is kept, and as it is counted."""
    kept = decided("toy.parquet", asked, frame)
    source = source_of_decisions(kept, asked, "toy", "")
    counted = source_of_chunks(Pieces(frame), asked, "toy", lambda _: None)
    return kept, source, counted


def assert_same(frame, asked, rtol=1e-12, **about):
    kept, source, counted = both(frame, asked)
    wanted = statements_about(source)
    found = compare_counted(counted)
    assert len(wanted.gaps) > 10
    for name in ("gaps", "levels"):
        one, two = getattr(found, name), getattr(wanted, name)
        assert_frame_equal(one, two, rtol=rtol, atol=1e-12, **about)
    people = counted.people
    groups = audit_tallies(people.tallies, people.labelled, people.rows)
    assert_frame_equal(groups, audit_source(source), rtol=1e-12)
    assert (found.people, found.bad_events) == (wanted.people, wanted.bad_events)
    assert (counted.rows, counted.flagged) == (source.rows, source.flagged)
    assert counted.read_as == kept.read_as
    assert counted.notes[: len(kept.notes)] == kept.notes or kept.scores
    return kept, counted


@pytest.mark.slow
@pytest.mark.parametrize(
    "asked",
    [
        FLAG,
        Asked(label="y", decision="flag", approve="0", groups=GROUPS, bands={"age": (30.0, 50.0)}),
        Asked(label="y", decision="flag", approve="0", groups=("sex", "age", "region"),
              cross=(("sex", "age"), ("region", "sex")), references={"region": "south"}),
        Asked(decision="flag", approve="0", groups=GROUPS, every_pair=("region",), smallest=50),
    ],
    ids=["plain", "bands", "crosses", "without labels"],
)  # fmt: skip
def test_the_same_is_said_of_both(asked):
    assert_same(toy_table(), asked)


@pytest.mark.slow
def test_who_has_no_label_counts_in_who_is_flagged():
    frame = toy_table()
    frame.loc[frame.index < 900, "y"] = np.nan
    kept, _ = assert_same(frame, FLAG)
    assert "missing in 900 rows" in kept.notes[0]


@pytest.mark.slow
@pytest.mark.parametrize("unknown", [0, 900])
def test_scores_with_few_values_are_ranked_as_they_are(unknown):
    frame = toy_table()
    frame.loc[frame.index < unknown, "y"] = np.nan
    asked = Asked(label="y", scores=("score",), threshold=0.6, groups=GROUPS)
    _, counted = assert_same(frame, asked, rtol=1e-9)
    assert "is counted in 96 bins" in " ".join(counted.notes) or unknown


@pytest.mark.slow
def test_bins_hardly_move_what_is_said_of_scores():
    rng = np.random.default_rng(2)
    frame = toy_table(60_000)
    frame["score"] = (frame["score"] * 0.9 + 0.1 * rng.random(len(frame))).clip(0, 1)
    asked = Asked(label="y", scores=("score",), threshold=0.6, groups=GROUPS)
    _, source, counted = both(frame, asked)
    wanted = statements_about(source)
    found = compare_counted(counted)
    for name, most in (("gaps", 1e-4), ("levels", 1e-3)):  # the average precision moves most
        one, two = (getattr(each, name)[["estimate", "low", "high"]] for each in (found, wanted))
        assert np.nanmax(np.abs(one - two)) < most, name


@pytest.mark.parametrize(
    ("change", "asked", "told"),
    [
        ({}, {"weight": "score"}, "--weight needs all rows"),
        ({}, {"groups": ("sex", "gendr")}, "no column `gendr`"),
        ({"flag": [1, np.nan] * 2000}, {}, "`flag` is missing in 2,000 of 4,000 rows; leave out"),
        ({"y": [0, 1, 2, 3] * 1000}, {}, r"4 values: 0 \(1,000\), 1 \(1,000\)"),
        ({"region": [f"r{at % 300}" for at in range(4000)]}, {}, "300 levels"),
        ({"score": [np.nan] * 4000}, {"scores": ("score",)}, "missing or infinite in 4,000 rows"),
        ({}, {"references": {"sex": "x"}}, "no group 'x'"),
    ],
)
def test_what_is_wrong_is_told_with_counts(change, asked, told):
    from dataclasses import replace

    frame = toy_table().assign(**change)
    with pytest.raises(DataError, match=told):
        source_of_chunks(Pieces(frame), replace(FLAG, **asked), "toy", lambda _: None)


@pytest.mark.parametrize("cell", ["f", "x"])
def test_a_table_that_changes_while_it_is_read_is_refused(cell):
    frame, seen = toy_table(), []
    table = Pieces(frame)
    first = int((frame["sex"] == "m").argmax())

    def change(rows: int) -> None:
        seen.append(rows)
        if sum(seen) == len(frame):
            table.replace(frame.assign(sex=frame["sex"].where(frame.index != first, cell)))

    with pytest.raises(DataError, match="changed while it was read"):
        source_of_chunks(table, FLAG, "toy", change)


def test_a_table_without_rows_is_told():
    with pytest.raises(DataError, match="has no rows"):
        source_of_chunks(Pieces(toy_table().head(0)), FLAG, "toy", lambda _: None)


def test_numbers_with_two_spellings_are_one_level():
    class Spelt(Pieces):
        """Whose numbers are text."""

        def typed(self, cells):
            """Read numbers."""
            return pd.to_numeric(pd.Series(cells))

    frame = toy_table()[["flag", "job"]].astype(str)
    frame.loc[::7, "job"] += ".0"
    asked = Asked(decision="flag", approve="0", groups=("job",))
    found = source_of_chunks(Spelt(frame), asked, "toy", lambda _: None)
    assert found.people.levels["job"] == ["0", "1", "2"]


@pytest.mark.parametrize("label", ["y", None])
def test_curves_along_scores_are_those_of_the_rows(label):
    frame = toy_table()
    frame.loc[frame.index < 900, "y"] = np.nan
    asked = Asked(label=label, scores=("score",), groups=GROUPS, cross=(("sex", "job"),))
    _, kept, counted = both(frame, asked)
    curves = [along_thresholds, *([observed_by_score] if label else [])]
    for curve in curves:
        assert_frame_equal(curve(counted), curve(kept), rtol=1e-9, check_dtype=False)
    # A mean that is off in its last bit may lie in the next of the equally wide bins.
    of_group = [spread_of_scores(one).groupby(["attribute", "group"])["people"].sum()
                for one in (counted, kept)]  # fmt: skip
    assert of_group[0].to_dict() == of_group[1].to_dict()


def test_binned_curves_of_many_scores_are_close_to_those_of_the_rows():
    frame = toy_table(20_000)
    rng = np.random.default_rng(3)
    frame["score"] = (frame["score"] + rng.uniform(-0.005, 0.005, len(frame))).clip(0, 1)
    _, kept, counted = both(frame, Asked(label="y", scores=("score",), groups=("sex",)))
    wanted, found = (along_thresholds(one).groupby("group") for one in (kept, counted))
    for group, of in wanted:
        own = found.get_group(group)
        for name in ("flagged", "recall", "fpr"):
            there = np.interp(of["threshold"], own["threshold"], own[name])
            assert np.abs(there - of[name]).max() < 0.01
