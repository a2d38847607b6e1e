"""What a table looks like before any model sees it: its sections as frames, figures and a page."""

from typing import TYPE_CHECKING

from fairlab.lazy_names import lazily

if TYPE_CHECKING:
    from fairlab.explore.exploration import Exploration as Exploration
    from fairlab.explore.exploration import explore as explore

__getattr__ = lazily(__name__, {"Exploration": "exploration", "explore": "exploration"})
