import re
from html.parser import HTMLParser

import pytest

from fairlab.data import loans
from fairlab.explore import explore
from fairlab.report.exploration_page import exploration_page
from fairlab.report.pages import render
from tests.explore.strange import SCRIPT, dated, strange_names
from tests.our_script import without_ours

pytestmark = pytest.mark.slow


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.texts, self.ids = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def html():
    return render(exploration_page(explore(strange_names())))


@pytest.fixture(scope="module")
def strange(html):
    return Reader(without_ours(html))


@pytest.fixture(scope="module")
def dated_page():
    return exploration_page(explore(dated()))


def test_hostile_names_stay_texts(strange):
    assert not {"script", "img", "u"} & {*strange.tags}
    assert not [name for name, _ in strange.attributes if name.startswith("on")]
    assert any(SCRIPT in text for text in strange.texts)


def test_what_cannot_be_seen_is_written_out(html):
    assert "\u202e" not in html
    assert "\\u202e" in html


def test_it_needs_no_network(strange):
    links = {"href", "src", "xlink:href"}
    addresses = [value for name, value in strange.attributes if name in links]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    assert not {"link", "iframe", "object", "embed"} & set(strange.tags)


def test_ids_are_each_used_once_and_links_have_their_goal(strange):
    assert len(set(strange.ids)) == len(strange.ids)
    links = {value[1:] for name, value in strange.attributes if name in {"href", "xlink:href"}}
    assert links <= set(strange.ids)


def test_every_figure_has_its_table(dated_page):
    panels = [panel for section in dated_page.sections for panel in section.panels]
    assert sum(bool(panel.pictures) for panel in panels) >= 5
    assert all(panel.sheet for panel in panels if panel.pictures)
    for panel in panels:
        assert {len(row) for row in panel.sheet.rows} == {len(panel.sheet.headings)}
    html = render(dated_page)
    assert html.count("<details>") == sum(bool(panel.pictures) for panel in panels)


def test_months_weekdays_and_hours_come_with_dates_alone(dated_page):
    titles = [section.title for section in dated_page.sections]
    assert "When" in titles
    titles = [section.title for section in exploration_page(explore(loans())).sections]
    assert "When" not in titles


def test_a_table_without_sensitive_columns_has_a_page():
    html = render(exploration_page(explore(dated(sensitive=()))))
    assert "name some with --sensitive" in html
    assert "Proxies of the sensitive attributes" not in html


def test_the_same_data_give_the_same_page(html):
    assert render(exploration_page(explore(strange_names()))) == html


def test_the_numbers_of_a_table_are_those_of_the_counts():
    found = explore(loans())
    html = render(exploration_page(found))
    cells = re.findall(r"<td[^>]*>([^<]*)", html)
    assert {"Female", "510", "274", "53.7 %", "49.4 to 58.0 %"} <= set(cells)
