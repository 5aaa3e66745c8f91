"""Records made by hand, as extraction would give them: two papers, two languages, one pact.

`records()` gives them, `build(folder)` a build's folder of them. Other tests may import both.
"""

from pathlib import Path
from typing import Any

from kg import records as kg_records
from kg.assemble import Settings, assemble
from kg.model import Claim, Document, Entity, Mention, Record, Span, digest, slug
from kg.store import write

EN = """Russia and North Korea sign defence pact
PYONGYANG, June 19, 2024 - Russian President Vladimir Putin met Kim Jong Un in Pyongyang on Wednesday, and the two \
leaders signed a mutual defence pact that replaces a treaty of 2000.
"We will stand together," Kim said. South Korean officials say that the pact violates UN sanctions; Moscow denied \
supplying arms to Pyongyang.
Russia, a permanent member of the UN Security Council, plans to invite Kim to Moscow in 2025.
"""
ID = """Putin dan Kim teken pakta di Pyongyang
Presiden Rusia Vladimir Putin menandatangani pakta pertahanan dengan Korea Utara pada Rabu, 19 Juni 2024.
Menurut Kantor Berita Yonhap, pakta itu mungkin melanggar sanksi PBB. Kim Jong Un mengatakan, "Kami tidak takut."
"""


def own(type: str, name: str, *clues: str) -> str:
    """The key of an entity that no reference data knows."""
    return f"{slug(name)}-{digest(' '.join([type, name, *clues]))}"


PACT = own("Agreement", "mutual defence pact", "year:2024")
TREATY = own("Agreement", "treaty of 2000", "year:2000")
OFFICIALS = own("Group", "South Korean officials", "local", "en")
SANCTIONS = "un-sanctions-north-korea"
WORDS_EN = own("Statement", "We will stand together")
WORDS_ID = own("Statement", "Kami tidak takut")

REFERENCE = {
    "vladimir-putin": ("Person", "Q7747"),
    "kim-jong-un": ("Person", "Q56226"),
    "russia": ("Country", "Q159"),
    "north-korea": ("Country", "Q423"),
    "pyongyang": ("Place", "Q18808"),
    "un-security-council": ("Organization", "Q37470"),
    "yonhap": ("Organization", "Q494714"),
    SANCTIONS: ("Sanctions", None),
}
OWN = {PACT: "Agreement", TREATY: "Agreement", OFFICIALS: "Group", WORDS_EN: "Statement", WORDS_ID: "Statement"}


def entity(key: str, *names: str, **more: Any) -> Entity:
    type, number = REFERENCE.get(key) or (OWN[key], None)
    origin = "reference" if key in REFERENCE else "text"
    return Entity(
        key, type, names, wikidata=number, origin=origin, reason=f"alias {names[0]!r}" if names else "", **more
    )


