"""Every command that the README and the guides show can be typed so."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import click
import pytest

from fairlab.cli import fairlab

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")]
BLOCK = re.compile(r"^```(?:sh|bash|console|)\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINE = re.compile(r"^\s*(?:\$ )?fairlab .*$", re.MULTILINE)
IN_A_SENTENCE = re.compile(r"(?<!`)`(fairlab [a-z]+[^`]* --[^`]*)`(?!`)")
ENDS = {"|", "||", "&&", ">", ">>", ";", "&"}


def lines(page):
    text = page.read_text()
    yield from (" ".join(line.split()) for line in IN_A_SENTENCE.findall(BLOCK.sub("", text)))
    for block in BLOCK.findall(text):
        yield from LINE.findall(block.replace("\\\n", " "))


def words(line):
    """Read a line as a shell does, up to what is no longer of the command."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;>")
    lexer.whitespace_split = True
    found = [*lexer][1:]
    cut = next((at for at, word in enumerate(found) if word in ENDS), len(found))
    typed = ["", *found[:cut]]
    return [word for before, word in pairwise(typed) if word != "..." or before.startswith("--")]


def parsed(typed):
    """Parse a command with its options, and run nothing."""
    command, name = fairlab, "fairlab"
    while isinstance(command, click.Group):
        name, *typed = typed
        if name not in command.commands:
            raise click.UsageError(f"there is no {name}")
        command = command.commands[name]
    return command.make_context(name, typed)


SHOWN = [(page, line) for page in PAGES for line in lines(page)]


def test_there_are_some():
    assert len(SHOWN) > 40


@pytest.mark.parametrize(
    ("page", "line"), SHOWN, ids=[f"{page.stem}: {line.strip()[:50]}" for page, line in SHOWN]
)
def test_it_can_be_typed(page, line):
    assert parsed(words(line)).params


def test_what_cannot_be_typed_is_found():
    with pytest.raises(click.UsageError):
        parsed(words("fairlab compare --margn gap=0.1"))
    with pytest.raises(click.UsageError):
        parsed(words("fairlab swep"))
