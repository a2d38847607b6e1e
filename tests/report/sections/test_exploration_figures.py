import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from fairlab.explore.bins import levels
from fairlab.explore.calendar import HOURS
from fairlab.explore.level_counts import counts
from fairlab.report.pages.drawing import FIRST, PALE, SECOND
from fairlab.report.sections.exploration_figures import absolute, dotted, listed, normalised
from tests.explore.strange import SCRIPT

pytestmark = pytest.mark.slow


def _texts(svg):
    return [node.text for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("text")]


@pytest.fixture(scope="module")
def bins():
    rng = np.random.default_rng(0)
    ages = pd.Series(np.where(rng.random(500) < 0.05, np.nan, rng.normal(50, 12, 500)))
    return counts(levels(ages), (rng.random(500) < 0.2).astype(int))


@pytest.fixture(scope="module")
def names():
    level = pd.Categorical([f"{SCRIPT} $x_1$ & more"] * 40 + ["\u611b"] * 60)
    return counts(level, np.arange(100) % 2)


def test_bins_have_ticks_at_their_edges_and_missing_values_a_bar_of_their_own(bins):
    texts = _texts(absolute(bins))
    edges = {str(level.left) for level in bins["level"][:-1]}
    assert len(edges & set(texts)) > 3
    assert texts.count("missing") == 1


def test_names_are_texts_cut_short_and_not_formulas(names):
    for svg in (absolute(names), normalised(names, 0.5)):
        texts = _texts(svg)
        assert "\u611b" in texts
        assert any(text.startswith("<script>") and text.endswith("…") for text in texts)
        assert "<script>" not in svg


def _areas(svg, stand_in):
    for path in re.findall(rf'<path d="([^"]*)"[^>]*fill:{stand_in}', svg):
        numbers = np.array(re.findall(r"[\d.]+", path), float)
        yield np.ptp(numbers[::2]) * np.ptp(numbers[1::2])


def test_positives_are_drawn_in_proportion(names):
    svg = absolute(names)
    positives, others = sorted(_areas(svg, SECOND)), sorted(_areas(svg, FIRST))
    assert positives[0] / positives[1] == pytest.approx(20 / 30, abs=0.01)
    assert others == pytest.approx(positives, rel=0.01)


def test_few_rows_are_pale_and_do_not_stretch_the_axis():
    level = pd.Categorical(["a"] * 500 + ["b"] * 2)
    svg = normalised(counts(level, np.array([1] * 25 + [0] * 475 + [1, 1])), 0.05)
    assert len(list(_areas(svg, PALE))) == 1
    assert "100 %" not in _texts(svg)


def test_values_are_dots_with_names_and_headings_without_a_dot():
    table = pd.DataFrame(
        {"name": ["sex", "f", "m"], "rate": [np.nan, 0.1, 0.2], "low": [np.nan, 0.05, 0.1],
         "high": [np.nan, 0.2, 0.3], "share": [np.nan, 0.5, 0.5]}
    )  # fmt: skip
    for svg in (dotted(table, "rate", 0.15, "%"), listed(table, "share")):
        assert [text for text in _texts(svg) if text in {"sex", "f", "m"}] == ["sex", "f", "m"]
        assert any(text.endswith(" %") for text in _texts(svg))
    assert dotted(table, "rate", 0.15).count("<use") >= 2


def test_the_same_table_gives_the_same_bytes(bins):
    assert absolute(bins) == absolute(bins)
    assert normalised(bins, 0.2) == normalised(bins, 0.2)


def test_every_third_hour_is_written_and_every_level_of_anything_else():
    hours = absolute(
        counts(pd.Categorical.from_codes(np.arange(24), list(HOURS)), np.arange(24) % 2)
    )
    assert [text for text in _texts(hours) if text in {"3", "4", "6"}] == ["3", "6"]
    letters = pd.Categorical(list("abcdefghijklmnopqrstuvwx"))
    found = _texts(absolute(counts(letters, np.arange(24) % 2)))
    assert set(letters) <= set(found)
