"""Records of invented papers in any number: what the benchmarks build their graphs from."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from kg.model import Claim, Document, Entity, Record, Span
from kg.vocabulary import fits, relations

KINDS = ("Person", "Organization", "Country", "Place", "Agreement", "Sanctions", "Thing", "Event", "Group", "Law")
CLAIMS = 11
"""Claims of a paper; about 1,000,000 triples need 4,000 papers."""


def records(papers: int, seed: int = 1) -> Iterator[Record]:
    """Records of papers that are alike in size: a few names are in many of them, most in few."""
    chance = random.Random(seed)
    kinds = {f"thing-{number}": KINDS[number % len(KINDS)] for number in range(max(50, papers))}
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(kinds))))
    for number in range(papers):
        yield _paper(number, kinds, weights, chance)


def _paper(number: int, kinds: dict[str, str], weights: list[float], chance: random.Random) -> Record:
    issued = date(2020, 1, 1) + timedelta(days=chance.randrange(1800))
    words = f"of paper {number} says what it has to say, and then a little more."
    lines = [f"Sentence {place} {words}" for place in range(CLAIMS)]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    statement = Entity(f"statement-{number}", "Statement", (), text=lines[0], speaker=None)
    claims = []
    for place, line in enumerate(lines):
        span = Span(starts[place], starts[place] + len(line))
        claims.append(_claim(span, kinds, weights, issued, chance, statement.key if place == 0 else None))
    keys = sorted({key for claim in claims for key in (claim.subject, claim.object, claim.speaker) if key in kinds})
    entities = [Entity(key, kinds[key], (key.replace("-", " ").title(),)) for key in keys]
    text = "\n".join(lines)
    path, title, press = f"paper-{number}.txt", f"Paper {number}", f"Press {number % 7}"
    document = Document(path, text, title, issued.isoformat(), press, None, "en")
    return Record(document, (*entities, statement), (), tuple(claims))


def _claim(
    span: Span, kinds: dict[str, str], weights: list[float], issued: date, chance: random.Random, statement: str | None
) -> Claim:
    """A claim of any relation whose ends may be what chance brings."""
    subject, object = chance.choices(list(kinds), cum_weights=weights, k=2)
    fitting = [
        name
        for name, relation in relations().items()
        if fits(kinds[subject], relation.domain) and fits(kinds[object], relation.range)
    ]
    time = (issued - timedelta(days=chance.randrange(30))).isoformat()[: chance.choice((4, 7, 10))]
    return Claim(
        subject,
        "said" if statement else chance.choice(fitting or ["resembles"]),
        statement or object,
        (span,),
        negated=chance.random() < 0.1,
        modality=chance.choices(("asserted", "planned", "possible"), (8, 1, 1))[0],
        speaker=None if statement or chance.random() < 0.6 else chance.choices(list(kinds), cum_weights=weights)[0],
        time=time if chance.random() < 0.5 else None,
        confidence=round(chance.uniform(0.4, 1), 2),
        rule="chance",
        reasons=("by chance",),
    )
