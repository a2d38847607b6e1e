"""What is printed is what it is called."""

import re
from pathlib import Path

from rich.table import Table

import fairlab
from fairlab.commands.terminal import terminal


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
