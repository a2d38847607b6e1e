"""An exploration as it is read: words in the place of names, and names in its tables."""

from dataclasses import replace

from fairlab.data import loans
from fairlab.explore import explore
from fairlab.report.exploration_page import exploration_page


def test_pages_say_words_and_tables_keep_names():
    found = explore(replace(loans(), words={"Gender": "Sex at birth", "Income": "Income a month"}))
    page = exploration_page(found)
    told = " ".join(page.answer)
    assert "`Sex at birth`" in told
    assert "`Income a month`" in told
    assert "Gender" not in told
    assert set(found.proxies["attribute"]) == {"Gender"}
    assert list(found.attributes) == ["Gender"]
