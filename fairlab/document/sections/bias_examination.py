"""The examination for biases: what was looked at, found and done, and what stays open."""

from collections.abc import Iterator
from math import isnan

from fairlab.compare.audit_sentences import audit_sentences
from fairlab.compare.comparison_sentences import people_in
from fairlab.compare.statement_words import measure, records, whom
from fairlab.compare.statement_words import said as answer
from fairlab.document.evidence import Evidence, runs_of
from fairlab.document.traced_cells import from_runs, said, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet, Traced
from fairlab.report.pages.numbers import count
from fairlab.stats.answers import OPEN

ORDER, TITLE = 110, "Examination for biases, Art. 10(2)(f) to (h)"
ANSWERS = ("Art. 10(2)(f)", "Art. 10(2)(g)", "Art. 10(2)(h)")
HEADINGS = ("Of whom", "Measure", "Still possible", "People that would settle it", "Times as many")
INTRODUCTION = (
    "These points of the law are about data sets. What a model makes of the data is shown too, "
    "since biases of data are seen there; labels that are biased themselves are not seen so."
)
PEOPLE = (
    "So many people, of a like mix, would answer it whatever the difference is: their band could "
    "not hold both no difference and the margin. It goes by the width of the band alone."
)


def write(evidence: Evidence) -> Section:
    """Put together what was looked at, found, tried and left open."""
    panels = [
        _told("(f) What was looked at", _looked_at(evidence)),
        _told("(f) What was found", _found(evidence)),
        words_panel(evidence, "data.feedback", title="(f) Feedback, as written by a person"),
        _told("(g) What was tried, and what it changed", _tried(evidence)),
        _open(evidence),
        words_panel(evidence, "data.gaps", title="(h) Gaps of the data, as written by a person"),
    ]
    return Section(TITLE, INTRODUCTION, panels)


def _told(title: str, sentences: Iterator[Traced]) -> Panel:
    rows = [(sentence,) for sentence in sentences]
    return Panel(title, sheet=Sheet(("In words",), rows))


def _looked_at(evidence: Evidence) -> Iterator[Traced]:
    own, source = evidence.own, evidence.source
    attributes = list(dict.fromkeys(map(str, own.gaps["attribute"])))
    measures = list(dict.fromkeys(map(measure, records(own.gaps)))) if len(own.gaps) else []
    yield said("examined/people", f"{people_in(own)}.", source)
    yield said("examined/attributes", f"By {', '.join(attributes) or 'no attribute'}.", source)
    if measures:
        text = f"{len(own.gaps)} statements about {', '.join(measures)}."
        yield said("examined/statements", text, source)


def _found(evidence: Evidence) -> Iterator[Traced]:
    for at, sentence in enumerate(audit_sentences(evidence.own)):
        yield said(f"examined/found/{at}", sentence, evidence.source)


def _tried(evidence: Evidence) -> Iterator[Traced]:
    tried = evidence.tried
    for name, sentence in evidence.changed.items():
        runs = (runs_of(tried.against), runs_of(name))
        yield said(f"examined/tried/{name}", sentence, runs)
    text = f"Taken was {evidence.strategy}, of {len(tried.strategies)} that were tried."
    yield said("examined/taken", text, tuple(map(runs_of, tried.strategies)))


def _open(evidence: Evidence) -> Panel:
    own, source = evidence.own, evidence.source
    rows = []
    for row in (row for row in records(own.gaps) if row["answer"] == OPEN):
        about = f"open/{row['attribute']}/{row['group']}/{row['rest']}/{row['metric']}"
        needed = row["people_needed"]
        known = not isnan(needed)
        most = answer(row).removeprefix("open: ")
        rows.append(
            (whom(row), measure(row),
             traced(f"{about}/largest", row["largest_possible"], most, source),
             traced(f"{about}/people", needed, count(needed) if known else "not known", source),
             traced(f"{about}/times", needed / own.people,
                    f"{needed / own.people:.3g}" if known else "-", source))
        )  # fmt: skip
    text = from_runs(PEOPLE if rows else "Nothing is open.", source)
    sheet = Sheet(HEADINGS, rows, texts=2) if rows else None
    return Panel("(h) What stays open, and how many people would settle it", text, sheet=sheet)
