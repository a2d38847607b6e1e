import pytest

from fairlab.clones import clone_test, smallest_changes, tables_of
from fairlab.clones.result_tables import changes_by_column
from tests.clones.forms import BLIND, SEXES, form, stricter_by


def test_the_changes_are_summed_up_as_their_rows_say():
    found = smallest_changes(clone_test(stricter_by(0.3), form(), SEXES, 300), twins=40)
    row = changes_by_column(found).iloc[0]
    assert (row["twins"], row["won"], row["comes_and_goes"]) == (40, 40, 0)
    assert (row["against"], row["better"]) == (0, "")
    assert (row["least"], row["most"]) == (found["change"].min(), found["change"].max())
    assert row["median"] == pytest.approx(found["change"].astype(float).median())


def test_without_flips_and_without_a_number_the_other_tables_are_there():
    tables = tables_of(clone_test(BLIND, form(), SEXES, 50))
    assert tables["changes_by_column"].empty
    assert "ranges" not in tables
    assert len(tables["pairs"]) == 1
