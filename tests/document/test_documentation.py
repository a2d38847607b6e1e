"""The document says what runs and people say, and no figure is without its runs."""

import json
import re

import pytest

from fairlab.document.asked_words import ASKED
from fairlab.document.found_sections import document_sections
from fairlab.document.law import POINTS
from fairlab.document.purpose import draft_purpose
from fairlab.report.pages import Traced
from tests.document.conftest import document

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def figures(made):
    return json.loads((made / "figures.json").read_text())


def test_every_figure_carries_its_runs_in_the_page_as_in_the_json(made, figures):
    page = (made / "documentation.html").read_text() + (made / "model_card.html").read_text()
    shown = set(re.findall(r'data-figure="([^"]*)" data-runs="[^"]+"', page))
    assert shown == set(figures["figures"])
    for name, figure in figures["figures"].items():
        assert figure["runs"], name
        assert set(figure["runs"]) <= set(figures["sources"]), name


def test_what_a_choice_says_of_the_same_gap_is_explained(made):
    assert "may say that its limit is kept" in (made / "documentation.html").read_text()


def test_every_cell_of_numbers_is_a_figure(swept, tmp_path, monkeypatch):
    pages = []
    from fairlab.document import written_files

    monkeypatch.setattr(written_files, "render", lambda page: pages.append(page) or "")
    document(swept, strategy="baseline", output=tmp_path / "doc")
    sheets = [panel.sheet for page in pages for s in page.sections for panel in s.panels]
    cells = [c for sheet in sheets if sheet for row in sheet.rows for c in row[sheet.texts :]]
    assert len(cells) > 300
    assert [cell for cell in cells if not isinstance(cell, Traced)] == []


def test_figures_are_those_of_the_runs(swept, figures):
    from fairlab.record import Ledger, open_store

    runs = Ledger(open_store(swept, create=False), "toy").table()
    own = runs[runs["strategy"] == "fair"]
    found = figures["figures"]
    assert found["seeds/recall/mean"]["value"] == pytest.approx(own["test/recall"].mean())
    assert found["data/rows"]["value"] == 600
    assert found["data/target"]["value"] == "bad = 1"
    assert found["data/file"]["value"] == "people.csv"
    assert "predicted: `bad = 1`. The data: `people.csv`, " in found["main/predicted"]["value"]
    assert figures["sources"]["runs of fair"] == {
        f"seed {row.seed}": row.run_id for row in own.itertuples()
    }
    assert found["use/sex/feature"]["value"] == "yes"
    assert found["use/age/feature"]["value"] == "no"


def test_what_is_open_says_how_many_people_would_settle_it(figures):
    people = {n: f for n, f in figures["figures"].items() if re.match("open/.*/people", n)}
    assert people
    assert all(f["value"] is None or f["value"] > 600 for f in people.values())


def test_every_point_of_the_law_is_answered_or_asked_of_a_person(made):
    answered = {point for section in document_sections() for point in section.ANSWERS}
    assert answered == set(POINTS)
    assert {point for one in ASKED for point in one.points} <= set(POINTS)
    for point in POINTS:
        assert f"| {point} |" in (made / "documentation.md").read_text()


def test_nothing_claims_compliance_and_the_edition_is_named(made):
    text = (made / "documentation.md").read_text()
    assert "It does not say that the system complies with any law" in text
    assert "Regulation (EU) 2024/1689 (AI Act) as published" in text
    assert not re.search(r"\b(compliant|lawfully|guarantees?|certified)\b", text)


def test_what_nobody_wrote_is_counted_at_the_top(made):
    text = (made / "documentation.md").read_text()
    assert f"{len(ASKED)} of {len(ASKED)} texts are to be written" in text.split("##")[0]
    assert text.count("| to be written |") == len(ASKED)


def test_every_text_of_a_person_stands_in_the_document(swept, tmp_path, capsys):
    text = draft_purpose()
    for place, one in enumerate(ASKED):
        name = one.key.partition(".")[2]
        text = text.replace(f'{name} = ""', f'{name} = "<b>said {place}|</b>"', 1)
    about = tmp_path / "purpose.toml"
    about.write_text(text)
    document(swept, strategy="fair", about=about, output=tmp_path / "doc")
    written = (tmp_path / "doc" / "documentation.md").read_text()
    page = (tmp_path / "doc" / "documentation.html").read_text()
    for place in range(len(ASKED)):
        assert written.count(rf"\<b>said {place}\|\</b>") >= 1, ASKED[place].key
        assert f"&lt;b&gt;said {place}|" in page
    assert "to be written |" not in written
    assert f"All {len(ASKED)} texts" in written
    assert document(swept, check=True, output=tmp_path / "doc") == 0


def test_the_card_has_the_metadata_of_the_hub_at_its_head(made):
    yaml = pytest.importorskip("yaml")
    text = (made / "model_card.md").read_text()
    head = yaml.safe_load(text.split("---\n")[1])
    result = head["model-index"][0]["results"][0]
    assert head["library_name"] == "fairlab"
    assert result["task"]["type"] == "tabular-classification"
    assert {one["type"] for one in result["metrics"]} >= {"roc_auc", "recall"}
    assert head["metrics"] == [one["type"] for one in result["metrics"]]
