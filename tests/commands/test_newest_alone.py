"""An audit of a strategy by its name says that it is of one seed, and what has all of them."""

import pytest

from fairlab.commands.newest_alone import newest_alone
from fairlab.commands.recorded_run import find_run
from fairlab.errors import RequestError
from fairlab.record import Ledger
from tests.named_run import named_run


@pytest.fixture
def swept(store):
    ledger = Ledger(store, "toy")
    for seed, budget in enumerate((None, "0.1", "0.1")):
        params = {"format": "2", **({"budget": budget} if budget else {})}
        about = {"key": f"{seed:016x}", "settings_key": f"s{seed}", "params": params, "seed": seed}
        ledger.write(*named_run(**about))
    return store


def test_the_seed_the_budget_and_the_command_are_told(swept):
    found = find_run(swept, None, "baseline", None, None, 0.1)
    told = newest_alone(found, swept)
    assert told.startswith(
        f"This is the newest run alone, with seed {found.seed} and a budget of 0.1, of 2 of "
        "baseline (seeds 1, 2). One of them: --seed N, or its id."
    )
    assert "compare --against baseline --dataset toy --budget 0.1 --store" in told


def test_of_a_single_run_nothing_is_told(store):
    Ledger(store, "toy").write(*named_run())
    assert newest_alone(find_run(store, None, "baseline", None, None), store) == ""


def test_of_several_budgets_none_is_guessed(swept):
    with pytest.raises(RequestError, match=r"none \(1 run\), 0.1 \(2 runs\).\nSay which: --budg"):
        find_run(swept, None, "baseline", None, None)
    assert find_run(swept, None, "baseline", None, None, "none").seed == 0
    assert find_run(swept, None, "baseline", 1, None).seed == 1
    with pytest.raises(RequestError, match=r"No run of baseline has a budget of 0.3; it has none"):
        find_run(swept, None, "baseline", None, None, 0.3)
