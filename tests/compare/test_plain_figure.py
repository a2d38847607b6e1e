"""White figures with the same bytes each time, whatever the style of the session."""

import matplotlib as mpl

from fairlab.compare.plain_figure import plain_figure, save_figure


def test_the_style_of_a_session_does_not_matter(tmp_path):
    made = []
    for size in (9, 20):
        path = tmp_path / f"{size}.svg"
        with mpl.rc_context({"font.size": size, "axes.facecolor": "red"}):
            with plain_figure(3, 2) as figure:
                figure.suptitle("A title", fontsize=9)
                figure.subplots().set_facecolor("white")
            save_figure(figure, path)
        made.append(path.read_bytes())
    assert made[0] == made[1]
    assert b"<dc:date>" not in made[0]


def test_it_is_white_and_as_large_as_asked():
    with plain_figure(3, 2) as figure:
        pass
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert figure.get_size_inches().tolist() == [3, 2]
