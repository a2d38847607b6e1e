import re
from xml.etree import ElementTree

import pytest

from fairlab.report.pages.drawing import (
    COLOURS,
    FIRST,
    INK,
    SECOND,
    drawing,
    inline,
    standalone,
    svg,
)


def _figure(label="x", texts=()):
    with drawing(2.0) as figure:
        axes = figure.subplots()
        for text in texts:
            axes.text(0, 0, text)
        axes.bar([0, 1], [3, 4], color=[FIRST, SECOND])
        axes.hlines([3], 0, 1, color=INK)
        axes.set_xlabel(label)
        return svg(figure)


def test_the_same_figure_gives_the_same_bytes():
    assert _figure() == _figure()


def test_two_figures_share_no_id():
    one, other = (set(re.findall(r'id="([^"]*)"', _figure(label))) for label in "xy")
    assert one
    assert not one & other


def test_inside_a_page_colours_and_font_are_the_pages():
    text = inline(_figure(), "bars")
    assert {"--first", "--second", "--ink"} <= set(re.findall(r"var\((--\w+)\)", text))
    assert not re.search("(fill|stroke): ?#", text)
    assert "font-family" not in text
    assert "<style" not in text


def test_as_a_file_it_has_plain_colours_and_no_stand_in():
    text = standalone(_figure())
    ElementTree.fromstring(text.encode())
    assert "var(" not in text
    used = set(re.findall("(?:fill|stroke): ?(#[0-9a-f]{6})", text))
    assert {COLOURS["first"].light} < used <= {colour.light for colour in COLOURS.values()}


ODD = ["<script>", "$a_1$", "$", "\u611b", "url(#x)", 'a"b', "&amp;"]


def test_texts_stay_as_they_are():
    figure = _figure(texts=ODD)
    for text in (inline(figure, "odd"), standalone(figure)):
        root = ElementTree.fromstring(re.sub("xlink:href", "href", text).encode())
        assert set(ODD) <= {node.text for node in root.iter() if node.tag.endswith("text")}
    for label in ODD:
        assert inline(figure, label).split(">")[0].count('"') == 6


def _contrast(one, other):
    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted([light(one), light(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("scheme", "page"), [("light", "#ffffff"), ("dark", "#14171a")])
def test_colours_stand_out_from_the_page(scheme, page):
    seen = {name: getattr(colour, scheme) for name, colour in COLOURS.items()}
    assert _contrast(seen["ink"], page) >= 7
    assert _contrast(seen["muted"], page) >= 4.5
    assert min(_contrast(seen[name], page) for name in ("first", "second")) >= 3
