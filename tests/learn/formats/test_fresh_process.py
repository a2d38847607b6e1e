"""Every kind of classifier gives the same bits in a process that has only its files."""

import json
import zipfile

import numpy as np
import pandas as pd
import pytest
from _pytest.outcomes import Skipped

from fairlab.learn.formats import format_of, load_model, save_model
from fairlab.learn.scoring import positive_score
from tests.learn.formats.classifiers import CLASSIFIERS

pytestmark = pytest.mark.slow

READ = """
import json
from pathlib import Path
import numpy as np, pandas as pd
from fairlab.learn.formats import load_model
from fairlab.learn.scoring import positive_score
for folder in map(Path, {folders}):
    rows = pd.read_parquet(folder / "rows.parquet")
    model = load_model((folder / "format").read_text(), folder / "model")
    np.save(folder / "score.npy", positive_score(model, rows))
    labels = model.predict(rows).tolist(), model.classes_.tolist()
    (folder / "labels.json").write_text(json.dumps(labels))
"""
PICKLED = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


@pytest.fixture(scope="module")
def stored(tmp_path_factory, another_process):
    """What each classifier scored, and the folder from which another process scored again."""
    folders, scores = {}, {}
    for name, (_, make) in CLASSIFIERS.items():
        try:
            model, rows = make()
        except Skipped:
            continue
        folders[name] = folder = tmp_path_factory.mktemp("stored")
        (folder / "model").mkdir()
        (folder / "format").write_text(save_model(model, folder / "model"))
        rows.to_parquet(folder / "rows.parquet")
        labels = [model.predict(rows).tolist(), model.classes_.tolist()]
        scores[name] = positive_score(model, rows), labels
    another_process.said(READ.format(folders=[str(folder) for folder in folders.values()]))
    return folders, scores


def _of(stored, name):
    folders, scores = stored
    if name not in folders:
        pytest.skip(f"the library of {name} is not installed")
    return folders[name], *scores[name]


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_scores_are_the_same_bits(stored, name):
    folder, score, labels = _of(stored, name)
    assert len(np.unique(score)) > 3
    assert np.load(folder / "score.npy").tobytes() == score.tobytes()
    assert json.loads((folder / "labels.json").read_text()) == labels


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_no_file_is_a_pickle(stored, name):
    folder, _, _ = _of(stored, name)
    for path in (folder / "model").iterdir():
        contents = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                assert "schema.json" in archive.namelist()
                contents = [archive.read(inner) for inner in archive.namelist()]
        assert not any(content.startswith(PICKLED) for content in contents)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_it_is_kept_in_the_format_of_its_library_again_and_again(stored, name, tmp_path):
    folder, score, _ = _of(stored, name)
    known = (folder / "format").read_text()
    assert known == CLASSIFIERS[name][0]
    model = load_model(known, folder / "model")
    assert format_of(model) == known
    save_model(model, tmp_path)
    rows = pd.read_parquet(folder / "rows.parquet")
    assert positive_score(load_model(known, tmp_path), rows).tobytes() == score.tobytes()
