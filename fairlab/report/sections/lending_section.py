"""Who is flagged and who is approved, group by group, and how unlike that is: for lending."""

from fairlab.audit.metric_types import APPROVED, LENDING
from fairlab.audit.registry import group_metrics, rates
from fairlab.report.pages import Section
from fairlab.report.runs import Runs
from fairlab.report.sections.group_rates import groups_panel
from fairlab.report.sections.noise_floors import metric_panel

# No verdict is drawn from four fifths of the ratio: docs/decisions/0011-metrics.md
INTRODUCTION = (
    "Who is not flagged is approved, which is the favourable outcome. The adverse impact ratio is "
    "the lowest approval rate over the highest: 1 is equal. It says nothing of who would have paid "
    "and who would not. The grey bar is what 95 % of equal groups would stay within; small marks "
    "are seeds, large ones their mean."
)
RATES = "Means over seeds, with the range of the seeds. The rows are mean rows per seed."


def lending_section(runs: Runs) -> Section:
    """Show the shares flagged and approved of every group, and the metrics that compare them.

    Parameters
    ----------
    runs : Runs
        With ``groups`` tables.
    """
    audits = runs.joined("groups")
    shown = [rate for rate in rates() if rate.family == LENDING]
    # One picture: the shares flagged are the same marks, turned around.
    drawn = [rate for rate in shown if rate.outcome == APPROVED]
    title = "Shares flagged and approved of every group"
    groups = groups_panel(audits, runs.strategies, title, RATES, shown, drawn)
    metrics = [one for one in group_metrics() if one.compared and one.family == LENDING]
    panels = [groups, *(metric_panel(audits, metric, runs.strategies) for metric in metrics)]
    return Section("Who is flagged and who is approved", INTRODUCTION, list(filter(None, panels)))
