"""A comparison as a notebook shows it: the answer, then its tables."""

from collections.abc import Sequence
from html import escape

from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_sentences import about_sentence, answer_sentences
from fairlab.compare.comparison_table import (
    CHANGE_COLUMNS,
    GAP_COLUMNS,
    Cells,
    change_rows,
    gap_rows,
)


def comparison_html(comparison: Comparison) -> str:
    """Write a comparison as HTML that needs no style of its own."""
    first = comparison.against
    said = "".join(f"<li>{escape(text)}</li>" for text in answer_sentences(comparison))
    parts = [_folded(f"{first}: gaps between groups", GAP_COLUMNS, gap_rows(comparison), "open")]
    parts += [
        _folded(f"{name} against {first}", CHANGE_COLUMNS, change_rows(comparison, name))
        for name in comparison.strategies[1:]
    ]
    return f"<p>{escape(about_sentence(comparison))}</p><ul>{said}</ul>{''.join(parts)}"


def _folded(title: str, columns: Sequence[str], rows: Sequence[Cells], state: str = "") -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>" for cells in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<details {state}><summary>{escape(title)}</summary>{table}</details>"
