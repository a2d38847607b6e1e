"""What a page is made of. All texts are plain; `names` in backticks are set as code."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere.

    Parameters
    ----------
    text : str
        What is written.
    address : str
        Where it leads; only http and https addresses are made into links.
    """

    text: str
    address: str


class Traced(str):
    """A text, mostly a figure, that says which runs it comes from.

    Parameters
    ----------
    text : str
        What is written.
    name : str
        Names it among all that are traced on a page.
    value : float, int, str, sequence of float or None
        What was rounded to the text; None where it is undefined.
    runs : tuple of str
        The runs, as a list of sources on the page calls them.

    Examples
    --------
    >>> Traced(".25", "recall", 0.254, ("runs of a",)).value
    0.254
    """

    name: str
    value: "float | int | str | Sequence[float | None] | None"
    runs: tuple[str, ...]

    def __new__(
        cls,
        text: str,
        name: str,
        value: "float | int | str | Sequence[float | None] | None",
        runs: tuple[str, ...],
    ) -> "Traced":
        """Make a text that carries what it is."""
        made = super().__new__(cls, text)
        made.name, made.value, made.runs = name, value, runs
        return made


@dataclass(frozen=True)
class Sheet:
    """A table whose cells are written already.

    Parameters
    ----------
    headings : sequence of str
        Of the columns.
    rows : sequence of sequence of str or Link
        The cells.
    texts : int
        How many of the first columns are texts, set flush left; the others are numbers.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str | Link]]
    texts: int = 1


@dataclass(frozen=True)
class Picture:
    """A figure.

    Parameters
    ----------
    svg : str
        What ``fairlab.report.pages.drawing.svg`` returns.
    title : str
        What it shows; also read to those who cannot see it.
    legend : sequence of tuple of str
        A colour, as its role (a name of ``drawing.COLOURS``) or as ``#rrggbb``, and what it
        stands for.
    """

    svg: str
    title: str
    legend: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Panel:
    """One thing that is shown: in words, in figures, and as a table.

    Parameters
    ----------
    title : str
        The heading; none where empty.
    text : str
        What to see in it.
    pictures : sequence of Picture
        Side by side where there is room.
    sheet : Sheet, optional
        The numbers; folded away below figures, in full view where there are none.
    folded : bool
        Whether they are folded away without a figure too.
    """

    title: str = ""
    text: str = ""
    pictures: Sequence[Picture] = ()
    sheet: Sheet | None = None
    folded: bool = False


@dataclass(frozen=True)
class Section:
    """A chapter of a page.

    Parameters
    ----------
    title : str
        The heading, also in the list of contents.
    text : str
        An introduction.
    panels : sequence of Panel
        Its parts.
    items : sequence of str
        Sentences, as a list.
    notes : sequence of str
        What may be read after the panels, folded away.
    """

    title: str
    text: str = ""
    panels: Sequence[Panel] = ()
    items: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Page:
    """A whole page.

    Parameters
    ----------
    title : str
        The heading.
    about : str
        What the page is about, in one line.
    figures : sequence of tuple of str
        The main numbers: the number, and what it counts.
    answer : sequence of str
        What stands out, in sentences.
    sections : sequence of Section
        The chapters.
    footer : str
        Where the page comes from.
    """

    title: str
    about: str
    figures: Sequence[tuple[str, str]]
    answer: Sequence[str]
    sections: Sequence[Section]
    footer: str
