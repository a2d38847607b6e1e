"""What is printed is what it is called."""

import re
from pathlib import Path

from rich.table import Table

import fairlab
from fairlab.commands.terminal import add_named_row, headed_table, terminal


def test_a_name_between_colons_is_no_picture(capsys):
    console = terminal()
    sheet = Table("column")
    sheet.add_row(":sun:")
    console.print(sheet)
    console.print("a:bank:b", markup=False, highlight=False)
    said = capsys.readouterr().out
    assert ":sun:" in said
    assert "a:bank:b" in said


def test_every_command_prints_there():
    package = Path(fairlab.__file__).parent
    opened = re.compile(r"\b(Console|Terminal)\(")
    opening = {file.name for file in package.rglob("*.py") if opened.search(file.read_text())}
    assert opening == {"terminal.py"}


def test_the_name_of_a_column_is_broken_in_the_middle_of_no_word():
    table = headed_table("columns", "column", "remark", texts=2)
    add_named_row(
        table, "Jahre_Beschaeftigungsverhaeltnis_im_Betrieb", "a remark of many words " * 4
    )
    console = terminal()
    console.width = 50
    with console.capture() as said:
        console.print(table)
    lines = [line.split()[0] for line in said.get().splitlines() if "_" in line or "im" in line]
    assert "".join(lines) == "Jahre_Beschaeftigungsverhaeltnis_im_Betrieb"
    assert lines[1] == "Beschaeftigungsverhaeltnis_"
