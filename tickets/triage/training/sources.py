"""What the card of the model says of the data: whose they are, under which licence, and which bytes they were."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tickets.triage.training.examples import POSTS

LICENCE = "AGPL-3.0-or-later, as the program; it was learnt from data under GPL-3.0 among others, see “data”"

WEAKNESSES = (
    "Own posts are few and were written for this purpose; what it says of criticism, praise and incidents is less sure "
    "than what it says of questions and advertising.",
    "Hostility without a rude word, and irony, are mostly missed.",
    "Quoted or reported hate is told from meant hate by rules over words, which know few ways to say so.",
    "English was learnt from posts of one country and time; Dutch from no public data at all, so Dutch posts are never "
    "ignored by themselves.",
    "GermEval 2018 and the harmful-content corpora are about politics of 2015 to 2019; names of that time weigh more "
    "than they should.",
)

_CITED = (
    (
        "germeval2018",
        "CC BY 4.0",
        "Wiegand, Siegel, Ruppenhofer: GermEval 2018 shared task on the identification of offensive language, "
        "doi 10.11588/data/0B5VML",
    ),
    ("davidson", "MIT", "Davidson, Warmsley, Macy, Weber 2017: Automated hate speech detection"),
    ("harm26_dbo", "GPL-3.0", "GermEval 2026 harmful content, Communication Forensics Lab"),
    ("harm26_vio", "GPL-3.0", "GermEval 2026 harmful content, Communication Forensics Lab"),
    ("harm26_def", "GPL-3.0", "GermEval 2026 harmful content, Communication Forensics Lab"),
    (
        "cimt_sent",
        "CC BY 4.0",
        "CIMT, Romberg et al.: contributions of citizens to www.raddialog.bonn.de and the like; of Moers and Cologne",
    ),
    ("massive_de", "CC BY 4.0", "MASSIVE 1.0, Amazon"),
)


def cited(folder: Path) -> Iterator[Mapping[str, str]]:
    """Every source that was learnt from, with the SHA-256 of its bytes."""
    for name, licence, whose in _CITED:
        yield _told(name, licence, whose, [folder / f"{name}.jsonl"])
    yield _told("own", "AGPL-3.0-or-later", "posts written for this program", sorted(POSTS.glob("*.jsonl")))


def _told(name: str, licence: str, whose: str, files: list[Path]) -> Mapping[str, str]:
    bytes_read = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return {"name": name, "licence": licence, "attribution": whose, "sha256": bytes_read}
