"""Public tables that stay where they are published: pinned, fetched once, and checked."""

from typing import TYPE_CHECKING

from fairlab.lazy_names import lazily

if TYPE_CHECKING:
    from fairlab.data.fetch.cache import cached_file as cached_file
    from fairlab.data.fetch.entry import Entry as Entry
    from fairlab.data.fetch.entry import named as named
    from fairlab.data.fetch.entry import names as names
    from fairlab.data.fetch.fetching import fetch as fetch
    from fairlab.data.fetch.loading import load_fetched as load_fetched

_HOME = {
    "Entry": "entry",
    "cached_file": "cache",
    "fetch": "fetching",
    "load_fetched": "loading",
    "named": "entry",
    "names": "entry",
}

__getattr__ = lazily(__name__, _HOME)
