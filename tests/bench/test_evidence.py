"""The simulations of docs/evidence.md in small: what a wrong variance would break, holds."""

import numpy as np
import pandas as pd
import pytest

from bench import pages
from bench.evidence import __main__ as evidence
from bench.evidence import equal_strategies, few_events
from bench.evidence.covering import alike_at_margin, coverage, covered
from bench.evidence.figures import beyond, row
from bench.evidence.linear_coverage import one_table
from bench.evidence.people import DESIGNS, Linear, draw_people, judged
from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statements import audit_of
from fairlab.stats.answers import ALIKE


def test_the_page_holds_what_was_simulated():
    table = pd.read_csv(evidence.CSV)
    assert list(table) == ["simulation", *evidence.COLUMNS]
    assert set(table["simulation"]) == set(evidence.names())
    assert pages.between_marks(evidence.PAGE) == evidence.laid_out(table)


def test_a_figure_has_the_error_of_a_mean():
    of_one = row("of", "setting", "figure", [0.3])
    assert of_one["value"] == 0.3
    assert np.isnan(of_one["error"])
    assert row("of", "setting", "figure", [0, 1, 0, 1])["error"] == pytest.approx(np.sqrt(1 / 12))
    assert row("of", "setting", "figure", [0, 0, 0, 0])["error"] == 0.25


def test_a_ratio_of_one_and_a_difference_of_nothing_are_not_beyond():
    found = pd.DataFrame(
        {
            "metric": ["recall", "recall", "selection_rate", "selection_rate", "auc"],
            "attribute": ["sex", "sex", "sex", "sex", ""],
            "low": [-0.1, 0.01, 0.9, 1.01, -0.1],
            "high": [0.1, 0.2, 1.1, 1.2, -0.01],
        }
    )
    assert beyond(found).tolist() == [False, True, False, True, True]


@pytest.mark.parametrize("design", DESIGNS)
def test_nobody_is_judged_by_a_model_that_saw_them(design):
    people = draw_people(np.random.default_rng(0), 400)
    seen = []

    class Watched(Linear):
        def judge(self, people, rows, rng):
            seen.append(rows)
            return super().judge(people, rows, rng)

    data = judged(people, {"one": Watched()}, design, 2, 0)
    tested = [np.flatnonzero(of == at) for of in data.folds for at in range(data.folds.max() + 1)]
    assert len(seen) == len(tested)
    for learned, of in zip(seen, tested, strict=True):
        assert not set(learned) & set(of)
        if design == "rolling origin":
            assert learned.max() < of.min()


def test_coverage_counts_what_bands_hold():
    rng = np.random.default_rng(0)
    tables = []
    for _ in range(400):
        value = 0.4 + 0.1 * rng.normal(size=2)
        about = {"strategy": "s", "attribute": "a", "group": ["f", "g"], "rest": "m"}
        ends = {"low": value - 0.196, "high": value + 0.196, "critical": 1.96}
        tables.append(pd.DataFrame({**about, "metric": "recall", "estimate": value, "se": 0.1,
                                    "df": np.inf, **ends}))  # fmt: skip
    found = covered(tables)
    both, one = (each["value"] for each in coverage("of", "setting", found)[:2])
    assert one == pytest.approx(0.95, abs=0.02)
    assert both == pytest.approx(0.9025, abs=0.03)
    alone, either = (each["value"] for each in alike_at_margin("of", "setting", found))
    assert alone == pytest.approx(0.025, abs=0.015)
    assert either == pytest.approx(0.05, abs=0.025)


@pytest.mark.slow
@pytest.mark.parametrize("design", ["folds", "holdout, fixed test part"])
def test_two_equal_strategies_rarely_differ(design):
    setting = design, 5, "restless"
    sweeps = [equal_strategies.one_sweep(setting, table) for table in range(500, 515)]
    _, outside, share = np.array(sweeps, float).T
    assert outside.sum() <= 3
    assert share.mean() <= 0.01


@pytest.mark.slow
def test_variances_are_those_of_tables_drawn_anew():
    tables = [one_table(("folds", 2000, 1, False), table) for table in range(30)]
    for family in ("gaps", "changes"):
        stacked = pd.concat([one[family].assign(table=at) for at, one in enumerate(tables)])
        of_rates = stacked[stacked["metric"].isin(["recall", "precision", "rank"])]
        each = of_rates.groupby(["attribute", "group", "metric"])
        ratio = each["se"].apply(lambda se: (se**2).mean()) / each["estimate"].var()
        assert 1.1 < ratio.mean() < 1.6


def caught(recall: float, seeds: int, rng: np.random.Generator) -> OutOfFold:
    """Draw people of whom the women are caught so often and the men in .4, by every seed alike."""
    n = 4000
    woman, y = rng.random(n) < 0.5, (rng.random(n) < 0.4).astype(int)
    flagged = (rng.random(n) < np.where(y == 1, np.where(woman, recall, 0.4), 0.05)).astype(int)
    folds = np.array([rng.permutation(n) % 5 for _ in range(seeds)])
    sex = pd.DataFrame({"sex": np.where(woman, "f", "m")})
    return OutOfFold(y, sex, folds, {"plain": np.tile(flagged, (seeds, 1))})


@pytest.mark.slow
def test_a_difference_of_the_margin_is_rarely_called_alike():
    rng, said = np.random.default_rng(0), {0.5: [], 0.4: []}
    for recall, found in said.items():
        for _ in range(80):
            data = basic_statistics(caught(recall, 4, rng))
            found.append(audit_of(data, "plain", metrics=["recall"])["answer"][0] == ALIKE)
    assert sum(said[0.5]) <= 0.05 * 80
    assert sum(said[0.4]) >= 0.7 * 80


@pytest.mark.slow
@pytest.mark.parametrize("bad", [5, 26])
def test_a_small_group_that_is_alike_rarely_differs(bad):
    cases = [few_events.one_audit(bad, 0.1, case) for case in range(1000, 1040)]
    assert sum(case["family"] for case in cases) <= 4
