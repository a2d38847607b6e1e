"""Whether a point parts thousands is told by how cells are written, not by their numbers."""

import pyarrow as pa
import pytest

from fairlab.data import read_table
from fairlab.data.table import read_frame
from fairlab.data.thousands import part_thousands
from fairlab.errors import DataError


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        (["500", "1.000", "25.000"], True),
        (["750", "1.250", None, "-2.500"], True),
        (["1.000", "2.500", "25.000"] * 10, True),
        (["1.234", "2.345", "0.5"], False),
        (["1.234", "2.345", "3.456"] * 10, False),  # three decimals of a measurement
        (["0.500", "1.000", "2.000"], False),
        (["500", "1.25"], False),
        (["1", "2"], False),
        (["1.234", "500"], False),  # zeros are dropped, or there happen to be none
        ([None, None], False),
    ],
)
def test_it_is_told_by_zeros_at_the_end(cells, parts):
    assert part_thousands(pa.array(cells, pa.string())) is parts


@pytest.fixture
def german(tmp_path):
    amounts = ["500", "1.000", "2.500", "10.000", "750", "25.000", "1.250"] * 30
    lines = (f"{20 + i % 41};{'mw'[i % 2]};{a};{int(i % 5 == 0)}" for i, a in enumerate(amounts))
    file = tmp_path / "kredit.csv"
    file.write_text("alter;geschlecht;betrag;ausfall\n" + "\n".join(lines))
    return file


def test_a_german_file_is_refused_until_it_is_said(german):
    with pytest.raises(DataError, match="`betrag`: beside 500, or round"):
        read_table(german, target="ausfall", sensitive=["geschlecht"])


@pytest.mark.parametrize(("decimal", "amounts"), [(",", [500, 1000, 2500]), (".", [500, 1, 2.5])])
def test_and_then_it_is_read_as_was_said(german, decimal, amounts):
    assert read_frame(german, decimal)["betrag"][:3].tolist() == amounts
