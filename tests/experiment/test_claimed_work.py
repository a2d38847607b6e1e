"""A store that is away costs no computed result."""

import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.data import Dataset
from fairlab.errors import RequestError, StoreError, UnrecordedError
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.record import Ledger, unrecorded
from tests.small import small_credit

FITTED = []


class Counted(DecisionTreeClassifier):
    def fit(self, X, y, sample_weight=None):
        FITTED.append(1)
        return super().fit(X, y, sample_weight)


@pytest.fixture
def data() -> Dataset:
    frame = small_credit().frame.drop(columns=["id", "home"]).fillna(0)
    frame["sex"] = (frame["sex"] == "f").astype(int)
    return Dataset("small", frame, target="bad", sensitive=("sex",))


@pytest.fixture
def specs(data):
    FITTED.clear()
    return plan([Strategy("tree", Counted(max_depth=2))], data, [0], Design("holdout"))


@pytest.fixture
def away(monkeypatch) -> list[int]:
    """How many of the next fits and runs the store does not take."""
    refusals, write = [0], Ledger.write

    def refuse(self, about, result):
        if about.kind in ("fit", "run") and refusals[0]:
            refusals[0] -= 1
            raise StoreError("locked")
        return write(self, about, result)

    monkeypatch.setattr(Ledger, "write", refuse)
    return refusals


def test_what_a_store_does_not_take_is_recorded_by_the_next_sweep(store, data, specs, away):
    ledger, said, seen = Ledger(store, "small"), [], []
    away[0] = 2
    with pytest.raises(UnrecordedError, match="waits in"):
        run_missing(specs, data, ledger)
    assert ledger.beside("fit").finished() == {}
    assert (
        run_missing(specs, data, ledger, watch=lambda *one: seen.append(one), tell=said.append)
        == []
    )
    assert len(FITTED) == 1
    assert said == ["tree seed 0: computed before, recorded now."]
    assert [spec.kind for spec, _ in seen] == ["fit", "run"]
    assert not ledger.kept(specs[0].key)
    assert ledger.finished().keys() == {specs[0].key}


def test_a_store_that_is_back_soon_stops_no_sweep(store, data, specs, away):
    ledger = Ledger(store, "small")
    away[0] = 1
    assert run_missing(specs, data, ledger) == []
    assert len(FITTED) == 1
    assert ledger.finished().keys() == {specs[0].key}


def test_a_server_that_is_gone_is_not_waited_for_again(store, data, specs, away, monkeypatch):
    away[0] = 1
    monkeypatch.setattr(type(store), "answers", lambda _: False)
    with pytest.raises(UnrecordedError):
        run_missing(specs, data, Ledger(store, "small"))


def test_a_store_that_lets_nothing_be_claimed_ends_a_sweep(store, data, specs, monkeypatch):
    asked, claim = [], Ledger.claim

    def refuse(self, key, wait=False):
        if self.kind == "people":
            return claim(self, key, wait)
        asked.append(1)
        raise StoreError("It was moved.")

    monkeypatch.setattr(Ledger, "claim", refuse)
    with pytest.raises(StoreError, match="It was moved"):
        run_missing(specs, data, Ledger(store, "small"))
    assert len(asked) == 2


@pytest.mark.parametrize("lost", ["fit", "run"])
def test_what_no_disk_has_room_for_is_not_passed_over(store, data, specs, monkeypatch, lost):
    write = Ledger.write

    def full(*_):
        raise RequestError("No space left.")

    def refuse(self, about, result):
        if about.kind == lost:
            raise StoreError("The disk is full.")
        return write(self, about, result)

    monkeypatch.setattr(Ledger, "write", refuse)
    monkeypatch.setattr(unrecorded, "keep", full)
    with pytest.raises(StoreError, match="The disk is full"):
        run_missing(specs, data, Ledger(store, "small"))
