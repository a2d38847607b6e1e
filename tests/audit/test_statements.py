"""Families of statements: pairing, bands, exactness where few, and joint coverage."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.margins import Margins
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.registry import accuracy_metrics
from fairlab.audit.statements import COLUMNS, accuracy_of, audit_of, changes_against, gaps_left
from fairlab.stats.answers import ALIKE, OPEN, UNDEFINED
from fairlab.stats.exact_difference import exact_difference
from tests.audit.judged import judged

DATA = judged(2000)
FOUND = basic_statistics(DATA)


def test_identical_strategies_change_exactly_nothing():
    same = replace(
        DATA,
        decisions=dict.fromkeys(["one", "two"], DATA.decisions["plain"]),
        scores=dict.fromkeys(["one", "two"], DATA.scores["plain"]),
    )
    found = changes_against(basic_statistics(same), "one")
    ratio = found["metric"].isin(["selection_rate", "approval_rate"])
    nothing = np.where(ratio, 1.0, 0.0)
    for column in ("estimate", "low", "high"):
        np.testing.assert_array_equal(found[column], nothing)
    assert set(found["answer"]) == {ALIKE}
    assert len(found) == len(accuracy_metrics()) + 7 * 4


def test_pairing_narrows_changes():
    change = changes_against(FOUND, "plain", metrics=["recall"])
    gap = audit_of(FOUND, "plain", metrics=["recall"])
    paired = change[change["attribute"] != ""]["se"].to_numpy()
    assert (paired < np.sqrt(2) * gap["se"].to_numpy() * 0.9).all()


def test_a_change_is_what_two_gaps_differ_by():
    change = changes_against(FOUND, "plain").query("attribute != ''").reset_index()
    left, first = gaps_left(FOUND, "plain"), audit_of(FOUND, "plain")
    ratio = left["kind"] == "ratio"
    expected = np.where(
        ratio, left["estimate"] / first["estimate"], left["estimate"] - first["estimate"]
    )
    np.testing.assert_allclose(change["estimate"], expected)
    assert set(left["family"]) == {"gaps left"}


def test_bands_are_so_many_standard_errors_wide():
    found = audit_of(FOUND, "plain")
    difference = found[found["kind"] == "gap"]
    np.testing.assert_allclose(
        difference["high"] - difference["low"], 2 * difference["critical"] * difference["se"]
    )
    ratio = found[found["kind"] == "ratio"]
    np.testing.assert_allclose(
        np.log(ratio["high"] / ratio["low"]), 2 * ratio["critical"] * ratio["se"]
    )
    assert list(found.columns) == COLUMNS


def test_groups_that_change_places_turn_the_sign():
    one = audit_of(FOUND, "plain", metrics=["recall", "selection_rate"]).iloc[:2]
    swapped = replace(DATA, groups=DATA.groups.replace({"sex": {"f": "m", "m": "f"}}))
    two = audit_of(basic_statistics(swapped), "plain", metrics=["recall", "selection_rate"]).iloc[
        :2
    ]
    assert two["low"][0] == pytest.approx(-one["high"][0], rel=1e-3)
    assert two["low"][1] == pytest.approx(1 / one["high"][1], rel=1e-3)


SMALL = replace(DATA, groups=DATA.groups.assign(sex=np.where(np.arange(2000) < 40, "f", "m")))


def test_few_have_exact_bands_of_mean_counts_at_their_share_of_the_level():
    found = audit_of(basic_statistics(SMALL), "plain", metrics=["recall"])
    assert found["few"].tolist() == [True, False, False, False]
    mean, bad = DATA.decisions["plain"].mean(axis=0), DATA.y == 1
    group = SMALL.groups["sex"].to_numpy() == "f"
    (hits, size), (others, rest) = (
        (mean[side].sum(), side.sum()) for side in (bad & group, bad & ~group)
    )
    level = 1 - 0.05 / 4
    least = exact_difference(int(np.floor(hits)), size, int(np.ceil(others)), rest, level)
    most = exact_difference(int(np.ceil(hits)), size, int(np.floor(others)), rest, level)
    assert found.loc[0, ["low", "high"]].tolist() == [least.low, most.high]
    assert found["note"][0] == "exact, by counts (means over the seeds)"
    assert found["answer"][0] == OPEN
    assert found["largest_possible"][0] == max(least.low, most.high, key=abs)
    assert found["level"].tolist() == pytest.approx([0.05 / 4, *[0.05 * 3 / 4] * 3])


def test_what_has_no_exact_test_is_open_without_a_band():
    made = basic_statistics(SMALL)
    change = changes_against(made, "plain", metrics=["recall"])
    found = pd.concat([audit_of(made, "plain", metrics=["rank"]), change])
    several = replace(SMALL, persons=np.append(np.arange(1999), 1998))
    found = pd.concat([found, audit_of(basic_statistics(several), "plain", metrics=["recall"])])
    few = found[found["few"]]
    assert few["metric"].tolist() == ["rank", "recall", "recall"]
    assert set(few["answer"]) == {OPEN}
    assert set(few["note"]) == {"too few for a band"}
    assert few[["low", "high", "largest_possible", "people_needed"]].isna().all(axis=None)


def test_a_share_of_nothing_has_no_normal_band():
    flags = {"plain": DATA.decisions["plain"] * (DATA.groups["sex"] == "m").to_numpy()}
    found = audit_of(basic_statistics(replace(DATA, decisions=flags, scores={})), "plain")
    of_sex = found[found["attribute"] == "sex"].set_index("metric")
    assert of_sex["few"][["recall", "selection_rate"]].all()
    assert of_sex["answer"]["precision"] == UNDEFINED
    assert of_sex["note"]["precision"] == "nothing flagged"
    assert np.isfinite(found[~found["few"] & (found["metric"] != "precision")]["low"]).all()


@pytest.mark.parametrize(("flag", "note"), [(0, "nothing flagged"), (1, "everything flagged")])
def test_where_all_are_decided_about_alike_recall_is_not_called_alike(flag, note):
    alike = {"plain": np.full_like(DATA.decisions["plain"], flag)}
    one_score = {"plain": np.full(alike["plain"].shape, 0.3)}
    found = audit_of(basic_statistics(replace(DATA, decisions=alike, scores=one_score)), "plain")
    of_sex = found[found["attribute"] == "sex"].set_index("metric")
    asked = ["recall", "fpr", "rank"]
    assert of_sex.loc[asked, "answer"].tolist() == [UNDEFINED] * 3
    assert of_sex.loc[asked, "note"].tolist() == [note, note, "all scores tie"]


def test_a_level_has_a_band_and_no_answer():
    found = accuracy_of(FOUND, "plain")
    assert set(found["answer"]) == {""}
    assert (found["low"] < found["estimate"]).all()
    assert found[["value_rest", "largest_possible", "people_needed"]].isna().all(axis=None)


def test_margins_decide_what_is_alike():
    wide = audit_of(FOUND, "plain", margins=Margins(gap=0.9, ratio=0.1))
    assert set(wide["answer"]) == {ALIKE}
    assert wide[wide["low"] > 0]["note"][wide["kind"] == "gap"].str.contains("not 0").all()
    narrow = audit_of(FOUND, "plain", margins=Margins(gap=1e-6, ratio=1 - 1e-6))
    assert ALIKE not in set(narrow["answer"])
    assert OPEN in set(narrow["answer"])


def test_models_that_disagree_widen_bands_of_one_seed():
    one = judged(2000, seeds=1)
    women = (one.groups["sex"] == "f").to_numpy()  # of whom every other model flags nobody
    flagged = one.decisions["plain"] * ~(women & (one.folds % 2 == 0))
    calm, wild = (
        audit_of(basic_statistics(replace(one, decisions={"plain": made})), "plain")
        for made in (one.decisions["plain"], flagged.astype(np.int8))
    )
    assert np.isinf(calm["df"]).mean() > 0.5
    of_women = (wild["attribute"] == "sex") & wild["metric"].isin(["recall", "fpr"])
    assert np.isfinite(wild["df"][of_women]).all()
    assert (wild["se"][of_women] > 2 * calm["se"][of_women]).all()


def test_a_strategy_that_is_none_is_refused():
    with pytest.raises(LookupError, match="'nobody' is not among plain, fair"):
        changes_against(FOUND, "nobody")


def test_no_statements_are_an_empty_table():
    found = gaps_left(basic_statistics(judged(strategies=1)), "plain")
    assert list(found.columns) == COLUMNS
    assert len(found) == 0


def equal_groups(rng: np.random.Generator, n: int = 3000) -> OutOfFold:
    """Draw people whose groups are alike: every gap is truly 0."""
    groups = pd.DataFrame({name: rng.choice(list("ab"), n) for name in ("sex", "age", "town")})
    y = (rng.random(n) < 0.2).astype(int)
    score = rng.normal(size=(1, n)) + y
    folds = (rng.permutation(n) % 5)[None]
    return OutOfFold(y, groups, folds, {"plain": (score > 0.5).astype(int)}, {"plain": score})


def test_twice_the_rows_narrow_every_band_by_the_root_of_two():
    twice = np.repeat(np.arange(2000), 2)
    more = replace(
        DATA,
        y=DATA.y[twice],
        groups=DATA.groups.iloc[twice],
        folds=DATA.folds[:, twice],
        decisions={name: made[:, twice] for name, made in DATA.decisions.items()},
        scores={name: made[:, twice] for name, made in DATA.scores.items()},
    )
    rates = ["recall", "precision", "fpr", "rank"]
    one = changes_against(FOUND, "plain", metrics=rates)
    two = changes_against(basic_statistics(more), "plain", metrics=rates)
    by_people = np.isinf(one["df"]) & np.isinf(two["df"]) & (one["metric"] != "auprc")
    assert by_people.sum() > 5
    np.testing.assert_allclose(one["estimate"], two["estimate"], atol=1e-9)
    np.testing.assert_allclose(one["se"][by_people], two["se"][by_people] * np.sqrt(2), rtol=1e-6)


def test_what_an_open_statement_needs_depends_on_its_width_alone():
    found = audit_of(FOUND, "plain", margins=Margins(gap=0.05))
    gap = found[(found["kind"] == "gap") & (found["answer"] == OPEN)]
    half = (gap["high"] - gap["low"]) / 2
    np.testing.assert_allclose(gap["people_needed"], np.ceil(2000 * (half / 0.025) ** 2))
    assert len(gap) > 0
    assert found[found["answer"] != OPEN]["people_needed"].isna().all()


@pytest.mark.slow
def test_bands_of_a_family_hold_the_truth_at_once():
    rng, cases = np.random.default_rng(0), 100
    held = []
    for _ in range(cases):
        found = audit_of(
            basic_statistics(equal_groups(rng)),
            "plain",
            metrics=["recall", "precision", "fpr", "rank"],
        )
        held.append(bool(((found["low"] <= 0) & (found["high"] >= 0)).all()))
    assert 0.93 < np.mean(held) < 1.0
