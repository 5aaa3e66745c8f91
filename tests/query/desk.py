"""Three papers of invented countries, made by hand so that every shipped question has something to find."""

from pathlib import Path
from typing import Any

from kg import records as kg_records
from kg.assemble import Settings, assemble
from kg.model import Claim, Document, Entity, Record, Span
from kg.store import write

TYPES = {
    "Country": "arland bostan cordia dorne",
    "Person": "mira-holt juno-vale",
    "Organization": "the-league the-agency",
    "Place": "port-sel",
    "Agreement": "lake-pact river-accord",
    "Sanctions": "cordian-sanctions",
    "Group": "officials",
    "Thing": "a-ship",
    "Statement": "we-wait",
}
KIND = {key: kind for kind, keys in TYPES.items() for key in keys.split()}
WIKIDATA = {"arland": "Q1001", "mira-holt": "Q1002"}

# path, issued, publisher; then sentences, each with its claims: subject relation object and what else is known
PAPERS: list[tuple[str, str, str, list[tuple[str, list[tuple[str, dict[str, Any]]]]]]] = [
    ("morning.txt", "2023-05-04", "Morning Post", [
        ("Arland and Bostan signed the Lake Pact on 3 May.", [
            ("arland signed lake-pact", {"time": "2023-05-03"}),
            ("bostan signed lake-pact", {"time": "2023-05-03"})]),
        ("The Lake Pact replaces the River Accord.", [("lake-pact replaces river-accord", {})]),
        ("Mira Holt, president of Arland, met Juno Vale in Port Sel.", [
            ("mira-holt leader-of arland", {"confidence": 0.95}),
            ("mira-holt met-with juno-vale", {"time": "2023-05"}),
            ("mira-holt visited port-sel", {"time": "2023-05"})]),
        ("Holt is president.", [("mira-holt holds-position", {"literal": "president"})]),
        ("Cordia imposed sanctions on Bostan in 2022.", [("cordia imposed-sanctions-on bostan", {"time": "2022"})]),
        ("Cordia accused Bostan.", [("cordia accused bostan", {})]),
        ("Juno Vale denied that Bostan armed Dorne.", [
            ("bostan supplied-arms-to dorne", {"negated": True, "speaker": "juno-vale"})]),
        ("Arland plans to ratify the pact.", [
            ("arland ratified lake-pact", {"modality": "planned", "time": "2023-06"})]),
    ]),
    ("evening.txt", "2023-06-10", "Evening Star", [
        ("Bostan armed Dorne, Cordia says.", [("bostan supplied-arms-to dorne", {"speaker": "cordia"})]),
        ("Arland ratified the Lake Pact.", [("arland ratified lake-pact", {"time": "2023-06-09"})]),
        ("Bostan never signed it.", [("bostan signed lake-pact", {"negated": True, "confidence": 0.5})]),
        ("Officials say that Bostan violates sanctions.", [
            ("bostan violates-sanctions cordian-sanctions", {"speaker": "officials", "carrier": "the-agency"})]),
        ("President Mira Holt of Arland spoke.", [("mira-holt leader-of arland", {})]),
    ]),
    ("night.txt", "2024-01-02", "Evening Star", [
        ("Bostan attacked Dorne.", [("bostan attacked dorne", {"time": "2024-01-01"})]),
        ("Dorne arrested Juno Vale.", [("dorne arrested juno-vale", {})]),
        ("Arland joined the League.", [("arland joined the-league", {})]),
        ("Arland cut ties with Bostan.", [("arland severed-ties-with bostan", {})]),
        ("Cordia gave Dorne a ship.", [("cordia gave a-ship", {}), ("dorne received a-ship", {})]),
        ('"We wait," Holt said.', [("mira-holt said we-wait", {})]),
    ]),
]  # fmt: skip


def records() -> list[Record]:
    """A record for each paper."""
    return [_record(*paper) for paper in PAPERS]


def _record(path: str, issued: str, publisher: str, sentences: list[tuple[str, list[tuple[str, Any]]]]) -> Record:
    text, claims = "", []
    for sentence, said in sentences:
        span = Span(len(text), len(text) + len(sentence))
        text += sentence + "\n"
        for edge, more in said:
            subject, relation, *object = edge.split()
            known = {"confidence": 0.9, "rule": f"by hand {relation}", "reasons": ("read by hand",)} | more
            claims.append(Claim(subject, relation, object[0] if object else None, (span,), **known))
    keys = {key for claim in claims for key in (claim.subject, claim.object, claim.speaker, claim.carrier) if key}
    title = f"{publisher} of {issued}"
    document = Document(path, text, title, issued, publisher, None, "en", (), {"issued": "table"})
    return Record(document, tuple(_entity(key) for key in sorted(keys)), (), tuple(claims))


def _entity(key: str) -> Entity:
    if KIND[key] == "Statement":
        return Entity(key, "Statement", (), text="We wait", speaker="mira-holt", reason="words in quotation marks")
    name = key.replace("-", " ").title()
    origin = "reference" if key in WIKIDATA else "text"
    return Entity(key, KIND[key], (name,), wikidata=WIKIDATA.get(key), origin=origin, reason=f"'{name}' is its name")


def build(folder: Path, settings: Settings | None = None) -> Path:
    """A build's folder of the papers."""
    settings = settings or Settings(software="kg 0.1.0", extractors=("by hand",))
    for record in records():
        kg_records.write(folder / "records", record, "desk")
    write(folder, assemble(kg_records.read(folder / "records"), settings), settings.base, {"threshold": "0.6"})
    return folder
