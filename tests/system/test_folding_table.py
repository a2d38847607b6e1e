"""A table is as wide as its cells, or narrower, or stacked; no number and no word is broken."""

import io

import pytest
from rich.console import Console
from rich.text import Text

from fairlab.system.folding_table import FoldingTable

NAME = "calculated_countrycode_nld"
REMARK = "a remark of many words that says what is odd about the column"


def printed(width, title="columns"):
    table = FoldingTable(title, "column", "remark", "rows", "band", texts=2)
    table.add_row(NAME, REMARK, "492,956", "-.077 to +.113")
    table.add_row("", "", "", "[bold].012[/]", style="yellow")
    table.add_row(Text("Alters_\nangabe"), "", "8", "")
    console = Console(width=width, file=io.StringIO())
    console.print(table)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
def test_no_line_is_too_long_and_nothing_is_broken(width):
    lines = printed(width)
    text = "\n".join(lines)
    assert max(map(len, lines)) <= width
    assert all(figure in text for figure in (NAME, "492,956", "-.077 to +.113"))
    words = text.replace(":", " ").split()
    assert [word for word in REMARK.split() if word not in words] == []


def test_it_is_as_wide_as_its_cells_where_there_is_room():
    wide = printed(160)
    assert any(REMARK in line and "492,956" in line for line in wide)
    assert max(map(len, wide)) < 160


def test_sentences_give_way_before_rows_are_stacked():
    lines = printed(70)
    head = next(line for line in lines if "remark" in line)
    assert head.split() == ["column", "remark", "rows", "band"]
    assert not any(REMARK in line for line in lines)


def test_a_stacked_row_names_what_each_cell_is_and_leaves_out_those_that_are_empty():
    assert printed(40) == [
        "columns",
        "",
        f" {NAME}",
        "   remark: a remark of many words that",
        "     says what is odd about the column",
        "   rows: 492,956  band: -.077 to +.113",
        "   band: .012",
        " Alters_angabe",
        "   rows: 8",
    ]


def test_a_table_without_a_title_begins_with_its_rows():
    assert printed(40, title="")[0] == f" {NAME}"
