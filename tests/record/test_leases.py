"""Claims through MLflow: one owner to a key, whoever tries, dies, or falls silent."""

import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from fairlab.record import Ledger, Store, repair
from fairlab.record import leases as leases_module
from fairlab.record.leases import Leases, remove_finished
from fairlab.record.owner import Owner

pytestmark = pytest.mark.slow

SILENCE = 0.6


@pytest.fixture
def leases(store, monkeypatch) -> Iterator[Callable[..., Leases]]:
    """Make the claims of one sweep; what is finished is asked of a set."""
    monkeypatch.setattr(leases_module, "SECONDS_BETWEEN_LOOKS", 0.05)
    made = []

    def make(finished: frozenset[str] = frozenset(), silence: float = SILENCE) -> Leases:
        made.append(Leases(store, finished.__contains__, silence))
        return made[-1]

    yield make
    for one in made:
        one.held.clear()  # or it gives signs for ever


@pytest.fixture
def owned_by(monkeypatch) -> Callable[..., None]:
    """Let what follows be done in the name of another process; without changes, of this one."""
    here = Owner.here()

    def pretend(**changes: object) -> None:
        monkeypatch.setattr(Owner, "here", lambda: replace(here, **changes))

    return pretend


def names(leases: Leases) -> list[str]:
    return sorted(one.name for one in leases.client.search_registered_models())


def dead_process() -> int:
    with subprocess.Popen(["true"]) as process:
        process.wait()
    return process.pid


def test_the_first_has_it_until_it_lets_go(leases):
    ours, theirs = leases(), leases()
    with ours.claim("ab", wait=False) as first, theirs.claim("ab", wait=False) as second:
        assert (first, second) == (True, False)
        with theirs.claim("cd", wait=False) as other:
            assert other
    with theirs.claim("ab", wait=False) as again:
        assert again
    assert names(ours) == []


def test_of_many_who_try_at_once_one_has_it(leases):
    keys = [f"{number:x}" for number in range(6)]
    sweeps, start, won = [leases() for _ in range(4)], Barrier(4), []

    def try_all(mine: Leases) -> None:
        for key in keys:
            start.wait()
            if mine._take(key):
                won.append(key)

    threads = [Thread(target=try_all, args=(one,)) for one in sweeps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == keys


def test_what_is_finished_is_no_ones(leases):
    mine = leases(frozenset({"ab"}))
    with mine.claim("ab", wait=False) as got:
        assert not got
    assert names(mine) == []


def test_a_dead_neighbour_is_followed_at_once(leases, owned_by):
    owned_by(pid=dead_process())
    assert leases()._take("ab")
    owned_by()
    mine = leases(silence=600)
    with mine.claim("ab", wait=False) as got:
        assert got
        assert names(mine) == ["fairlab-claim-ab-1", "fairlab-claim-ab-2"]
    # Not finished: the dead one's number stays, or two could start at it and after it.
    assert names(mine) == ["fairlab-claim-ab-1"]
    mine.is_finished = {"ab"}.__contains__
    with mine.claim("ab", wait=False) as got:
        assert not got
    assert names(mine) == []


def test_a_far_owner_is_dead_once_it_is_silent(leases, owned_by):
    far = leases(silence=600)
    owned_by(namespace="pid:[elsewhere]", pid=dead_process())
    assert far._take("ab")
    owned_by()
    mine = leases()
    assert not mine._take("ab")
    start = time.monotonic()
    with mine.claim("ab", wait=True) as got:
        assert got
    assert time.monotonic() - start > SILENCE / 2


def test_who_let_go_without_finishing_is_followed_though_it_lives(leases):
    failed, mine = leases(), leases()
    with failed.claim("ab", wait=False):
        assert failed.renew("ab")
    assert names(mine) == ["fairlab-claim-ab-1"]
    with mine.claim("ab", wait=True) as got:
        assert got


def test_a_far_owner_that_gives_signs_lives(leases, owned_by):
    owned_by(namespace="pid:[elsewhere]")
    far = leases()
    assert far._take("ab")
    mine = leases()
    for _ in range(4):
        assert not mine._take("ab")
        time.sleep(SILENCE / 2)


def test_who_was_taken_for_dead_learns_it_before_writing(leases, owned_by):
    late = leases()
    with late.claim("ab", wait=False) as got:
        assert got
        assert leases()._make("fairlab-claim-ab-2")
        assert not late.renew("ab")
    assert names(late) == ["fairlab-claim-ab-1", "fairlab-claim-ab-2"]


def test_who_renews_cannot_be_followed_on_what_was_seen_before(leases):
    mine, other = leases(), leases()
    with mine.claim("ab", wait=False) as got:
        assert got
        assert mine.renew("ab")
        assert not other._make("fairlab-claim-ab-2")


def test_a_request_that_is_repeated_meets_its_own_work(leases, monkeypatch):
    mine = leases()
    make = mine.client.create_registered_model

    def make_twice(*what: object) -> None:
        make(*what)
        make(*what)

    monkeypatch.setattr(mine.client, "create_registered_model", make_twice)
    assert mine._make("fairlab-claim-ab-1")
    assert not mine._make("fairlab-claim-ab-1")


def test_claims_on_what_is_finished_are_removed_and_no_others(leases):
    mine = leases()
    for key in ("ab", "cd"):
        assert mine._take(key)
        assert mine.renew(key)
    remove_finished(mine.client, {"ab"})
    assert names(mine) == ["fairlab-claim-cd-1", "fairlab-claim-cd-2"]


@pytest.mark.parametrize("kind", ["run", "fit", "people"])
def test_repair_removes_what_the_killed_left_of_finished_fits_too(
    kind, leases, store, finished_run, monkeypatch
):
    ledger = Ledger(store, "toy")
    ledger = ledger if kind == "run" else ledger.beside(kind)
    ledger.write(*finished_run(kind=kind, key="ab"))
    mine = leases()
    assert mine._take("ab")
    assert mine._take("cd")
    monkeypatch.setattr(Store, "database", None)  # as of a server
    repair(store)
    assert names(mine) == ["fairlab-claim-cd-1"]
