"""Graphs of any size for the tests of the pages: invented names, one hub for every few leaves, all statuses."""

import random
from typing import Any

import networkx as nx

BASE = "https://w3id.org/kg-builder/id/"
FIRST = (
    "Arif",
    "Budi",
    "Citra",
    "Dewi",
    "Eko",
    "Farid",
    "Gita",
    "Hana",
    "Joko",
    "Lina",
    "Maya",
    "Nadia",
    "Oka",
    "Sari",
)
LAST = ("Halim", "Santoso", "Wijaya", "Lubis", "Tanaka", "Moreau", "Novak", "Berg", "Rossi", "Silva", "Osei", "Keller")
LANDS = (
    "Arkova",
    "Belmar",
    "Corvia",
    "Daleth",
    "Estrana",
    "Fenland",
    "Galdor",
    "Hestia",
    "Iberna",
    "Jorvik",
    "Kestria",
)
TREATIES = ("Trade", "Extradition", "Security")
KINDS = {
    "Person": 34,
    "Country": 10,
    "Organization": 18,
    "Place": 10,
    "Agreement": 9,
    "Sanctions": 3,
    "Law": 3,
    "Event": 5,
    "Thing": 5,
    "Group": 3,
}
RELATIONS = {
    "agreement": ["signed", "party-to", "ratified", "violates"],
    "sanctions": ["imposed-sanctions-on", "violates-sanctions", "banned"],
    "diplomacy": ["met-with", "visited", "condemned", "urged", "accused"],
    "transfer": ["supplied-arms-to", "provided-aid-to", "sold"],
    "force": ["attacked", "deployed", "killed"],
    "structure": ["leader-of", "member-of", "located-in", "part-of"],
}
SYMMETRIC = {"met-with"}
WEIGHTS = {"agreement": 5, "sanctions": 3, "diplomacy": 7, "transfer": 3, "force": 2, "structure": 6}


def sample(size: int, seed: int = 1) -> nx.MultiDiGraph:
    """A graph of `size` entities without its statements; every fifth entity speaks once as well."""
    rng = random.Random(seed)
    graph = nx.MultiDiGraph(documents={})
    for number in range(max(2, size // 12)):
        add_document(graph, number, rng)
    for number in range(size):
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        label = _label(kind, number, rng)
        graph.add_node(f"{BASE}entity/{kind.lower()}-{number}", label=label, type=kind, names=[label, label.upper()])
    nodes = list(graph)
    for number in range(1, size):
        for _ in range(1 + (rng.random() < 0.45)):
            if rng.random() > 0.03:
                add_edge(graph, nodes[number], nodes[_hub(number, rng)], rng)
    for number in range(0, size, 5):
        add_statement(graph, nodes[number], number, rng)
    return graph


def _hub(number: int, rng: random.Random) -> int:
    """An earlier entity, early ones more often, most of the time one of the same circle."""
    found = int(number * rng.random() ** 2.2)
    circle = number % len(LANDS)
    near = found - found % len(LANDS) + circle
    return near if rng.random() < 0.8 and near < number else found


def _label(kind: str, number: int, rng: random.Random) -> str:
    land = LANDS[number % len(LANDS)]
    return {
        "Person": f"{rng.choice(FIRST)} {rng.choice(LAST)}",
        "Country": land if number < len(LANDS) else f"{land} {number}",
        "Organization": f"{land} Ministry of {rng.choice(['Trade', 'Defence', 'Finance', 'Health'])}",
        "Place": f"Port {rng.choice(LAST)}",
        "Agreement": f"{land}–{rng.choice(LANDS)} Treaty on {rng.choice(TREATIES)} ({1990 + number % 35})",
        "Sanctions": f"Sanctions on {land}",
        "Law": f"{land} Act No. {number}",
        "Event": f"{land} Summit {1990 + number % 35}",
        "Thing": f"{rng.choice(['Patrol boat', 'Missile', 'Satellite'])} {land[:3].upper()}-{number}",
        "Group": f"{land} officials",
    }[kind]


def add_document(graph: nx.MultiDiGraph, number: int, rng: random.Random) -> None:
    graph.graph["documents"][f"{BASE}doc/news-{number}"] = {
        "title": f"Report number {number} from {rng.choice(LANDS)}",
        "source": f"folder/news-{number}.txt",
        "publisher": "The Example",
        "issued": f"20{10 + number % 15:02}-0{1 + number % 9}-11",
        "url": f"https://example.org/news/{number}",
        "language": "en",
    }


def claim(graph: nx.MultiDiGraph, words: str, rng: random.Random, **changes: Any) -> dict[str, Any]:
    number = rng.randrange(10**8)
    made = {
        "id": f"{BASE}claim/{number:08x}",
        "polarity": "negated" if rng.random() < 0.07 else "affirmed",
        "modality": rng.choices(["asserted", "planned", "possible"], [85, 9, 6])[0],
        "speaker": rng.choice(list(graph)) if rng.random() < 0.2 else None,
        "confidence": round(rng.uniform(0.5, 1), 2),
        "document": rng.choice(list(graph.graph["documents"])),
        "rule": "frames: example",
        "evidence": [
            {
                "start": 40,
                "end": 40 + len(words),
                "exact": words,
                "prefix": "In the capital on Tuesday, ",
                "suffix": ", the ministry wrote.",
            }
        ],
    }
    if rng.random() < 0.6:
        year, month = rng.randrange(1995, 2026), rng.randrange(1, 13)
        made |= {"time": f"{year}-{month:02}", "earliest": f"{year}-{month:02}-01", "latest": f"{year}-{month:02}-28"}
    return made | changes


def add_edge(graph: nx.MultiDiGraph, source: str, target: str, rng: random.Random) -> None:
    if source == target:
        return
    family = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    relation = rng.choice(RELATIONS[family])
    words = f"{graph.nodes[source]['label']} {relation.replace('-', ' ')} {graph.nodes[target]['label']}"
    claims = [claim(graph, words, rng) for _ in range(rng.choices([1, 2, 3, 6], [70, 18, 8, 4])[0])]
    graph.add_edge(
        source,
        target,
        key=relation,
        relation=relation,
        family=family,
        symmetric=relation in SYMMETRIC,
        fact=True,
        claims=claims,
    )


def add_statement(graph: nx.MultiDiGraph, speaker: str, number: int, rng: random.Random) -> None:
    text = f"the talks on item {number} would go on until both sides were content with the wording of the annex"
    node = f"{BASE}entity/statement-{number}"
    graph.add_node(node, label=text, type="Statement", text=text, speaker=speaker, names=[])
    words = f"{graph.nodes[speaker]['label']} said that {text}"
    graph.add_edge(
        speaker,
        node,
        key="said",
        relation="said",
        family="speech",
        symmetric=False,
        fact=True,
        claims=[claim(graph, words, rng, speaker=None, polarity="affirmed", modality="asserted")],
    )
