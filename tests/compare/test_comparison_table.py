"""The comparison as a person reads it."""

import io
from itertools import pairwise

import pandas as pd
import pytest
from rich.console import Console

from fairlab.compare.comparison_table import comparison_table, markdown, verdict_sentence
from fairlab.compare.paired_seeds import compare
from tests.compare.test_paired_seeds import runs_of


def printed(table: pd.DataFrame, above: pd.DataFrame | None = None) -> str:
    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    with console.file:
        console.print(comparison_table(table, "title", above))
        return console.export_text()


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_legend_fills_the_lines_of_whatever_it_is_printed_to(width):
    found = compare(runs_of({"baseline": [0.70, 0.72, 0.74], "other": [0.80, 0.82, 0.841]}))
    text = io.StringIO()
    Console(width=width, file=text).print(comparison_table(found, "title"))
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    room = max(len(line) for line in lines if "─" in line)
    (first,) = [at for at, line in enumerate(lines) if line.startswith("mean ±")]
    legend = [line for line in lines[first:] if line]
    assert len(legend) > 3
    for line, after in pairwise(legend):
        assert len(f"{line} {after.split()[0]}") > room - 2


def test_real_differences_are_marked_and_named():
    found = compare(runs_of({"baseline": [0.70, 0.72, 0.74], "other": [0.80, 0.82, 0.841]}))
    assert "*" in printed(found).split("mean ±")[0]
    assert "*" not in printed(found.assign(verdict="within chance")).split("mean ±")[0]
    assert verdict_sentence(found).startswith("Real differences from the baseline: other raises")
    assert "+.100 ± .001*" in markdown(found)


def test_chance_is_said_to_be_chance():
    found = compare(runs_of({"baseline": [0.7, 0.8, 0.6], "other": [0.8, 0.7, 0.65]}))
    assert "None of the 1 differences" in verdict_sentence(found)


def test_one_seed_asks_for_more():
    assert "two seeds" in verdict_sentence(compare(runs_of({"baseline": [0.7], "other": [0.8]})))


def test_seeds_above_noise_and_undefined_figures_are_shown():
    values = {"baseline": [float("nan")] * 2, "other": [0.8, 0.7]}
    found = compare(runs_of(values, "fair.a/recall_parity"))
    counted = {"metric": ["fair.a/recall_parity"], "strategy": ["other"], "above": [1], "of": [2]}
    text = printed(found, pd.DataFrame(counted))
    assert "above noise" in text
    assert "1 of 2" in text
    assert "n/a ± n/a (0)" in text


def test_names_are_not_read_as_markup():
    found = compare(
        runs_of({"baseline": [0.1, 0.2], "other": [0.2, 0.3]}, "fair.[red]x/recall_parity")
    )
    assert "[red]" in printed(found)
