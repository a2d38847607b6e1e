"""Sweeps at two budgets in one store: every command that reads runs asks which, and takes it."""

from shutil import copy

import pytest
from click.testing import CliRunner

import fairlab
from fairlab.cli import fairlab as commands
from fairlab.commands.documented import _budget_of
from fairlab.record import Ledger, open_store
from fairlab.record.registry import Version
from tests.commands.recorded_sweep import record
from tests.compare.toy_people import people

pytestmark = pytest.mark.slow

ASKED = {
    "compare": [],
    "report": ["--output", "page.html"],
    "gate": ["--max", "fair.sex/recall_parity=0.9"],
    "document": ["--strategy", "fair", "--output", "doc"],
    "choose": ["--max-gap", "sex.recall=0.9", "--no-record"],
}


@pytest.fixture(scope="module")
def swept(template_store, tmp_path_factory):
    store = open_store(f"sqlite:///{copy(template_store, tmp_path_factory.mktemp('swept'))}")
    for budget in ("0.4", "0.5"):
        record(store, about=people(600), budget=budget, rule="FlagShare")
    return store.uri


@pytest.mark.parametrize("command", ASKED)
def test_the_message_names_the_budgets_and_the_option_and_the_option_works(
    command, swept, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    typed = [command, *ASKED[command], "--store", swept]
    refused = CliRunner().invoke(commands, typed, standalone_mode=False)
    assert refused.exception.typed == (
        "The runs keep several budgets: 0.4 (4 runs), 0.5 (4 runs).\n"
        "These are not averaged. Say which: --budget 0.4"
    )
    found = CliRunner().invoke(commands, [*typed, "--budget", ".40"], standalone_mode=False)
    assert found.exception is None
    assert found.return_value in (None, 0)


def test_a_notebook_says_it_too(swept):
    with pytest.raises(fairlab.RequestError, match=r"Say which: budget=0\.4$"):
        fairlab.compare(swept)
    assert fairlab.compare(swept, budget=0.4).strategies == ["baseline", "fair"]


@pytest.mark.parametrize("budget", ["0.4", "0.5"])
def test_a_model_is_documented_among_the_runs_of_its_own_budget(budget, swept):
    runs = Ledger(open_store(swept, create=False), "toy").table()
    audit = runs.loc[runs["params.budget"] == budget, "run_id"].iloc[0]
    version = Version("m", 1, "", {"fairlab.dataset": "toy", "fairlab.audit_run": audit})
    assert _budget_of(version, swept) == budget
