"""The pictures: deterministic, with the names of the tables, in the strategies' colours."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from fairlab.colours import colour
from fairlab.compare.difference_figure import difference_figure, save_figure
from fairlab.compare.front import front
from fairlab.compare.front_figure import front_figure
from fairlab.compare.paired_seeds import compare
from fairlab.compare.variation import variation
from fairlab.compare.variation_figure import variation_figure
from tests.compare.test_paired_seeds import runs_of

AUC, GAP = "test/auc", "fair.<b>$sex</b>/recall_parity"
VALUES = {"baseline": [0.70, 0.72, 0.74, 0.7], "fair_smote": [0.80, 0.82, 0.841, 0.8]}


def runs() -> pd.DataFrame:
    return runs_of(VALUES).assign(**{GAP: [0.1, 0.2, 0.1, 0.15, 0.2, 0.1, 0.3, 0.25]})


def spread() -> pd.DataFrame:
    finite = pd.DataFrame({AUC: 1e-4, GAP: 1e-3}, index=list(VALUES))
    return variation(runs().assign(vary="both"), finite, drawn=0.25)


def figures():
    return {
        "difference": difference_figure(compare(runs())),
        "front": front_figure(front(runs(), AUC, GAP), AUC, GAP),
        "variation": variation_figure(spread()),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["difference", "front", "variation"])
def test_the_same_table_gives_the_same_bytes_and_names_are_escaped(name, tmp_path):
    for copy in ("one.svg", "two.svg"):
        save_figure(figures()[name], tmp_path / copy)
    one, two = ((tmp_path / copy).read_bytes() for copy in ("one.svg", "two.svg"))
    assert one == two
    assert b"<b>" not in one


def test_a_bitmap_is_one(tmp_path):
    save_figure(difference_figure(compare(runs())), tmp_path / "figure.png")
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")


def test_strategies_have_their_colours_in_every_figure():
    made = figures()
    outline = made["front"].axes[0].lines[-1]
    assert to_hex(outline.get_color()) == colour("fair_smote")
    titles = [axes.title for axes in made["variation"].axes]
    assert [to_hex(title.get_color()) for title in titles] == [colour(name) for name in VALUES]


def test_bars_of_the_variation_add_up_to_all_of_it():
    for axes in variation_figure(spread()).axes:
        ends = {}
        for bar in axes.patches:
            ends[bar.get_y()] = max(ends.get(bar.get_y(), 0), bar.get_x() + bar.get_width())
        assert list(ends.values()) == pytest.approx([100, 100])


def test_the_front_begins_where_gaps_do_and_regions_are_closed():
    axes = front_figure(front(runs(), AUC, GAP), AUC, GAP).axes[0]
    assert axes.get_xlim()[0] == 0
    x, y = axes.lines[-1].get_data()
    np.testing.assert_allclose([x[0], y[0]], [x[-1], y[-1]])


def test_where_nothing_is_known_the_variation_is_an_empty_figure():
    assert variation_figure(spread().assign(share=np.nan)).axes[0].containers == []
