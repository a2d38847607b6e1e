"""A causal graph that a person wrote down: arrows in a TOML or CSV file."""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from fairlab.causal.graph import Dag
from fairlab.data.small_text import read_small_text
from fairlab.errors import RequestError

HEADER = ["cause", "effect"]
FORM = {
    ".toml": 'Write: edges = [["gender", "income"], ["income", "debt"]]',
    ".csv": "Write one arrow a line, the cause first: gender,income",
}


def read_graph(path: Path) -> Dag:
    r"""Read the arrows of a causal graph.

    Parameters
    ----------
    path : Path
        A TOML file with ``edges``, a list of pairs of cause and effect, or a CSV file with one
        such pair a line, below ``cause,effect`` or not.

    Raises
    ------
    DataError
        The file is no small text.
    RequestError
        It is not there or no graph, an arrow is no pair of names or stands there
        twice, or the graph runs in a circle.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "graph.csv")
    ...     _ = file.write_text("cause,effect\ngender,income\nincome,debt\n")
    ...     read_graph(file).descendants("gender")
    ('income', 'debt')
    """
    form = FORM.get(path.suffix.lower())
    if form is None:
        raise RequestError(f"A graph is a .toml or a .csv file, and {path} is neither.")
    if not path.exists():
        raise RequestError(f"There is no file {path} with a graph.")
    text = read_small_text(path)
    try:
        arrows = _from_toml(text) if path.suffix.lower() == ".toml" else _from_csv(text)
    except (tomllib.TOMLDecodeError, RecursionError, csv.Error) as error:
        raise RequestError(f"{path} cannot be read as a graph: {error}.\n{form}") from error
    if not arrows:
        raise RequestError(f"{path} holds no arrows.\n{form}")
    odd = [*_no_pairs(arrows), *_repeated(arrows)]
    if odd:
        raise RequestError(f"{path}: {'; '.join(odd)}.\n{form}")
    try:
        return Dag.from_edges(map(_stripped, arrows), file=path.name)
    except RequestError as error:  # a circle
        raise RequestError(f"{path}: {error}") from error


def _no_pairs(arrows: Sequence) -> Iterator[str]:
    for place, arrow in enumerate(arrows, 1):
        if not _is_pair(arrow):
            yield f"arrow {place} is not a cause and an effect: {str(arrow)[:80]}"


def _repeated(arrows: Sequence) -> Iterator[str]:
    first: dict[tuple[str, ...], int] = {}
    pairs = ((place, _stripped(arrow)) for place, arrow in enumerate(arrows, 1) if _is_pair(arrow))
    for place, pair in pairs:
        if first.setdefault(pair, place) != place:
            yield f"arrow {place} is arrow {first[pair]} again: {' -> '.join(pair)}"


def _stripped(arrow: list[str]) -> tuple[str, str]:
    cause, effect = arrow
    return cause.strip(), effect.strip()


def _from_toml(text: str) -> Sequence:
    arrows = tomllib.loads(text).get("edges", [])
    return arrows if isinstance(arrows, list) else [arrows]


def _from_csv(text: str) -> Sequence:
    lines = [line for line in csv.reader(text.splitlines(), strict=True) if any(line)]
    headed = bool(lines) and [cell.strip().lower() for cell in lines[0]] == HEADER
    return lines[headed:]


def _is_pair(arrow: object) -> bool:
    return (
        isinstance(arrow, list)
        and len(arrow) == 2
        and all(isinstance(name, str) and name.strip() for name in arrow)
    )
