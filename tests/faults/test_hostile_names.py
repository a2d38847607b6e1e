"""Names that would run in a browser, a terminal or a file system stay names."""

from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups
from fairlab.commands.recorded_decisions import decisions_of
from fairlab.commands.recorded_run import Recorded
from fairlab.data import Dataset
from fairlab.data.notes import notes
from fairlab.errors import DataError
from fairlab.record import artifacts
from fairlab.report.audit_page import audit_page, statements_about
from fairlab.report.pages import render
from tests.explore.strange import SCRIPT, strange_names
from tests.our_script import without_ours

CONTROL = "\x1b[31mred\x07\u202e\n"


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found += [tag, *(name for name, _ in attributes if name.startswith("on"))]


def test_no_name_of_a_table_runs_in_a_page(monkeypatch):
    data = strange_names()
    run = Recorded(
        "0" * 32,
        {"fairlab.strategy": SCRIPT, "fairlab.dataset": SCRIPT, "fairlab.seed": "3"},
        {"rule.columns": SCRIPT},
        0,
    )
    rows = np.arange(data.rows)
    third = pd.DataFrame({"row": rows, "y": data.y, "score": 0.5, "flagged": rows % 3 == 0})
    monkeypatch.setattr(artifacts, "run_tables", lambda *_: {"predictions": third})
    source = decisions_of(None, run, data)
    audit = audit_groups(source.y, source.decision, source.groups)
    html = render(audit_page(source, statements_about(source), audit, ()))
    assert not {"script", "img", "u", "i", "onerror"} & {*Tags(without_ours(html)).found}
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
