"""The page of a sweep: the answer first, then figures and tables, then every run."""

import pandas as pd

from fairlab.compare.paired_seeds import compare
from fairlab.compare.select import compared_metrics, overlap_of, uneven_search
from fairlab.report.pages import Page, Section
from fairlab.report.runs import Runs
from fairlab.report.sections.calibration_section import calibration_section
from fairlab.report.sections.comparison_section import comparison_section
from fairlab.report.sections.curve_section import curve_section
from fairlab.report.sections.flip_rate_section import flip_rate_section
from fairlab.report.sections.importance_section import importance_section
from fairlab.report.sections.lending_section import lending_section
from fairlab.report.sections.parity_section import parity_section
from fairlab.report.sections.run_list_section import list_section
from fairlab.report.sections.seeds_section import seeds_section
from fairlab.report.sections.trade_off_section import trade_off_section
from fairlab.report.sections.verdict_section import verdict_section, verdicts_of
from fairlab.report.sweep_answer import figures, sweep_answer


def report_page(runs: Runs) -> Page:
    """Lay out the report of a sweep.

    Parameters
    ----------
    runs : Runs
        Of one data set, with one setting per strategy.

    Returns
    -------
    Page
    """
    overlap = overlap_of(runs.table)
    table = compare(compared_metrics(runs.table), runs.strategies[0], overlap)
    told = verdicts_of(runs)
    return Page(
        title=f"{runs.dataset}: what the strategies do to accuracy and to fairness",
        about=f"{len(runs.table)} runs in {runs.store}. {_about_test(overlap)}",
        figures=figures(runs, table),
        answer=sweep_answer(runs, table, told),
        sections=[*_sections(runs, table, told, overlap), list_section(runs)],
        footer=" ".join(filter(None, [_detail(runs), uneven_search(runs.table)])),
    )


def _about_test(overlap: float) -> str:
    if overlap:
        return (
            "Every seed draws its own split, so intervals are those of the corrected resampled t "
            "test (Nadeau and Bengio)."
        )
    return "All seeds share one test set, so intervals are those of a paired t test on its rows."


def _detail(runs: Runs) -> str:
    if runs.in_detail == runs.seeds:
        return ""
    return (
        f"The comparison is of all {runs.seeds} seeds; curves, groups and verdicts are of the "
        f"first {runs.in_detail}."
    )


def _sections(runs: Runs, table: pd.DataFrame, told: pd.DataFrame, overlap: float) -> list[Section]:
    first = runs.strategies[0]
    sections = [
        comparison_section(table),
        trade_off_section(runs, overlap),
        verdict_section(told),
        parity_section(runs),
        lending_section(runs),
    ]
    if len(individual := runs.joined("individual")):
        sections.append(flip_rate_section(individual))
    sections += [curve_section(runs), seeds_section(runs, table, overlap)]
    if len(calibrated := runs.joined("calibration")):
        sections.append(calibration_section(calibrated, first))
    if len(weights := runs.joined("importance")):
        sections.append(importance_section(weights, first, runs.attributes))
    return sections
