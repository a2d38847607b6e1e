"""``fairlab compare`` as it is typed, and the files that it writes."""

import os

import pandas as pd
import pytest

from fairlab.commands.compare import compare_session
from fairlab.commands.finished import finished_runs
from fairlab.commands.recorded_run import find_run
from fairlab.errors import RequestError
from tests.commands.recorded_sweep import record
from tests.compare.toy_people import people

pytestmark = pytest.mark.slow


def test_files_hold_every_statement(store, tmp_path, capsys):
    record(store, seeds=(0,))
    csv, text, figure = (tmp_path / name for name in ("a.csv", "a.md", "a.svg"))
    line = tmp_path / "line.svg"
    compare_session(None, (), store.uri, csv=csv, markdown=text, figure=figure, frontier=line)
    found = pd.read_csv(csv)
    assert set(found["family"]) == {"accuracy", "audit", "changes", "gaps left"}
    banded = found[found["low"].notna()]
    assert ((banded["low"] <= banded["estimate"]) & (banded["estimate"] <= banded["high"])).all()
    assert found["answer"].isin(["alike", "open", "differs"]).any()
    shown = found["family"].isin(["audit", "changes"]).sum()
    assert sum(line.startswith("|") for line in text.read_text().splitlines()) == shown + 4
    for drawn in (figure, line):
        assert drawn.read_text().lstrip().startswith("<?xml")


def test_runs_are_found_by_what_their_table_is_called(store):
    record(store, ("fair",), (0,))
    assert finished_runs("töy", (), store.uri)[0].dataset_name == "toy"
    assert find_run(store, None, "fair", None, "töy").dataset == "toy"


def test_margins_as_typed_decide_what_is_alike(store, capsys):
    record(store, seeds=(0,))
    compare_session(None, (), store.uri, margin=["gap=0.9", "accuracy=0.9"])
    words = " ".join(capsys.readouterr().out.split())
    assert "alike within 0.9" in words
    assert "Margins: 0.9 of rates" in words
    with pytest.raises(RequestError, match="no margin 'gab'"):
        compare_session(None, (), store.uri, margin=["gab=0.1"])


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ({}, {"design": "holdout", "split.test": "drawn"}, "design"),
        ({}, {"folds": "3"}, "folds"),
        ({}, {"search": "once"}, "search"),
    ],
)
def test_other_designs_are_never_mixed_and_one_can_be_chosen(store, capsys, first, second, name):
    record(store, ("baseline",), (0,), **first)
    record(store, ("fair",), (0,), **second)
    with pytest.raises(RequestError, match=f"{name} is "):
        compare_session(None, (), store.uri)
    chosen = {"design": "folds", "folds": "5", "search": "fold"}[name]
    compare_session(None, (f"{name}={chosen}",), store.uri)
    assert "fair against" not in capsys.readouterr().out


def test_seeds_are_explained_on_demand(store, capsys):
    record(store)
    compare_session(None, (), store.uri)
    brief = capsys.readouterr().out
    compare_session(None, (), store.uri, why=True)
    assert "What seeds do" in capsys.readouterr().out.removeprefix(brief)


def test_without_people_no_file_is_written(store, tmp_path, capsys):
    record(store, known=False)
    compare_session(None, (), store.uri, why=True)
    with pytest.raises(RequestError, match="not written: it would hold claims") as told:
        compare_session(None, (), store.uri, csv=tmp_path / "a.csv")
    assert len(str(told.value).splitlines()) <= 3
    assert "a.csv" not in os.listdir(tmp_path)


def test_without_a_gap_of_recall_there_is_no_frontier_to_draw(store, tmp_path, capsys):
    alone = people(300).assign(**{"group.sex": "f", "group.age": "old"})
    record(store, ("baseline",), (0,), about=alone)
    with pytest.raises(RequestError, match=r"line.svg is not drawn: no gap of recall has a band"):
        compare_session(None, (), store.uri, frontier=tmp_path / "line.svg")


def test_a_figure_of_another_kind_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(RequestError, match=r"\.svg, \.png or \.pdf"):
        compare_session(None, (), "sqlite:///nowhere.db", figure=tmp_path / "a.gif")
