"""What seeds do, on the page."""

from fairlab.report.sections.seeds_section import seeds_section
from tests.report.toy_sweep import toy_comparison, toy_runs


def made(seeds):
    runs = toy_runs(seeds=seeds)
    found = toy_comparison(runs)
    return found, seeds_section(runs, found)


def test_every_figure_of_accuracy_has_its_spread():
    found, section = made(2)
    spread, people = section.panels
    assert len(spread.sheet.rows) == len(found.levels)
    assert len(people.sheet.rows) == 2
    assert people.text.startswith("People whom the seeds decide about differently: baseline ")


def test_one_seed_decides_nothing_differently():
    _, section = made(1)
    (spread,) = section.panels
    assert {row[3] for row in spread.sheet.rows} == {"n/a"}
