"""A comparison becomes a file, the same each time."""

import pytest

from fairlab.compare.comparison_figure import comparison_figure
from fairlab.compare.plain_figure import save_figure
from tests.compare.toy_people import people, toy_comparison

pytestmark = pytest.mark.slow


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_it_is_the_same_file_each_time(tmp_path, suffix):
    comparison = toy_comparison(seeds=1)
    paths = [tmp_path / f"{name}.{suffix}" for name in "ab"]
    for path in paths:
        save_figure(comparison_figure(comparison), path)
    first, second = (path.read_bytes() for path in paths)
    assert first == second
    assert len(first) > 5000


def test_a_panel_shows_accuracy_and_one_the_gaps():
    figure = comparison_figure(toy_comparison("baseline", "fair", "blind", seeds=1))
    left, right = figure.axes
    assert "auc" in [label.get_text() for label in left.get_yticklabels()]
    assert right.get_yticklabels()[0].get_text() == "sex"
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["baseline", "fair", "blind"]


def test_one_strategy_has_a_figure_too(tmp_path):
    save_figure(comparison_figure(toy_comparison("baseline", seeds=1)), tmp_path / "a.svg")
    assert (tmp_path / "a.svg").stat().st_size > 5000


@pytest.mark.slow
def test_names_that_look_like_formulas_are_drawn_as_they_are(tmp_path):
    about = people().rename(columns={"group.sex": "group.$x^", "group.age": "group.sex"})
    about["group.sex"] = about["group.$x^"]
    save_figure(comparison_figure(toy_comparison(about=about, seeds=1)), tmp_path / "a.svg")
    assert (tmp_path / "a.svg").stat().st_size > 5000
