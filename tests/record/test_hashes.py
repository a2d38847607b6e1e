import random
import shutil
import subprocess
from pathlib import Path

import pytest

from fairlab.errors import StoreError
from fairlab.record.hashes import SUMS, seal, verify
from tests.record import toy_model


def _damage(folder: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(folder.iterdir()))
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    kind = chance.choice(["flip", "cut", "digit", "grow", "remove", "stranger"])
    if kind == "flip":
        content[at] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        del content[at:]
    elif kind == "digit":
        content[at] = ord("7") if content[at] != ord("7") else ord("8")
    elif kind == "grow":
        content.insert(at, chance.randrange(256))
    if kind == "remove":
        path.unlink()
    elif kind == "stranger":
        (folder / "stranger.json").write_text("{}")
    else:
        path.write_bytes(content)


@pytest.mark.parametrize("trial", range(100))
def test_a_damaged_model_is_refused_before_it_is_parsed(trial, model_folder, monkeypatch):
    monkeypatch.setattr(toy_model.json, "loads", lambda _: pytest.fail("it was parsed"))
    whole = seal(model_folder)
    verify(model_folder, whole)
    _damage(model_folder, random.Random(trial))
    with pytest.raises(StoreError, match="damaged"):
        toy_model._load_pyfunc(str(model_folder))


def test_the_list_of_hashes_is_that_of_sha256sum(model_folder):
    if not shutil.which("sha256sum"):
        pytest.skip("sha256sum is not installed")
    seal(model_folder)
    subprocess.run(["sha256sum", "--strict", "-c", SUMS], cwd=model_folder, check=True)
