import pandas as pd

from fairlab.report.sections.flip_rate_section import flip_rate_section

RATES = {"attribute": "sex", "group": "f", "to": "m", "strategy": "baseline", "rate": "FR1"}
RATES |= {"value": 0.2, "low": 0.1, "high": 0.3, "none": 0.2, "flips": 2, "of": 10}


def test_what_was_told_of_causes_stands_beside_the_rates_and_apart_what_was_assumed():
    rates = pd.DataFrame([RATES | {"descendants": 1, "note": None}])
    told = {"params.individual.told": "before home (--before)"}
    runs = pd.DataFrame([told, told]).assign(**{"params.individual.assumed": "exogenous sex"})
    assert flip_rate_section(rates, runs).items == [
        "Of causes, told: before home (--before).",
        "Of causes, assumed: exogenous sex.",
    ]
    assert flip_rate_section(rates, runs[[]]).items == []
