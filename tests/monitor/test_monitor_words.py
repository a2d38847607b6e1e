"""What is said of a measure: the three answers, as they are read."""

from datetime import date

import numpy as np

from fairlab.monitor.e_statements import ALARM, EARLY, NOTHING, EStatement, Evaluated
from fairlab.monitor.monitor_words import about, about_ended, answered, summary, told_in_order
from fairlab.monitor.state_records import Block
from fairlab.monitor.watched_pairs import WatchedPair

DAYS = [date(2026, month, 28).toordinal() for month in range(1, 5)]
BLOCKS = [Block(str(day), day, {"groups": {}, "scored": {}}) for day in DAYS]


def said(answer, now, log_e=0.0, **more):
    pair, flat = WatchedPair("f", "rest", 0.9), np.zeros(4)
    return EStatement(
        "sex", "recall", answer, pair, 0.05, flat + log_e, flat, flat, flat, now, **more
    )


def test_answers_read_as_they_were_promised():
    alarm = said(ALARM, (0.06, 0.02, 0.1), 3.714, alarmed=2, since=2)
    late = said(ALARM, (0.06, 0.02, 0.1), 3.714, alarmed=2, since=1)
    nothing, early = said(NOTHING, (0.01, -0.02, 0.04)), said(EARLY, (0.01, -0.106, 0.09))
    found = Evaluated(1, [early, nothing, late, alarm], BLOCKS, BLOCKS, 20.0)
    assert answered(alarm, found) == "alarm since March 2026: gap .06 (.02 to .10), e = 41"
    assert answered(late, found) == (
        "alarm since March 2026: gap .06 (.02 to .10), most likely begun in February 2026, e = 41"
    )
    assert answered(nothing, found) == "nothing: at most .04"
    assert answered(early, found) == "too early: at most .11"
    assert about(alarm) == "recall by sex, f against the others"
    assert "2 alarms, 1 within the difference that does not matter, 1 too early" in summary(found)
    assert told_in_order(found, 3) == [late, alarm, early]


def test_of_a_process_that_ended_it_is_said_how_many_alarms_are_not_listed():
    alarm, nothing = (
        said(ALARM, (0.06, 0.02, 0.1), 4.0, alarmed=2, since=2),
        said(NOTHING, (0,) * 3),
    )
    ended = [Evaluated(1, [alarm] * count + [nothing], BLOCKS, BLOCKS, 20.0) for count in (0, 3, 4)]
    none, three, four = map(about_ended, ended)
    assert (none, three.count("alarm since"), "more" in three) == ("", 3, False)
    assert four == f"{three[:-1]}; and 1 more."
