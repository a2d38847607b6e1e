"""A figure in fewer bytes is the same figure."""

import re
from xml.etree import ElementTree

import numpy as np

from fairlab.report.pages.compact_svg import compacted
from fairlab.report.pages.drawing import FIRST, SECOND, drawing, inline, svg
from fairlab.report.pages.line_chart import Line, line_chart


def drawn(seed=0):
    x, y = np.random.default_rng(seed).random((2, 300))
    with drawing(2) as figure:
        axes = figure.subplots()
        axes.plot(x, y, color=FIRST)
        axes.scatter(x, y, c=SECOND)
        axes.errorbar(x[:5], y[:5], xerr=0.1, fmt="none", ecolor=FIRST, alpha=0.2)
        axes.set(title="0.12345 of <people>", xlabel="black")
        axes.plot([0, 1], [0.5, 0.5], color="#000000")
        return svg(figure)


def test_every_mark_and_word_is_there_and_every_name_is_found():
    text = drawn()
    root = ElementTree.fromstring(inline(text, "a figure"))
    uses = [node.get("href") for node in root.iter() if node.tag.endswith("use")]
    assert sum(uses.count(one) for one in set(uses)) >= 300
    ids = {node.get("id") for node in root.iter()}
    assert {one.removeprefix("#") for one in uses} <= ids
    assert set(re.findall(r"url\(#(.*?)\)", text)) <= ids
    assert "0.12345 of &lt;people&gt;" in text


def test_it_is_less_than_half_and_places_are_those_of_matplotlib_to_a_tenth():
    raw = '<svg>\n <g>\n  <path d="M 1.23456 236.404146 \nL -0.001 3.04024 \n"/>\n </g>\n</svg>'
    assert compacted(raw) == '<svg><path d="M1.23 236.4L0 3.04"/></svg>'


def test_lines_that_shine_through_each_other_are_not_joined():
    line = '<path d="M 0 1" style="fill: none; stroke: red{}"/>'
    for more, count in (("", 1), ("; stroke-opacity: 0.2", 2)):
        text = compacted(f"<svg>{line.format(more) * 2}</svg>")
        assert text.count("<path") == count
        assert text.count("M0 1") == 2


def test_what_one_frame_cuts_off_stands_in_one_group_in_its_order():
    mark = '<use href="#m" x="{}" y="2" style="fill:red"/>'
    framed = [f'<g clip-path="url(#c)">{mark.format(at)}</g>' for at in range(2)]
    path = '<path d="M3 4" clip-path="url(#c)" style="fill:red"/>'
    text = compacted(f'<svg>{framed[0]}{framed[1]}{path}<g clip-path="url(#d)">x</g></svg>')
    marks = '<g style="fill:red"><use href="#m" x="0" y="2"/><use href="#m" x="1" y="2"/></g>'
    assert text == (
        f'<svg><g clip-path="url(#c)">{marks}<path d="M3 4" style="fill:red"/></g>'
        '<g clip-path="url(#d)">x</g></svg>'
    )


def test_black_is_seen_on_black():
    text = inline(drawn(), "a figure")
    assert "#000000" not in text


def test_lines_that_are_written_at_once_have_colours_too():
    ends = np.array([0.0, 1.0])
    text = inline(line_chart([Line(ends, ends, FIRST)], ("x", "y")), "a line")
    assert "var(--first)" in text
    assert FIRST not in text


def test_two_figures_have_no_name_in_common():
    one, other = (set(re.findall(r'id="(.*?)"', drawn(seed))) for seed in (0, 1))
    assert one
    assert not one & other


def test_lines_by_their_distances_end_where_they_ended():
    raw = "M 20 30.04 L 23.27 30.04 L 26 29.6 L 26.1 28.9 L 26.1 40 z M 5 6 L 15.1 7"
    assert compacted(f'<svg><path d="{raw}"/></svg>') == (
        '<svg><path d="M20 30H23.3l2.7-.4 .1-.7V40zM5 6l10.1 1"/></svg>'
    )
