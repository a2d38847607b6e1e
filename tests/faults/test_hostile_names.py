"""Names that would run in a browser, a terminal or a file system stay names."""

from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups
from fairlab.commands.recorded_run import Recorded, source_of
from fairlab.data import Dataset
from fairlab.data.notes import notes
from fairlab.errors import DataError
from fairlab.report.audit_page import audit_page
from fairlab.report.pages import render
from tests.explore.strange import SCRIPT, strange_names

CONTROL = "\x1b[31mred\x07\u202e\n"


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found += [tag, *(name for name, _ in attributes if name.startswith("on"))]


class Third:
    """Flags each third person, and is said to look at a strange column."""

    rule = SimpleNamespace(columns=(SCRIPT,))

    def predict(self, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        return np.full(len(frame), 0.5), np.arange(len(frame)) % 3 == 0


def test_no_name_of_a_table_runs_in_a_page():
    parts = strange_names().split(0)
    run = Recorded(
        SCRIPT,
        {"fairlab.strategy": SCRIPT, "fairlab.dataset": SCRIPT, "fairlab.seed": "3"},
        {},
        0,
    )
    source = source_of(run, Third(), parts)
    audit = audit_groups(source.y, source.decision, source.groups)
    html = render(audit_page(source, audit, ()))
    assert not {"script", "img", "u", "i", "onerror"} & {*Tags(html).found}
    assert "&lt;script&gt;" in html


def hostile(**changes) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({CONTROL: rng.random(100), "y": np.resize([1, 0, 0], 100), **changes})
    return frame.assign(**{f"{CONTROL}level": np.resize([CONTROL, "a", "a ", "A"], 100)})


def test_no_name_or_value_controls_the_terminal():
    said = notes(Dataset("toy", hostile(**{f"{CONTROL}one": 1}), "y"))
    with pytest.raises(DataError) as refused:
        Dataset("toy", hostile(**{CONTROL: np.inf}), "y", sensitive=(f"{CONTROL}level", CONTROL))
    said += str(refused.value).splitlines()
    assert len(said) >= 4
    assert all(line.isprintable() for line in said)
