"""The audit of a table of decisions as one page: the answer, what was decided, then the figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from fairlab import __version__
from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.impact_ratios import impact_ratios, impact_ratios_of
from fairlab.audit.registry import metric_words
from fairlab.audit.sources import AuditSource
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_sentences import changes_sentence
from fairlab.compare.comparison_table import CHANGE_COLUMNS, change_rows
from fairlab.compare.statement_words import band, figure, number, short_count
from fairlab.data.messages import plain
from fairlab.report.audit_page import (
    HOW,
    audit_answer,
    group_panels,
    individual_sections,
    panels_by_whom,
    people_answer,
    statement_section,
    worded_people,
)
from fairlab.report.pages import Page, Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.guessed_section import guessed_section, guessed_sentences
from fairlab.report.sections.impact_section import impact_section
from fairlab.report.sections.score_section import score_section

if TYPE_CHECKING:
    from fairlab.causal import IndividualAudit

WITHOUT_LABELS = (
    "Nothing says what happened to these people, so that this page cannot say whether flags were "
    "right, whether bad events were caught as often in every group, or whether a score means the "
    "same in each. It says who is flagged and who is approved, and how unlike that is by group."
)

ACCURACY = (
    "All people together, with bands that hold at 95 % for all of a model's figures at once, and "
    "of how many each is a share at least."
)
HALF = 0.5
CHANGES = (
    "What the challenger changes, person by person: who is decided about alike by both cancels, so "
    "that a change is surer than a difference of two audits. Bands hold at 95 % for all changes at "
    "once."
)


@dataclass(frozen=True)
class Provenance:
    """Where decisions come from and how they were read.

    Parameters
    ----------
    file, sha256 : str
        The name of the file and the hash of its bytes; no hash of what was counted in pieces.
    read_as, notes : sequence of str
        How columns were read; what is missing or odd.
    what : str
        What bears the name, as a sentence begins.
    """

    file: str
    sha256: str
    read_as: Sequence[str]
    notes: Sequence[str]
    what: str = "The file"


def decision_page(
    source: AuditSource | CountedSource,
    origin: Provenance,
    comparison: Comparison,
    groups: pd.DataFrame,
    people: "Sequence[IndividualAudit]" = (),
) -> Page:
    """Lay out the audit of a table of decisions.

    Parameters
    ----------
    source : AuditSource or CountedSource
    origin : Provenance
    comparison : Comparison
        What ``statements_about`` says.
    groups : DataFrame
        What ``audit_source`` returned.
    people : sequence of IndividualAudit
        One per attribute; none where individuals were not asked about.
    """
    comparison, groups = comparison.in_words, source.words.of(groups)
    people = worded_people(people, source.words)
    sections = [
        *individual_sections(people),
        _origin_section(origin),
        *([impact_section(_ratios(source), groups)] if len(groups) else []),
        *_guessed_sections(source),
        *([statement_section(comparison)] if len(comparison.gaps) else []),
        *_accuracy_sections(comparison),
        *_by_rows(source, comparison),
        *([Section("Groups", panels=group_panels(groups), items=HOW)] if len(groups) else []),
    ]
    return Page(
        title=plain(source.title),
        about="",
        figures=[
            (count(source.rows), comparison.judged.unit),
            *_happened(source),
            (percent(source.flagged / source.rows), "flagged"),
            (percent(1 - source.flagged / source.rows), "approved"),
        ],
        answer=decision_answer(source, comparison, people),
        sections=sections,
        footer=f"fairlab {__version__}",
    )


def decision_answer(
    source: AuditSource | CountedSource,
    comparison: Comparison,
    people: "Sequence[IndividualAudit]" = (),
) -> list[str]:
    """Say what was found, what challengers change, and what cannot be said without labels."""
    comparison = comparison.in_words
    challengers = comparison.strategies[1:]
    found = [*filter(None, [source.about]), *people_answer(people), *_one_sided(source)]
    found += audit_answer(comparison)
    found += [changes_sentence(comparison, name) for name in challengers]
    found += [*guessed_sentences(source.words.of(guessed(source))), *_turned(comparison)]
    return found if source.known else [*found, WITHOUT_LABELS]


def _one_sided(source: AuditSource | CountedSource) -> Iterator[str]:
    """Say who flags nobody, or everybody."""
    flagged = {source.strategy: source.flagged}
    if isinstance(source, AuditSource):
        flagged |= {name: int(own.sum()) for name, (own, _) in source.challengers.items()}
    for name, people in flagged.items():
        if people in (0, source.rows):
            who, scores = ("Everybody", "every score") if people else ("Nobody", "no score")
            why = "" if source.threshold is None else f": {scores} reaches the threshold"
            yield f"{who} is flagged by `{plain(name)}`{why}."


def _guessed_sections(source: AuditSource | CountedSource) -> list[Section]:
    found = source.words.of(guessed(source))
    return [] if found.empty else [guessed_section(found)]


def guessed(source: AuditSource | CountedSource) -> pd.DataFrame:
    """Compare the groups of attributes that are guessed; no row where there are none."""
    return source.guessed if isinstance(source, AuditSource) else pd.DataFrame()


def _ratios(source: AuditSource | CountedSource) -> pd.DataFrame:
    if isinstance(source, AuditSource):
        return source.words.of(impact_ratios(source))
    of = source.further_statistics, source.strategy, source.pairing.fewest
    return source.words.of(impact_ratios_of(*of))


def _by_rows(source: AuditSource | CountedSource, comparison: Comparison) -> list[Section]:
    """Show what challengers change, and scores group by group."""
    changes = [_change_section(comparison, name) for name in comparison.strategies[1:]]
    grouped = source.people.groups if isinstance(source, CountedSource) else [*source.groups]
    return [*changes, score_section(source)] if source.has_scores and grouped else changes


def _turned(comparison: Comparison) -> Iterator[str]:
    """Say which scores are high where bad events are rare."""
    for row in comparison.levels.to_dict("records"):
        if row["metric"] == "auc" and row["high"] < HALF:
            yield (
                f"The scores of `{plain(row['strategy'])}` are high where bad events are rare (AUC "
                f"{number(row['estimate'])}, band {band(row)}). Is a high score a good one? Here a "
                "high score is taken as suspect: audit 1 minus the score instead."
            )


def _accuracy_sections(comparison: Comparison) -> Iterator[Section]:
    """Show how good scores and decisions are; nothing where no label says so."""
    rows = [
        [plain(row["strategy"]), metric_words(row["metric"]), figure(row, "estimate"),
         band(row) or row["note"], short_count(row["events_group"])]
        for row in comparison.levels.to_dict("records")
    ]  # fmt: skip
    if rows:
        sheet = Sheet(("of", "measure", "value", "band", "rests on"), rows, texts=2)
        yield Section("How good the decisions are", ACCURACY, [Panel("", sheet=sheet)])


def _change_section(comparison: Comparison, challenger: str) -> Section:
    panels = panels_by_whom(CHANGE_COLUMNS, change_rows(comparison, challenger))
    return Section(f"{plain(challenger)} against {plain(comparison.against)}", CHANGES, panels)


def _happened(source: AuditSource | CountedSource) -> list[tuple[str, str]]:
    known = source.known
    return [(percent(source.bad_events / known), "had the bad event")] if known else []


def _origin_section(origin: Provenance) -> Section:
    where = f"{origin.what} `{plain(origin.file)}`, SHA-256 `{origin.sha256}`."
    if not origin.sha256:
        where = f"`{plain(origin.file)}`, which was counted in pieces; no hash was taken."
    return Section("What was audited", items=[where, *origin.read_as, *origin.notes])
