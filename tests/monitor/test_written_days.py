"""Days as batches write them: read in one way alone, or as a person says."""

from datetime import date

import pyarrow as pa
import pytest

from fairlab.errors import DataError, RequestError
from fairlab.monitor.written_days import compact_dates, days_of

PIECES = [
    compact_dates(pa.array(texts)) for texts in (["03/01/2026"], ["04/01/2026", "31/01/2026"])
]


def test_a_later_piece_tells_how_an_earlier_one_is_read():
    found = days_of("a", "on", PIECES)
    assert [date.fromordinal(day).day for day in found.tolist()] == [3, 4, 31]


def test_what_can_be_read_in_two_ways_is_read_as_is_said():
    with pytest.raises(DataError, match="--date-format"):
        days_of("a", "on", PIECES[:1])
    for form, month in (("%d/%m/%Y", 1), ("%m/%d/%Y", 3)):
        (day,) = days_of("a", "on", PIECES[:1], form).tolist()
        assert date.fromordinal(day).month == month


def test_another_form_and_none_are_refused():
    with pytest.raises(DataError, match="holds '31/01/2026', which is no date written as %m/%d/%Y"):
        days_of("a", "on", PIECES, "%m/%d/%Y")
    with pytest.raises(RequestError, match="has no %"):
        days_of("a", "on", PIECES, "dd/mm/yyyy")
