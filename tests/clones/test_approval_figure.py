import pytest

from fairlab.clones import approval_by_range, clone_test, range_figure
from tests.clones.forms import SEXES, form, stricter_by

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def table():
    return approval_by_range(clone_test(stricter_by(0.3), form(), SEXES, 500), "income")


@pytest.mark.slow
def test_the_same_table_is_the_same_picture_byte_by_byte(table, tmp_path):
    for name in ("one.svg", "two.svg"):
        range_figure(table, tmp_path / name, "income", "form")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_names_are_text_and_neither_markup_nor_formulas(table, tmp_path):
    named = table.replace({"of": {"f": "<b>&$x^{2}$"}})
    range_figure(named, tmp_path / "a.svg", "$income_1$", "<script>")
    drawn = (tmp_path / "a.svg").read_text()
    assert "<script>" not in drawn
    assert "<b>" not in drawn


def test_other_formats_are_written(table, tmp_path):
    range_figure(table, tmp_path / "a.png", "income")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
