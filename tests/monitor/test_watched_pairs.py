"""Which groups are held against which, and what is counted of them."""

import numpy as np

from fairlab.audit.registry import rates
from fairlab.data.decisions.asked import Asked
from fairlab.monitor.block_counts import KINDS
from fairlab.monitor.state_records import Block
from fairlab.monitor.watched_pairs import WatchedPair, counts_of, watched_pairs

RATES = {rate.name: rate for rate in rates()}


def block(**groups):
    return Block("b", 1, {"groups": {"job": groups}, "scored": {}})


def people(count):
    return [count, 0, 0, 0, 0, 0]


def test_two_groups_are_one_pair_and_later_ones_get_what_was_kept():
    blocks = [block(a=people(50), b=people(60)), block(a=people(50), c=people(30), d=people(3))]
    found = watched_pairs("job", blocks, Asked())
    assert [(one.group, one.rest) for one in found] == [("a", "b"), ("c", "rest")]
    assert [round(one.weight, 3) for one in found] == [0.9, 0.05]
    many = [block(**{f"g{at}": people(30) for at in range(at + 3)}) for at in range(20)]
    assert sum(one.weight for one in watched_pairs("job", many, Asked())) < 1


def test_a_reference_is_what_others_are_held_against():
    found = watched_pairs(
        "job", [block(a=people(50), b=people(60), c=people(70))], Asked(references={"job": "b"})
    )
    assert [(one.group, one.rest) for one in found] == [("a", "b"), ("c", "b")]


def test_rates_count_the_cells_that_they_are_of():
    own = dict(zip(KINDS, (1, 2, 4, 8, 16, 32), strict=True))
    blocks = [block(a=list(own.values()), b=people(5))]
    pair = WatchedPair("a", "b", 0.9)
    wanted = {
        "recall": (own["tp"], own["tp"] + own["fn"]),
        "precision": (own["tp"], own["tp"] + own["fp"]),
        "fpr": (own["fp"], own["fp"] + own["tn"]),
        "npv": (own["tn"], own["tn"] + own["fn"]),
        "selection_rate": (own["tp"] + own["fp"] + 32, sum(own.values())),
        "approval_rate": (own["tn"] + own["fn"] + 16, sum(own.values())),
    }
    for name, both in wanted.items():
        hits, rows = counts_of(pair, "job", RATES[name], blocks)
        assert (hits[0, 0], rows[0, 0]) == both, name


def test_labels_of_accepted_people_alone_say_nothing_of_recall():
    blocks = [block(a=[5, 0, 2, 0, 0, 9], b=[5, 0, 2, 0, 0, 9])]
    pair = WatchedPair("a", "b", 0.9)
    for name, size in (("recall", 0), ("fpr", 0), ("precision", 0), ("npv", 7)):
        assert counts_of(pair, "job", RATES[name], blocks)[1].tolist() == [[size, size]], name
    assert np.all(counts_of(pair, "job", RATES["selection_rate"], blocks)[0] == 9)
