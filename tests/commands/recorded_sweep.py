"""A store with a sweep in it whose people are known, written without training."""

import sqlite3

from fairlab.data.identity import DataIdentity
from fairlab.record import Ledger
from tests.compare.toy_people import PARAMS, people, predictions, run_of
from tests.named_run import named_run

NAME, PEOPLE = "toy", "b" * 16
DATA = {"target": "bad = 1", "file": "people.csv"}


def record(
    store, strategies=("baseline", "fair"), seeds=(0, 1), known=True, about=None, short=(), **params
):
    """Write runs of strategies; without ``known``, as fairlab did before it kept people."""
    about = people(600) if about is None else about
    data = DataIdentity(NAME, "ab" * 32, people=PEOPLE if known else "", **DATA)
    ledger = Ledger(store, NAME)
    shown = {**PARAMS, **params}
    settings = str(sorted(params.items()))
    for name in strategies:
        for seed in seeds:
            figures, notes, tables = run_of(about, predictions(about, name, seed))
            made = tables.pop("predictions")
            about_run = {"strategy_name": name, "seed": seed, "data": data, "params": shown}
            about_run |= {"key": f"{name}{seed}{settings}", "settings_key": f"{name}{settings}"}
            about_run |= {"metrics": figures, "notes": notes, "tables": tables}
            about_run["falls_short"] = short
            ledger.write(*named_run(**about_run, predictions=made))
    beside = ledger.beside("people")
    if known and PEOPLE not in beside.finished():
        of_people = {"strategy_name": "people", "kind": "people", "key": PEOPLE, "params": {}}
        beside.write(*named_run(**of_people, data=data, predictions=about, metrics={}))
    return ledger


def forget(ledger, strategy):
    """Leave one strategy without people, as runs of an older fairlab are."""
    with sqlite3.connect(ledger.store.uri.removeprefix("sqlite:///")) as db:
        db.execute(
            "DELETE FROM tags WHERE key = 'fairlab.people' AND run_uuid IN "
            "(SELECT run_uuid FROM tags WHERE key = 'fairlab.strategy' AND value = ?)",
            (strategy,),
        )
