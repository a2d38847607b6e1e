"""The technical documentation as a page: what it is, its sections, the law, and its sources."""

from collections.abc import Iterator

from fairlab import __version__
from fairlab.compare.audit_sentences import audit_sentences
from fairlab.compare.prediction_words import prediction_sentences
from fairlab.document.asked_words import ASKED
from fairlab.document.evidence import Evidence, runs_of
from fairlab.document.found_sections import document_sections
from fairlab.document.law import EDITION, LATER, POINTS
from fairlab.document.traced_cells import said, traced
from fairlab.report.pages import Page, Panel, Section, Sheet, Traced
from fairlab.report.pages.numbers import count
from fairlab.stats.answers import OPEN

CLAIMS_NOTHING = (
    "This document describes what was measured and what people wrote. It does not say that the "
    "system complies with any law: that is for those who sign it, and for whoever judges it."
)
BY_POINTS = (
    "What the law asks for, in few words that do not replace its text, and where it stands. A "
    "point without a section of its own is answered by what a person writes."
)
BY_RUNS = (
    "What each source is in MLflow. `fairlab document --check` recomputes every figure from these "
    "runs and tells where one differs."
)


def documentation(evidence: Evidence) -> Page:
    """Lay out the technical documentation."""
    sections = [section.write(evidence) for section in document_sections()]
    name = evidence.said.texts.get("system.name", evidence.runs.dataset)
    return Page(
        title=f"{name}: technical documentation",
        about=(
            f"Made on {evidence.made} by fairlab {__version__} of the strategy "
            f"{evidence.strategy} on the data {evidence.runs.dataset}. Written for {EDITION}. "
            f"{LATER}"
        ),
        figures=_main(evidence),
        answer=[_to_be_written(evidence), *_found(evidence), CLAIMS_NOTHING],
        sections=[*sections, _law(evidence), _runs(evidence)],
        footer=f"fairlab {__version__}, {evidence.made}",
    )  # fmt: skip


def _main(evidence: Evidence) -> list:
    own, source = evidence.own, evidence.source
    left = int((own.gaps["answer"] == OPEN).sum())
    main = [
        (traced("main/people", own.people, count(own.people), source),
         f"{own.judged.unit} decided about"),
        (traced("main/statements", len(own.gaps), str(len(own.gaps)), source),
         "statements about groups"),
        (traced("main/open", left, str(left), source), "of them are open"),
    ]  # fmt: skip
    return [(f"{evidence.said.lacking()} of {len(ASKED)}", "texts are to be written"), *main]


def predicted(page: str, evidence: Evidence) -> Traced:
    """Say on a page what is predicted, from which data, and what a decision means."""
    return said(f"{page}/predicted", prediction_sentences(evidence.own_runs), evidence.source)


def _found(evidence: Evidence) -> Iterator[str]:
    """Say what is predicted, what is shown of groups, and what the strategy changed."""
    own, tried = evidence.own, evidence.tried
    yield predicted("main", evidence)
    first = next(audit_sentences(own))
    yield said("answer/groups", first, evidence.source)
    if own.against != tried.against:
        runs = (runs_of(tried.against), *evidence.source)
        yield said("answer/changes", evidence.changed[own.against], runs)


def _to_be_written(evidence: Evidence) -> str:
    left = evidence.said.lacking()
    if not left:
        return f"All {len(ASKED)} texts that only a person can write are there."
    return (
        f"{left} of {len(ASKED)} texts that only a person can write are to be written, and stand "
        "so below. `fairlab document --draft` writes the file for them."
    )


def _law(evidence: Evidence) -> Section:
    sections = document_sections()
    rows = []
    for point, words in POINTS.items():
        where = "; ".join(section.TITLE for section in sections if point in section.ANSWERS)
        asked = sum(point in one.points for one in ASKED)
        left = evidence.said.lacking(point)
        rows.append((point, words, where, f"{left} of {asked}" if asked else "from the runs alone"))
    sheet = Sheet(("Point", "What it asks for", "Section", "To be written"), rows, texts=4)
    return Section("Which section answers which point of the law", BY_POINTS, [Panel(sheet=sheet)])


def _runs(evidence: Evidence) -> Section:
    rows = [
        (source, what, run_id)
        for source, runs in evidence.sources.items()
        for what, run_id in runs.items()
    ]
    sheet = Sheet(("Source", "Which", "Run in MLflow"), rows, texts=3)
    return Section("The runs that the figures come from", BY_RUNS, [Panel(sheet=sheet)])
