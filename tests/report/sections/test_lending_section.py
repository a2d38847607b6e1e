"""Every cell of the lending section is recomputed from the people of the runs."""

from fairlab.report.pages.numbers import decimal, percent
from fairlab.report.sections.lending_section import lending_section
from tests.report.toy_sweep import toy_runs


def test_rates_and_ratio_are_those_of_the_people():
    runs = toy_runs(seeds=2)
    groups, difference, ratio = lending_section(runs).panels
    assert groups.sheet.headings[3:] == [
        *("Share flagged (flagged)", "of rows", "Approval rate (approved)", "of rows")
    ]
    flagged = _shares(runs, "baseline")
    for row in groups.sheet.rows:
        if row[2] == "baseline":
            share = sum(of_seed[row[1]] for of_seed in flagged) / len(flagged)
            assert row[3] == percent(share)
            assert row[5] == percent(1 - share)
    seen = [(1 - max(s.values())) / (1 - min(s.values())) for s in flagged]
    assert ratio.title == "Adverse impact ratio"
    assert "about who is approved" in ratio.text
    assert ratio.sheet.rows[0][2] == decimal(sum(seen) / 2)
    gaps = [max(s.values()) - min(s.values()) for s in flagged]
    assert difference.sheet.rows[0][2] == decimal(sum(gaps) / 2)


def _shares(runs, strategy):
    """The share of each group that is flagged, per seed, counted in the audit's recall and fpr."""
    found = []
    for _, audit in runs.each("groups", strategy):
        rows = audit[(audit["kind"] == "group") & audit["measure"].isin(["recall", "fpr"])]
        summed = rows.groupby("group")[["hits", "size"]].sum()
        found.append((summed["hits"] / summed["size"]).to_dict())
    return found


def test_beyond_the_floor_of_a_ratio_is_below_it():
    runs = toy_runs(seeds=3)
    ratio = lending_section(runs).panels[2]
    audits = runs.joined("groups")
    mine = audits[(audits["measure"] == "adverse_impact_ratio") & (audits["strategy"] == "other")]
    below = (mine["value"] < mine["floor_95"]).sum()
    assert ratio.sheet.rows[1][5] == f"{below} of 3 seeds"
