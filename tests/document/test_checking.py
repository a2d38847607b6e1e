"""One figure that was edited by hand, in any of the files, is found and named."""

import json
import re

import pytest

from fairlab.document.checking import differences, other_version
from fairlab.document.document_folder import read_figures
from fairlab.errors import RequestError
from tests.commands.recorded_sweep import record
from tests.document.conftest import document

pytestmark = pytest.mark.slow


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def checked(swept, folder, capsys):
    capsys.readouterr()
    return document(swept, check=True, output=folder), capsys.readouterr().out


@pytest.fixture
def found(copied, again):
    """Say in what the edited copy differs."""
    return lambda: "\n".join(differences(copied, read_figures(copied), again))


def test_a_document_is_what_its_runs_say(swept, made, capsys):
    ended, said = checked(swept, made, capsys)
    assert ended == 0
    assert re.match(r"All \d+ figures of .* are what its \d+ runs say, and every line is\.", said)


def test_one_figure_that_was_edited_ends_with_1_and_is_named_with_its_runs(swept, copied, capsys):
    figures = json.loads((copied / "figures.json").read_text())["figures"]
    name = next(name for name in figures if name.startswith("gap/") and name.endswith("estimate"))
    line = next(x for x in (copied / "figures.json").read_text().splitlines() if name in x)
    text = json.dumps(figures[name]["text"])
    edit(copied / "figures.json", line, line.replace(text, '"+.001"'))
    ended, said = checked(swept, copied, capsys)
    assert ended == 1
    assert f"{name} is '+.001' in the file" in said
    assert f"'{figures[name]['text']}' by the runs of fair" in said


def test_a_value_behind_a_text_that_was_kept_is_found(copied, found):
    edit(copied / "figures.json", '"value": 600,', '"value": 601,')
    assert "is '601' in the file" in found()


@pytest.mark.parametrize("name", ["documentation.html", "model_card.html"])
def test_a_figure_that_was_edited_in_a_page_is_named(name, copied, found):
    element = r'data-figure="([^"]*auc)"[^>]*>(\.\d{3})</data>'
    shown = re.search(element, (copied / name).read_text())
    edit(copied / name, shown[0], shown[0].replace(f">{shown[2]}<", ">.999<"))
    assert f"{name}, line" in found()
    assert f"({shown[1]}): '.999' in the file, '{shown[2]}' is due" in found()


@pytest.mark.parametrize("name", ["documentation.md", "model_card.md"])
def test_a_figure_that_was_edited_in_markdown_is_shown(name, copied, found):
    line = next(x for x in (copied / name).read_text().splitlines() if re.match(r"\| .*\bauc\b", x))
    figure = re.search(r"\.\d{3}", line)[0]
    edit(copied / name, line, line.replace(figure, ".999", 1))
    assert f"{name}, line" in found()
    assert f"'.999' in the file, '{figure}' is due" in found()


def test_a_figure_that_lacks_or_is_made_up_is_told(copied, found):
    path = copied / "figures.json"
    content = json.loads(path.read_text())
    content["figures"]["gap/made-up"] = content["figures"].pop("accuracy/auc")
    path.write_text(json.dumps(content))
    assert "accuracy/auc lacks" in found()
    assert "gap/made-up is in the file, and no run gives it" in found()


def test_words_and_files_that_lack_are_told(copied, found):
    edit(copied / "documentation.md", "It does not say", "It says")
    (copied / "model_card.html").unlink()
    edit(copied / "documentation.html", "what was measured", "what was loudly measured")
    assert "'says' in the file, 'does not say' is due" in found()
    assert "'loudly' in the file, which its runs do not give" in found()
    assert "model_card.html is missing" in found()


def test_a_drawing_that_was_edited_is_told_by_the_digest(copied, found):
    edit(copied / "documentation.html", "<svg ", '<svg data-edited="1" ')
    assert "documentation.html was edited" in found()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("figures.json", '"law": "Regulation', '"law": "The regulation', "'law' is not as fairlab"),
        ("figures.json", '"made_by"', '"signed": "A. Uditor",\n "made_by"', "'signed' is not as"),
        ("figures.json", '"runs": ["runs of fair"]', '"runs": ["runs of f"]', "the runs of "),
        ("documentation.html", '<data value="600', '<data value="601', "(main/people): 'value="),
    ],
)
def test_what_nobody_reads_is_compared_too(file, old, new, said, copied, found):
    edit(copied / file, old, new)
    assert said in found()


def test_the_words_of_another_fairlab_are_checked_by_their_digests(copied, found):
    edit(copied / "figures.json", '"fairlab": "', '"fairlab": "0.')
    assert found() == ""
    assert "words by their digests alone" in other_version(read_figures(copied))
    edit(copied / "documentation.md", "60", "61")
    assert "documentation.md was edited" in found()


def test_runs_that_are_gone_are_told(swept, copied, capsys):
    edit(copied / "figures.json", '"runs": [\n   "', '"runs": [\n   "f')
    ended, said = checked(swept, copied, capsys)
    assert ended == 1
    assert ": 1 run that figures come from: " in said


def test_a_document_that_does_not_say_what_it_is_about_is_told(swept, copied):
    edit(copied / "figures.json", '"strategy": "fair"', '"strategy": 3')
    with pytest.raises(RequestError, match="does not say any more what it is about"):
        document(swept, check=True, output=copied)


def test_a_strategy_that_no_run_is_of_is_told(swept, copied, capsys):
    edit(copied / "figures.json", '"against": "baseline"', '"against": "none"')
    ended, said = checked(swept, copied, capsys)
    assert (ended, "come from runs of 'none'" in said) == (1, True)


def test_more_runs_since_then_change_nothing(store, tmp_path, capsys):
    record(store, ("fair",), (0,))
    document(store.uri, output=tmp_path / "doc")
    record(store, ("fair", "baseline"), (1,))
    assert checked(store.uri, tmp_path / "doc", capsys)[0] == 0


def test_words_that_a_person_changed_since_then_are_told(swept, made, tmp_path, capsys):
    about = tmp_path / "purpose.toml"
    about.write_text('[system]\npurpose = "Credit of consumers"\n')
    assert document(swept, check=True, output=made, about=about) == 1
    assert "'to be written' in the file, 'Credit of consumers' is due" in (capsys.readouterr().out)


def test_margins_are_those_that_were_typed_and_a_check_has_them_too(swept, made, tmp_path):
    document(swept, strategy="fair", output=tmp_path / "doc", margin=("gap=0.9",))
    assert "Margins: 0.9 of rates" in (tmp_path / "doc" / "documentation.md").read_text()
    assert "Margins: 0.1 of rates" in (made / "documentation.md").read_text()
    assert document(swept, check=True, output=tmp_path / "doc") == 0


def test_a_document_that_says_no_margins_has_the_usual_ones(swept, copied):
    content = json.loads((copied / "figures.json").read_text())
    del content["about"]["margins"]
    (copied / "figures.json").write_text(json.dumps(content))
    assert document(swept, check=True, output=copied) == 0
