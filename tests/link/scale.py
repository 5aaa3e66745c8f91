"""Measures resolution on generated records: time, memory, precision and recall at 1,000 and 10,000 documents.

Run `python tests/link/scale.py`. First and last names of the reference data are put together anew, so that they are
new people; many share a last name. Documents write them as they are, in another romanisation, misspelled, or by the
last name alone. What this does not show: whether extraction finds the names, how often real papers misspell them,
two people of one full name, and entities that only what a text says of them tells apart.
"""

import random
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator

from kg.link.reference import load, normalise
from kg.link.resolve import resolve
from kg.model import Claim, Document, Entity, Record, Span, digest, slug

PER_DOCUMENT = 6
"""Entities of a generated document that no data knows."""
DOCUMENTS_PER_PERSON = 4
VARIED, WRONG, BARE = 0.2, 0.05, 0.05
"""Shares of mentions with another romanisation, with a misspelling, and with the last name alone."""
ROMANISED = (("y", "i"), ("sh", "sch"), ("v", "w"), ("u", "oe"), ("ph", "f"), ("kh", "k"), ("j", "y"), ("ss", "s"))


def people(count: int, dice: random.Random) -> list[str]:
    """Full names of that many people whom the data does not know; some share their last name."""
    known = [one.names[0].split() for one in load().known.values() if one.type == "Person"]
    first = sorted({name[0] for name in known if len(name) == 2 and name[0].isalpha()})
    last = sorted({name[-1] for name in known if len(name) == 2 and len(name[-1]) > 4})
    found: dict[str, None] = {}
    taken = load().by_name
    while len(found) < count:
        name = f"{dice.choice(first)} {dice.choice(last)}{dice.choice(('', '', 'ov', 'man', 'sen', 'ini', 'wati'))}"
        if normalise(name) not in taken:
            found.setdefault(name)
    return list(found)


def varied(name: str, dice: random.Random) -> str:
    """The name as one document may write it."""
    chance = dice.random()
    if chance < VARIED:
        for before, after in dice.sample(ROMANISED, len(ROMANISED)):
            if before in name:
                return name.replace(before, after)
    elif chance < VARIED + WRONG:
        place = dice.randrange(name.index(" ") + 2, len(name) - 1)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    elif chance < VARIED + WRONG + BARE:
        return name.split()[-1]
    return name


def documents(count: int) -> tuple[list[Record], dict[str, set[int]]]:
    """Records of that many documents, and who bears each key."""
    dice = random.Random(count)
    names = people(count * PER_DOCUMENT // DOCUMENTS_PER_PERSON, dice)
    bodies = [f"{name.split()[-1]} Institute of Maritime Studies" for name in names]
    records, bearers = [], defaultdict(set)
    for number in range(count):
        entities: dict[str, Entity] = {}
        claims = []
        for who in dice.sample(range(len(names)), PER_DOCUMENT):
            one, home = entity("Person", varied(names[who], dice)), entity("Organization", bodies[who])
            if one.key in entities:
                continue
            entities |= {one.key: one, home.key: home}
            claims.append(Claim(one.key, "affiliated-with", home.key, (Span(0, 1),)))
            bearers[one.key].add(who)
        document = Document(f"{number}.txt", "x", language="en")
        records.append(Record(document, tuple(entities.values()), (), tuple(claims)))
    return records, bearers


def entity(type: str, name: str) -> Entity:
    return Entity(f"{slug(name)}-{digest(f'{type}|{normalise(name)}')}", type, (name,))


def scores(bearers: dict[str, set[int]], taken: dict[str, str]) -> tuple[float, float]:
    """Precision and recall over pairs of different keys: joined ones that one person bears, and the reverse."""
    groups, persons = defaultdict(set), defaultdict(set)
    for key, whose in bearers.items():
        groups[taken.get(key, key)].add(key)
        for who in whose:
            persons[who].add(key)
    joined = {pair for group in groups.values() for pair in _pairs(group)}
    right = {pair for group in persons.values() for pair in _pairs(group)}
    return len(joined & right) / max(1, len(joined)), len(joined & right) / max(1, len(right))


def _pairs(keys: set[str]) -> Iterator[tuple[str, str]]:
    row = sorted(keys)
    return ((one, other) for place, one in enumerate(row) for other in row[place + 1 :])


def measure(count: int) -> tuple[float, float]:
    """Resolve that many documents, print what it took, and return seconds and megabytes."""
    records, bearers = documents(count)
    start = time.process_time()
    taken, _ = resolve(lambda: iter(records))
    seconds = time.process_time() - start
    tracemalloc.start()
    resolve(lambda: iter(records))
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    precision, recall = scores(bearers, taken)
    print(f"{count:>6} documents {len(bearers):>6} names  {seconds:6.1f} s  {peak:6.0f} MB  ", end="")
    print(f"precision {precision:.3f}  recall {recall:.3f}")
    return seconds, peak


if __name__ == "__main__":
    load()
    small, large = (measure(int(count)) for count in (sys.argv[1:] or ("1000", "10000")))
    print(f"ratios: time {large[0] / small[0]:.1f}, memory {large[1] / small[1]:.1f}; n·log n would be 13.3")