class _Text:
    """Builds claims of one text from the words that say them."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def claim(self, subject: str, relation: str, object: str | None, words: str, **more: Any) -> Claim:
        given: dict[str, Any] = {"confidence": 0.9, "rule": f"frames {relation}", "reasons": (f"the words {words!r}",)}
        return Claim(subject, relation, object, (self.span(words),), **given | more)

    def mention(self, words: str, key: str) -> Mention:
        return Mention(self.span(words), key, "name", f"alias {words!r} of one entity")


def english() -> Record:
    text = _Text(EN)
    signed = "the two leaders signed a mutual defence pact that replaces a treaty of 2000"
    met = "Russian President Vladimir Putin met Kim Jong Un in Pyongyang on Wednesday"
    president = "Russian President Vladimir Putin"
    accusation = "South Korean officials say that the pact violates UN sanctions"
    member = "Russia, a permanent member of the UN Security Council"
    day = {"time": "2024-06-19"}
    claims = (
        text.claim("russia", "party-to", PACT, "Russia and North Korea sign defence pact", confidence=0.93),
        text.claim("north-korea", "party-to", PACT, "Russia and North Korea sign defence pact", confidence=0.93),
        text.claim("vladimir-putin", "met-with", "kim-jong-un", met, **day),
        text.claim("vladimir-putin", "visited", "pyongyang", met, confidence=0.55, **day),
        text.claim("vladimir-putin", "holds-position", None, president, literal="Russian President", confidence=1.0),
        text.claim("vladimir-putin", "leader-of", "russia", president),
        text.claim("vladimir-putin", "signed", PACT, signed, **day),
        text.claim("kim-jong-un", "signed", PACT, signed, **day),
        text.claim(PACT, "replaces", TREATY, "a mutual defence pact that replaces a treaty of 2000"),
        text.claim("kim-jong-un", "said", WORDS_EN, '"We will stand together," Kim said.'),
        text.claim(PACT, "violates-sanctions", SANCTIONS, accusation, speaker=OFFICIALS),
        text.claim(OFFICIALS, "accused", "russia", accusation, confidence=0.5),
        text.claim("russia", "supplied-arms-to", "north-korea", "Moscow denied supplying arms to Pyongyang",
                   negated=True, speaker="russia"),
        text.claim("russia", "permanent-member-of", "un-security-council", member),
        text.claim("russia", "invited", "kim-jong-un", "plans to invite Kim to Moscow in 2025", modality="planned",
                   time="2025"),
    )  # fmt: skip
    entities = (
        entity("vladimir-putin", "Vladimir Putin"),
        entity("kim-jong-un", "Kim Jong Un", "Kim"),
        entity("russia", "Russia", "Moscow"),
        entity("north-korea", "North Korea", "Pyongyang"),
        entity("pyongyang", "Pyongyang"),
        entity("un-security-council", "UN Security Council"),
        entity(SANCTIONS, "UN sanctions"),
        entity(PACT, "mutual defence pact", "defence pact", "pact", clues=("year:2024",)),
        entity(TREATY, "treaty of 2000", clues=("year:2000",)),
        entity(OFFICIALS, "South Korean officials", clues=("local",)),
        entity(WORDS_EN, text="We will stand together", speaker="kim-jong-un"),
    )
    mentions = (
        text.mention("Vladimir Putin", "vladimir-putin"),
        text.mention("Kim Jong Un", "kim-jong-un"),
        text.mention("Russia", "russia"),
        text.mention("North Korea", "north-korea"),
        text.mention("mutual defence pact", PACT),
    )
    title = "Russia and North Korea sign defence pact"
    origins = {"issued": "dateline", "title": "first line", "language": "identified"}
    document = Document("news/pact-en.txt", EN, title, "2024-06-19", "The Example Post", None, "en", (), origins)
    return Record(document, entities, mentions, claims)


def indonesian() -> Record:
    text = _Text(ID)
    signed = "Presiden Rusia Vladimir Putin menandatangani pakta pertahanan dengan Korea Utara pada Rabu, 19 Juni 2024"
    claims = (
        text.claim("vladimir-putin", "signed", PACT, signed, time="2024-06-19"),
        text.claim("vladimir-putin", "holds-position", None, "Presiden Rusia Vladimir Putin", literal="Presiden Rusia"),
        text.claim(PACT, "violates-sanctions", SANCTIONS, "pakta itu mungkin melanggar sanksi PBB",
                   modality="possible", speaker="yonhap"),
        text.claim("kim-jong-un", "said", WORDS_ID, 'Kim Jong Un mengatakan, "Kami tidak takut."', carrier="yonhap"),
    )  # fmt: skip
    entities = (
        entity("vladimir-putin", "Vladimir Putin", "Putin"),
        entity("kim-jong-un", "Kim Jong Un", "Kim"),
        entity("russia", "Rusia"),
        entity("north-korea", "Korea Utara"),
        entity("yonhap", "Kantor Berita Yonhap"),
        entity(SANCTIONS, "sanksi PBB"),
        entity(PACT, "pakta pertahanan", "pakta"),
        entity(WORDS_ID, text="Kami tidak takut.", speaker="kim-jong-un"),
    )
    mentions = (text.mention("Vladimir Putin", "vladimir-putin"), text.mention("Korea Utara", "north-korea"))
    title = "Putin dan Kim teken pakta di Pyongyang"
    document = Document("news/pakta-id.txt", ID, title, "2024-06-20", "Harian Contoh", None, "id", (), {})
    return Record(document, entities, mentions, claims)


def records() -> list[Record]:
    """The sample records, English first."""
    return [english(), indonesian()]


def build(folder: Path, settings: Settings | None = None) -> Path:
    """A build's folder of the sample records."""
    settings = settings or Settings(software="kg 0.1.0", extractors=("frames 1",))
    for record in records():
        kg_records.write(folder / "records", record, "sample")
    write(folder, assemble(kg_records.read(folder / "records"), settings), settings.base, {"kg": "0.1.0"})
    return folder
