import numpy as np
import pandas as pd

from fairlab.clones import AskedModel, clone_test, schema_of, verdict
from fairlab.clones.from_data import following_of, with_proxies
from fairlab.clones.never_together import never_together
from fairlab.data import Dataset

RNG = np.random.default_rng(0)
N = 1000
SEX = RNG.choice(["f", "m"], N)
BASE = pd.DataFrame({"sex": SEX, "age": RNG.integers(18, 80, N), "bad": RNG.integers(0, 2, N)})


def test_it_follows_or_no_verdict_is_given():
    table = Dataset("t", BASE.assign(code=(SEX == "f").astype(int)), "bad", ("sex",))
    levels, form = {"sex": ["f", "m"]}, schema_of(table)
    reads_code = AskedModel("coded", lambda people: people["code"] == 0)
    follow = following_of(form, table, levels, [])
    assert follow == ["code"]
    form = with_proxies(form, table, levels, follow)
    assert clone_test(reads_code, form, levels, 100, follow=follow).any_flip["rate"] == 1
    kept = with_proxies(schema_of(table), table, levels, [])
    said = verdict(clone_test(reads_code, kept, levels, 100))
    assert said.startswith("Whether such people are treated alike is not told: code says")
    assert "No flip" not in said


def test_clones_that_the_data_do_not_know_are_counted():
    kin = np.where(SEX == "f", RNG.choice(["wife", "alone"], N), RNG.choice(["man", "alone"], N))
    table = BASE.assign(kin=kin)
    clones = table.assign(sex=np.where(SEX == "f", "m", "f"))
    count, pairs = never_together(table, clones)
    assert count == (kin != "alone").sum()
    assert set(pairs["other_value"]) == {"wife", "man"}
    assert never_together(table, table)[0] == 0
