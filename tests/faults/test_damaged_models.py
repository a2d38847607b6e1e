"""A recorded model, damaged a thousand times: refused each time before any parser sees it."""

import json
import random
import shutil
from pathlib import Path

import pytest
import xgboost

from fairlab.errors import StoreError
from fairlab.experiment.fitted import FittedModel, _load_pyfunc
from fairlab.experiment.stored_model import store_model
from fairlab.learn import TunedXGB
from fairlab.record.hashes import SUMS, seal, verify
from tests.small import small_credit

TIMES = 1000


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> tuple[Path, str]:
    """Give the files of a fitted strategy as they are recorded, and the hash of all of them."""
    data = small_credit()
    model = TunedXGB(trials=1, trees=20, patience=5).fit(data.X, data.y)
    stored, _ = store_model(FittedModel(model, tuple(data.X)), data)
    folder = tmp_path_factory.mktemp("model")
    for name, content in stored.files.items():
        (folder / name).write_bytes(content)
    return folder, seal(folder)


def flip(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    changed = content[place] ^ 1 << chance.randrange(8)
    return content[:place] + bytes([changed]) + content[place + 1 :]


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def grow(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.randbytes(1) + content[place:]


def change_digit(content: bytes, chance: random.Random) -> bytes:
    digits = [place for place, byte in enumerate(content) if byte in b"0123456789"]
    if not digits:
        return flip(content, chance)
    place = chance.choice(digits)
    other = chance.choice([digit for digit in b"0123456789" if digit != content[place]])
    return content[:place] + bytes([other]) + content[place + 1 :]


def test_a_thousand_damages_are_refused_before_a_parser_sees_them(sealed, monkeypatch):
    folder, whole = sealed
    _load_pyfunc(str(folder))
    for parser in (json, "loads"), (xgboost.Booster, "__init__"), (xgboost.Booster, "load_model"):
        monkeypatch.setattr(*parser, lambda *_, **__: pytest.fail("it was parsed"))
    chance, files = random.Random(0), sorted(folder.iterdir())
    for number in range(TIMES):
        file = chance.choice(files)
        content = file.read_bytes()
        damage = (flip, cut, grow, change_digit)[number % 4]
        file.write_bytes(damage(content, chance))
        for refused in (lambda: _load_pyfunc(str(folder)), lambda: verify(folder, whole)):
            with pytest.raises(StoreError, match="damaged"):
                refused()
        file.write_bytes(content)
    verify(folder, whole)


@pytest.mark.parametrize("file", ["model.ubj", "encoder.json", "strategy.json", SUMS])
def test_so_is_a_file_that_is_gone(file, sealed, tmp_path):
    folder = shutil.copytree(sealed[0], tmp_path / "copy")
    (folder / file).unlink()
    with pytest.raises(StoreError, match="damaged"):
        _load_pyfunc(str(folder))
