"""The study's published figures beside those that its counts, or the simulation, give."""

from typing import TYPE_CHECKING

from fairlab.lazy_names import lazily

if TYPE_CHECKING:
    from fairlab.replication.beside_published import replicate as replicate
    from fairlab.replication.conclusions import conclude as conclude

__getattr__ = lazily(__name__, {"conclude": "conclusions", "replicate": "beside_published"})
