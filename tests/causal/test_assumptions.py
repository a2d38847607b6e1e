import numpy as np
import pandas as pd
import pytest

from fairlab.causal import TwinSettings, audit_individual, flip_rates
from fairlab.causal.assumptions import settled
from fairlab.causal.twins.uncertainty import by_rate
from fairlab.data import Dataset, read_table
from fairlab.errors import RequestError
from tests.causal.shapes import Trees, people

TABLE = pd.DataFrame(
    {"geslacht": list("mv") * 20, "designation": range(40), "bad": [0, 0, 0, 1] * 10}
)


def test_roles_and_no_names_say_what_nothing_causes():
    data = Dataset("t", TABLE, "bad", ("geslacht",))
    how = settled(TwinSettings(), data)
    assert how.knowledge("geslacht").exogenous == ("geslacht",)
    assert how.knowledge("designation").exogenous == ("geslacht",)


def test_a_toml_file_says_what_is_known_of_causes(tmp_path):
    TABLE.to_csv(tmp_path / "t.csv", index=False)
    (tmp_path / "graph.csv").write_text("geslacht,designation\n")
    about = 'target = "bad"\nsensitive = ["geslacht"]\n'
    file = tmp_path / "t.toml"
    file.write_text(about + 'causes = { before = ["designation"] }\n')
    how = settled(TwinSettings(), read_table(tmp_path / "t.csv"))
    assert (how.before, how.allowed, how.mode) == (("designation",), (), "fci")
    file.write_text(about + 'causes = { graph = "graph.csv" }\n')
    how = settled(TwinSettings(), read_table(tmp_path / "t.csv"))
    assert (how.mode, how.graph.edges) == ("given", [("geslacht", "designation")])
    how = settled(TwinSettings("fci"), read_table(tmp_path / "t.csv"))  # asked for, so followed
    assert (how.mode, how.graph) == ("fci", None)
    file.write_text(about + 'causes = { befor = ["designation"] }\n')
    with pytest.raises(RequestError, match="causes may say exogenous, before and allowed"):
        read_table(tmp_path / "t.csv")


@pytest.mark.slow
def test_a_cause_that_is_told_is_no_effect_and_the_rates_are_right():
    drawn = people("common", 5000, 0)
    model, group = Trees(drawn.train), drawn.test.frame["a"].astype(str)
    true = flip_rates(model.predict(drawn.test.frame), model.predict(drawn.twins), group)
    told = TwinSettings(before=("region",), replicates=0, second=None)
    audit = audit_individual(drawn.train, drawn.test, model, "a", told)
    assert set(audit.graph.descendants) == {"income", "debt"}
    found = by_rate(audit.rates)
    for level in "01":
        assert found[level, "FR1"] == pytest.approx(by_rate(true)[level, "FR1"], rel=0.15)
    assert "`region` may cause `a` or go with it" in " ".join(audit.notes)


@pytest.mark.slow
def test_what_is_allowed_stays_as_it_is():
    drawn = people("chain", 3000, 0)
    model = Trees(drawn.train)
    rates = []
    for allowed in ((), ("debt",), ("income",)):
        how = TwinSettings(allowed=allowed, replicates=0, second=None, draws=1)
        audit = audit_individual(drawn.train, drawn.test, model, "a", how)
        rates.append(by_rate(audit.rates)["0", "FR1"])
    assert rates[1] != rates[0]
    assert rates[2] < rates[0] / 2  # all that the attribute does goes through income
    assert np.isnan(audit.credibility.z)
    assert "nothing moves through `income`" in " ".join(audit.notes)
