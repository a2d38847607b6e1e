"""Names beside a figure leave room for it."""

import pytest

from fairlab.report.sections.marks import LONGEST, in_lines, room


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("", [""]),
        ("gender: female", ["gender: female"]),
        ("calculated_age precision parity", ["calculated_age", "precision parity"]),
        ("focumcheck_statpc4index: <= 100", ["focumcheck_statpc4index:", "<= 100"]),
    ],
)
def test_a_name_is_broken_before_what_is_said_of_it(name, lines):
    assert in_lines(name).split("\n") == lines


@pytest.mark.parametrize("name", ["x" * 500, "long words " * 50])
def test_no_name_takes_more_than_two_lines(name):
    lines = in_lines(name).split("\n")
    assert len(lines) == 2
    assert max(map(len, lines)) <= LONGEST
    assert "…" in lines[0]


def test_figures_with_long_names_are_higher():
    assert room(["a" * 20 + " " + "b" * 20] * 3, 0.2) > room(["a"] * 3, 0.2)
    assert room(["a" * 20 + " " + "b" * 20] * 3, 0.9) == room(["a"] * 3, 0.9)
