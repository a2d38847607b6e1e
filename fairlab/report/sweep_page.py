"""The page of a sweep: the answer first, then figures and tables, then every run."""

from collections.abc import Iterator, Sequence

from fairlab.compare.attribute_words import attribute_sentence, meaning_sentence
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_sentences import about_sentence, answer_sentences
from fairlab.compare.decided_people import NO_PEOPLE
from fairlab.compare.fitted_before import fitted_before
from fairlab.compare.frontier import Frontier
from fairlab.compare.prediction_words import prediction_sentences
from fairlab.compare.select import uneven_search
from fairlab.compare.shared_search import shared_search
from fairlab.compare.shortfall_sentences import shortfall_sentences
from fairlab.report.pages import Page, Section
from fairlab.report.runs import Runs
from fairlab.report.sections.calibration_section import calibration_section
from fairlab.report.sections.comparison_section import comparison_section
from fairlab.report.sections.curve_section import curve_section
from fairlab.report.sections.drift_section import drift_section
from fairlab.report.sections.flip_rate_section import flip_rate_section
from fairlab.report.sections.frontier_section import frontier_section
from fairlab.report.sections.importance_section import importance_section
from fairlab.report.sections.lending_section import lending_section
from fairlab.report.sections.parity_section import parity_section
from fairlab.report.sections.run_list_section import list_section
from fairlab.report.sections.seeds_section import seeds_section
from fairlab.report.sections.verdict_section import verdict_section
from fairlab.report.sweep_answer import figures

OF_SEARCH = (uneven_search, shared_search)


def report_page(
    runs: Runs, comparison: Comparison | None, frontiers: Sequence[Frontier] = ()
) -> Page:
    """Lay out the report of a sweep.

    Parameters
    ----------
    runs : Runs
        Of one data set, with one setting per strategy.
    comparison : Comparison, optional
        Of these runs; none where they did not record whom they decided about.
    frontiers : sequence of Frontier
        Of these runs.
    """
    comparison = comparison.in_words if comparison else None
    where = f"{prediction_sentences(runs.table)} {len(runs.table)} runs in {runs.store}."
    return Page(
        title=f"{runs.dataset}: what the strategies do to accuracy and to fairness",
        about=f"{fitted_before(runs.table)} {where}".strip(),
        figures=figures(comparison) if comparison else [],
        answer=[
            *_answer(comparison),
            *_of_attributes(runs),
            *shortfall_sentences(runs.table, runs.words),
        ],
        sections=[*_of_claims(runs, comparison, frontiers), *_of_runs(runs), list_section(runs)],
        footer=" ".join(filter(None, [_detail(runs), *(told(runs.table) for told in OF_SEARCH)])),
    )


def _of_attributes(runs: Runs) -> Iterator[str]:
    told = attribute_sentence(runs.table, runs.words), meaning_sentence(runs.table)
    yield from filter(None, told)


def _answer(comparison: Comparison | None) -> list[str]:
    if comparison is None:
        return [" ".join(NO_PEOPLE.split())]
    return [about_sentence(comparison), *answer_sentences(comparison)]


def _detail(runs: Runs) -> str:
    if runs.in_detail == runs.seeds:
        return ""
    return (
        f"The answers are of all {runs.seeds} seeds; curves and groups are of the first "
        f"{runs.in_detail}."
    )


def _of_claims(
    runs: Runs, comparison: Comparison | None, frontiers: Sequence[Frontier]
) -> Iterator[Section]:
    """Show what is claimed, with bands."""
    if comparison is None:
        return
    yield verdict_section(comparison)
    yield comparison_section(comparison)
    if shown := frontier_section(frontiers, runs.table):
        yield shown
    if drift := drift_section(comparison):
        yield drift
    yield seeds_section(runs, comparison)


def _of_runs(runs: Runs) -> Iterator[Section]:
    """Describe what the runs recorded."""
    first = runs.strategies[0]
    yield parity_section(runs)
    yield lending_section(runs)
    if len(individual := runs.joined("individual")):
        yield flip_rate_section(individual, runs.table)
    yield curve_section(runs)
    if len(calibrated := runs.joined("calibration")):
        yield calibration_section(calibrated, first)
    if len(weights := runs.joined("importance")):
        yield importance_section(weights, first, runs.attributes)
