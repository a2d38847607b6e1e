import pandas as pd

from fairlab.explore.calendar import MONTHS, WEEKDAYS, calendar, moments
from tests.explore.strange import dated


def test_the_time_column_is_used():
    data = dated()
    assert moments(data).equals(data.frame["when"])


def test_an_ignored_column_of_dates_is_used():
    data = dated(time=None, ignore=("when",))
    assert moments(data).equals(data.frame["when"])


def test_numbers_are_no_dates():
    data = dated()
    frame = data.frame.assign(when=range(data.rows))
    assert moments(dated_from(frame)) is None


def test_dates_of_several_time_zones_are_left_alone():
    frame = dated().frame
    texts = ["2026-01-01T10:00+01:00", "2026-01-01T10:00+02:00"] * (len(frame) // 2)
    assert moments(dated_from(frame.assign(when=texts), time=None, ignore=("when",))) is None


def test_levels_are_what_a_loop_reads():
    when = dated().frame["when"]
    found = calendar(when)
    for row, moment in enumerate(when):
        assert found["month"][row] == MONTHS[moment.month - 1]
        assert found["weekday"][row] == WEEKDAYS[moment.weekday()]
        assert found["hour"][row] == str(moment.hour)


def test_dates_without_hours_have_no_hours():
    found = calendar(pd.Series(pd.to_datetime(["2026-01-31", None, "2026-02-01"])))
    assert list(found) == ["month", "weekday"]
    assert found["month"].codes.tolist() == [0, -1, 1]


def dated_from(frame, **roles):
    from fairlab.data import Dataset

    return Dataset("dated", frame, target="bad", **{"time": "when", **roles})
