from html.parser import HTMLParser

import pytest

from fairlab.report.pages import render
from fairlab.report.sections.trade_off_section import choice
from fairlab.report.sweep_page import report_page
from tests.report.toy_sweep import toy_runs

pytestmark = pytest.mark.slow

EVIL = "<script>alert(1)</script>"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def html():
    return render(report_page(toy_runs()))


def _tags(text):
    parser = Tags()
    parser.feed(text)
    return parser.found


def test_the_answer_comes_first_in_three_sentences():
    page = report_page(toy_runs())
    assert len(page.answer) == 3
    assert all(sentence.rstrip().endswith(".") for sentence in page.answer)


def test_every_run_is_linked(html):
    runs = toy_runs()
    addresses = [attributes.get("href") for tag, attributes in _tags(html) if tag == "a"]
    assert set(runs.links.values()) <= set(addresses)


def test_nothing_is_loaded_from_elsewhere_and_no_script_runs(html):
    for tag, attributes in _tags(html):
        assert tag not in {"script", "link", "img", "iframe"}
        assert not attributes.get("src")
        if tag != "a":
            assert not str(attributes.get("href", "#")).startswith("http")


def test_every_figure_has_its_table():
    for section in report_page(toy_runs()).sections:
        for panel in section.panels:
            assert panel.sheet is not None, panel.title


def test_a_choice_looks_at_validation_rows_alone():
    runs = toy_runs()
    told = choice(runs.table, 0.0)
    assert told.endswith("baseline, other.")
    swapped = runs.table.copy()
    test_part = [c for c in swapped if c.startswith(("test/", "fair."))]
    swapped[test_part] = swapped[test_part].sample(frac=1, random_state=0).to_numpy()
    assert choice(swapped, 0.0) == told
    assert choice(runs.table.drop(columns=swapped.filter(like="valid/fair.")), 0.0) == ""


def test_names_are_escaped_everywhere():
    runs = toy_runs(("baseline", EVIL), 2, f"a{EVIL}", f"g{EVIL}", f"f{EVIL}", f"d{EVIL}")
    text = render(report_page(runs))
    assert "&lt;script&gt;" in text
    assert not any(tag == "script" for tag, _ in _tags(text))


def test_one_strategy_with_one_seed_is_told_what_is_missing():
    page = report_page(toy_runs(("baseline",), 1))
    assert "nothing to compare" in page.answer[0]
    assert render(page)


def test_the_page_is_the_same_each_time(html):
    assert render(report_page(toy_runs())) == html
