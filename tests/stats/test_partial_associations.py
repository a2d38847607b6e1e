import numpy as np
import pandas as pd

from fairlab.stats.partial_associations import partial_associations


def table(seed, rows=500):
    rng = np.random.default_rng(seed)
    region = rng.choice(list("nesw"), rows)
    wealth = (region == "n") + rng.normal(size=rows)
    sex = (wealth + rng.logistic(size=rows) > 0).astype(int)
    shop = rng.choice([f"shop {i}" for i in range(25)], rows)
    made = {"sex": sex, "region": region, "wealth": wealth, "shop": shop}
    made["debt"] = np.exp(wealth + rng.normal(size=rows))
    made["job"] = np.where(rng.random(rows) < 0.3 * sex, "cook", "clerk")
    return pd.DataFrame(made)


def test_what_goes_with_the_attribute_through_what_is_held_fixed_alone_is_rarely_found():
    found = [partial_associations(table(seed), "sex", ["region", "wealth"]) for seed in range(20)]
    often = (pd.DataFrame(found) < 0.05).mean()
    assert often[["shop", "debt"]].max() <= 0.15
    assert often["job"] == 1


def test_what_says_nothing_beyond_what_is_held_fixed_has_no_p_below_1():
    people = table(0).assign(copy=lambda rows: 3 * rows["wealth"])
    assert partial_associations(people, "sex", ["wealth"])["copy"] == 1


def test_rows_that_lack_a_value_are_left_out():
    people = table(0)
    gone = people.assign(debt=people["debt"].where(people["sex"] == 1))
    assert partial_associations(gone, "sex", ["wealth"])["debt"] == 1
    half = people.assign(job=people["job"].where(np.arange(500) % 2 == 0))
    assert partial_associations(half, "sex", ["wealth"])["job"] < 1e-6
