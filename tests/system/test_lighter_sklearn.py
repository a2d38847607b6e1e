"""What stands in for scipy.stats; that it does so, `test_resumed_sweep.py` holds."""

import sys
from importlib import import_module

import pytest

from fairlab.system import lighter_sklearn
from fairlab.system.lighter_sklearn import LIGHTER, import_lighter


@pytest.mark.parametrize("whence", ["heavy_one", "heavy_one.deeper"])
def test_a_version_that_takes_something_of_it_at_once_is_given_it(whence, tmp_path, monkeypatch):
    named = {"LIGHTER": "light_one", "HEAVY": "heavy_one"}
    for which, name in named.items():
        monkeypatch.setattr(lighter_sklearn, which, name)
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", sys.meta_path.copy())
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "heavy_one").mkdir()
    for name in ("__init__", "deeper"):
        (tmp_path / "heavy_one" / f"{name}.py").write_text("there = 3")
    (tmp_path / "light_one.py").write_text(f"import heavy_one as h; from {whence} import there")
    import_lighter()
    import_lighter()
    light = import_module("light_one")
    assert light.there == light.h.there == sys.modules["heavy_one"].there == 3
    with pytest.raises(AttributeError, match="nothing"):
        _ = light.h.nothing


def test_nothing_is_put_off_where_it_is_imported_already():
    import_module(LIGHTER)
    before = sys.meta_path.copy()
    import_lighter()
    assert sys.meta_path == before
