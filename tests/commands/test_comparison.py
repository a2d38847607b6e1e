"""Recorded runs side by side: who is compared with whom, and what is said when nobody is known."""

import pytest
from rich.console import Console

from fairlab.commands.comparison import compared, show_comparison
from fairlab.compare.decided_people import NO_PEOPLE
from fairlab.errors import RequestError
from tests.commands.recorded_sweep import forget, record
from tests.compare.toy_people import people

pytestmark = pytest.mark.slow


def shown(ledger, **how):
    console = Console(width=80, color_system=None)
    with console.capture() as seen:
        found = show_comparison(ledger, ledger.table(), console, **how)
    return found, seen.get()


def test_the_answer_comes_before_the_tables(store):
    found, text = shown(record(store))
    words = " ".join(text.split())
    assert words.startswith("toy: 600 people, ")
    assert text.index("- baseline, groups") < text.index("- fair against baseline: ")
    assert text.index("- fair against") < text.index("baseline: gaps between groups")
    assert "Margins: 0.1 of rates, a ratio of 0.8 of shares" in words
    assert "People whom the seeds decide about differently" in words
    assert max(map(len, text.splitlines())) <= 80
    assert (found.people, found.seeds, found.folds) == (600, 2, 5)


def test_it_is_the_comparison_of_the_recorded_people(store):
    ledger = record(store, ("baseline", "same"))
    found = compared(ledger, ledger.table())
    about = people(600)
    assert found.bad_events == about["y"].sum()
    assert (found.changes["answer"] == "alike").all()


def test_others_are_compared_with_whom_one_names(store):
    ledger = record(store, ("baseline", "blind", "fair"), (0,))
    runs = ledger.table()
    assert compared(ledger, runs).strategies == ["baseline", "blind", "fair"]
    assert compared(ledger, runs, "fair").strategies == ["fair", "baseline", "blind"]
    without = runs[runs["strategy"] != "baseline"]
    assert compared(ledger, without).against == "blind"
    with pytest.raises(RequestError, match=r"no runs of 'fare'.*Did you mean 'fair'"):
        compared(ledger, runs, "fare")


def test_runs_without_people_have_means_and_no_claim(store):
    found, text = shown(record(store, known=False))
    assert found is None
    assert "means over 2 seeds" in text
    assert " ".join(NO_PEOPLE.split()) in " ".join(text.split())
    assert not any(word in text for word in ("differs", "alike", "band "))


def test_one_strategy_without_people_is_enough_to_claim_nothing(store):
    ledger = record(store)
    forget(ledger, "fair")
    assert compared(ledger, ledger.table()) is None


def test_no_shared_seed_is_told(store):
    record(store, ("baseline",), (0,))
    ledger = record(store, ("fair",), (1,))
    with pytest.raises(RequestError, match=r"baseline \[0\]; fair \[1\]"):
        compared(ledger, ledger.table())


def test_one_run_is_described(store):
    found, text = shown(record(store, ("baseline",), (0,)))
    assert found.changes.empty
    assert "(5 folds, 1" in " ".join(text.split())


def test_all_rates_are_shown_on_demand(store):
    ledger = record(store, seeds=(0,))
    (usual, brief), (every, full) = shown(ledger), shown(ledger, every=True)
    assert len(every.gaps) > len(usual.gaps)
    assert "npv" not in brief
    assert "npv" in full
