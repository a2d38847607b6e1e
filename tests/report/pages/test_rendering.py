import re

import pytest

from fairlab.errors import RequestError
from fairlab.report.pages import Page, Panel, Picture, Section, Sheet, render, save
from fairlab.report.pages.drawing import FIRST, drawing, svg
from fairlab.report.pages.rendering import digest
from tests.our_script import without_ours

BAD = "<script>alert('x')</script>"
STYLE = 'a style="fill:red" b'


@pytest.fixture(scope="module")
def page():
    with drawing(1.5) as figure:
        figure.subplots().bar([BAD, STYLE, f"{STYLE} "], [1, 1, 1], color=FIRST)
        picture = Picture(svg(figure), BAD, [("first", BAD)])
    sheet = Sheet([BAD], [[BAD]])
    panels = [Panel(BAD, BAD, [picture], sheet), Panel(BAD, BAD, (), sheet)]
    return Page(BAD, BAD, [(BAD, BAD)], [BAD], [Section(BAD, BAD, panels, [BAD])], BAD)


def test_every_text_is_escaped(page):
    html = without_ours(render(page))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 18


def test_a_style_in_a_text_is_none(page):
    html = render(page)
    assert html.count(STYLE) == 2
    assert "{fill:red}" not in html


def test_no_script_but_ours_may_run_and_nothing_is_fetched(page):
    html = render(page)
    ours = re.search("<script>(.*)</script>", html, re.DOTALL)[1]
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src"
    assert f"content=\"{policy} '{digest(ours)}'\"" in html
    assert "url(http" not in html
    assert "@import" not in html


def test_tables_below_figures_are_folded_away(page):
    html = render(page)
    assert html.count("<table") == 2
    assert html.count("<details>") == 1


def test_the_answer_stands_first(page):
    html = render(page)
    places = [html.index(f'class="{name}"') for name in ("answer", "figures", "about")]
    assert places == sorted(places)


@pytest.mark.parametrize(("sentences", "folded"), [(15, 0), (16, 8)])
def test_an_answer_of_many_sentences_is_folded(sentences, folded):
    html = render(Page("", "", [], ["said"] * sentences, [], ""))
    assert html.count("<p>said</p>") == sentences
    assert html.partition("<details>")[2].count("<p>said</p>") == folded


def test_a_page_replaces_the_one_before(tmp_path):
    path = tmp_path / "page.html"
    save(path, "one")
    save(path, "zw\u00f6lf")
    assert path.read_text(encoding="utf-8") == "zw\u00f6lf"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["none/page.html", "folder"])
def test_where_it_cannot_be_written_it_says_so(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(RequestError, match="cannot be written"):
        save(tmp_path / name, "text")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]
