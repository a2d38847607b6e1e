"""What ``fairlab compare --why`` says of the seeds."""

from rich.console import Console

from fairlab.commands.why import show_reasons
from fairlab.compare.comparison import compare_people
from fairlab.compare.decided_people import decided_people
from tests.compare.toy_people import people, toy_runs


def said(seeds):
    runs, tables, about = toy_runs(seeds=seeds, about=people(600))
    found = compare_people(decided_people(runs, tables, about), "baseline")
    console = Console(width=80, color_system=None)
    with console.capture() as seen:
        show_reasons(runs, found, console)
    return found, seen.get()


def test_every_figure_has_its_spread_beside_its_band():
    found, text = said(2)
    rows = [line.split() for line in text.splitlines() if " fair " in line]
    assert [row[0] for row in rows] == found.levels.loc[
        found.levels["strategy"] == "fair", "metric"
    ].tolist()
    assert all(row[3] != "n/a" for row in rows)
    assert max(map(len, text.splitlines())) <= 80


def test_one_seed_has_no_spread():
    _, text = said(1)
    assert all(line.split()[3] == "n/a" for line in text.splitlines() if " fair " in line)


def test_without_people_there_is_nothing_to_explain():
    console = Console()
    with console.capture() as seen:
        show_reasons(toy_runs(seeds=1, about=people(60))[0], None, console)
    assert seen.get() == ""
