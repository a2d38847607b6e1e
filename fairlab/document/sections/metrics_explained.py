"""Which metrics were used, what each of them is, and why."""

from fairlab.audit.metric_types import AccuracyMetric, GroupMetric
from fairlab.audit.registry import accuracy_metrics, compared_rates, group_metrics
from fairlab.compare.comparison_legend import margins_sentence
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import words_panel
from fairlab.report.pages import Panel, Section, Sheet

ORDER, TITLE = 90, "The metrics, and why these"
ANSWERS = ("Annex IV 4",)
REASONS = (
    "Bad events are rare, so that a share of right decisions would say little: one that flags "
    "nobody is right nearly always. Rates are taken of those they are about: recall of the bad "
    "events, precision of the flags.",
    "Groups are compared by differences of recall and precision, and by ratios of the shares that "
    "are flagged and approved, since of rates near 0 a difference says little.",
    "A gap has a band and a margin that was fixed before; a test alone would call any gap shown "
    "where people are many, and none where they are few.",
    "Where label rates differ, recall, precision and approvals cannot all be equal (Chouldechova, "
    "2017): which one counts is for a person to say.",
)
DIRECTION = {True: "lower is better", False: "higher is better"}


def write(evidence: Evidence) -> Section:
    """List the metrics."""
    metrics: list[AccuracyMetric | GroupMetric] = [*accuracy_metrics(), *group_metrics()]
    rows = [
        (metric.name, metric.label, DIRECTION[metric.lower_is_better], metric.outcome)
        for metric in metrics
        if metric.compared
    ]
    rows += [(rate.name, rate.label, "between groups: equal", rate.outcome)
             for rate in compared_rates() if rate.name not in {row[0] for row in rows}]  # fmt: skip
    sheet = Sheet(("Metric", "What it is", "Direction", "About who is"), rows, texts=4)
    panels = [words_panel(evidence, "development.metrics"), Panel("Metrics", sheet=sheet)]
    return Section(TITLE, panels=panels, items=[*REASONS, margins_sentence(evidence.own.margins)])
