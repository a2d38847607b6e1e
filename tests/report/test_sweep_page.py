from dataclasses import replace
from html.parser import HTMLParser

import pytest

from fairlab.report.pages import render
from fairlab.report.sweep_page import report_page
from tests.our_script import without_ours
from tests.report.toy_sweep import toy_comparison, toy_runs

pytestmark = pytest.mark.slow

EVIL = "<script>alert(1)</script>"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page():
    return made()


@pytest.fixture(scope="module")
def html(page):
    return render(page)


def made(*about):
    runs = toy_runs(*about)
    return report_page(runs, toy_comparison(runs))


def _tags(text):
    parser = Tags()
    parser.feed(text)
    return parser.found


def test_the_answer_comes_first(page):
    assert page.answer[0].startswith("toy: 600 people, ")
    assert page.answer[1].startswith("baseline, groups against each other: ")
    assert " of 5 statements " in page.answer[1]
    assert page.answer[2].startswith("other against baseline: ")
    assert " of 12 statements " in page.answer[2]
    assert "The bad event that is predicted: not recorded. The data: SHA-256 `x...`" in page.about
    assert "A strategy flags people: they are decided against, and all others are" in page.about
    assert all(sentence.rstrip().endswith(".") for sentence in page.answer)


def test_what_a_rule_that_asks_for_the_attribute_means_is_on_the_page():
    runs = toy_runs(seeds=1)
    uses = {"attribute": "when-deciding", "attribute_use": "asks for sex when it decides"}
    told = replace(runs, table=runs.table.assign(**uses, random="no", falls_short="Asked."))
    *_, use, meaning, short, _ = report_page(told, None).answer
    assert use == "Use of the attribute: asks for sex when it decides (baseline, other)."
    assert meaning.startswith("baseline, other decide by the attribute: it has to be known of ")
    assert "which fairlab does not answer" in meaning
    assert short == "baseline: Asked."


def test_every_run_is_linked(html):
    runs = toy_runs()
    addresses = [attributes.get("href") for tag, attributes in _tags(html) if tag == "a"]
    assert set(runs.links.values()) <= set(addresses)


def test_nothing_is_loaded_from_elsewhere_and_no_other_script_runs(html):
    for tag, attributes in _tags(without_ours(html)):
        assert tag not in {"script", "link", "img", "iframe"}
        assert not attributes.get("src")
        if tag != "a":
            assert not str(attributes.get("href", "#")).startswith("http")


def test_figures_have_their_tables_in_the_same_section(page):
    for section in page.sections:
        drawn = any(panel.pictures for panel in section.panels)
        assert not drawn or any(panel.sheet for panel in section.panels), section.title


def test_names_are_escaped_everywhere():
    text = render(made(("baseline", EVIL), 2, f"a{EVIL}", f"g{EVIL}", f"f{EVIL}", f"d{EVIL}"))
    assert "&lt;script&gt;" in text
    assert not any(tag == "script" for tag, _ in _tags(without_ours(text)))


@pytest.mark.parametrize(("strategies", "seeds"), [(("baseline",), 1), (("a", "b", "c"), 1)])
def test_few_strategies_and_few_seeds_have_a_page(strategies, seeds):
    page = made(strategies, seeds)
    assert page.answer[1].startswith(f"{strategies[0]}, groups against each other: ")
    changes = [sentence for sentence in page.answer if f" against {strategies[0]}: " in sentence]
    assert len(changes) == len(strategies) - 1
    text = render(page)
    assert "1 seed)" in text
    assert "Decisions that only the seed changes" not in text


def test_runs_without_people_are_described_and_nothing_is_claimed():
    page = report_page(toy_runs(seeds=1), None)
    (told,) = page.answer
    assert "nothing is claimed" in told
    text = render(page)
    assert not any(words in text for words in ("Strategies side by side", "Attribute by attribute"))
    assert "2 runs in sqlite" in text


def test_rates_that_are_undefined_have_a_page():
    runs = toy_runs(seeds=1)
    for tables in runs.tables.values():
        tables["predictions"]["flagged"] = False
    text = render(report_page(runs, toy_comparison(runs)))
    assert "nothing flagged" in text


def test_people_without_scores_have_a_page():
    runs = toy_runs(seeds=1)
    found = toy_comparison(runs)
    without = [
        table[~table["metric"].isin(["auc", "auprc", "brier", "rank"])]
        for table in (found.levels, found.gaps, found.changes, found.left)
    ]
    names = ("levels", "gaps", "changes", "left")
    assert render(report_page(runs, replace(found, **dict(zip(names, without, strict=True)))))


def test_an_attribute_of_one_group_has_a_page():
    page = made(("baseline", "other"), 1, "sex", "m")
    assert page.answer[1] == "baseline: there are no groups to compare."
    assert render(page)


def test_the_page_is_the_same_each_time(html):
    assert render(made()) == html
