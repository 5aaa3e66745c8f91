"""A graph in other forms: RDF files, networks for Gephi, a table of its claims."""

import csv
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import Dataset

from kg import rows
from kg.adapter import ReadOnlyStore
from kg.errors import GraphError, InputError
from kg.sorting import Sorter
from kg.store import about
from kg.store import base as base_of
from kg.terms import KG, PREFIXES, SCHEMA, XSD, Quad
from kg.turtle import Turtle

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["COLUMNS", "FORMATS", "export"]

FORMATS = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "graphml": ".graphml",
    "gexf": ".gexf",
    "csv": ".csv",
}
"""The formats by name, with the ending that stands for each; `.json` and `.xml` mean JSON-LD and RDF/XML too."""

COLUMNS = (
    *("claim", "subject", "subject_label", "relation", "object", "object_label", "polarity", "modality"),
    *("speaker", "speaker_label", "carrier", "time", "earliest", "latest", "confidence", "fact"),
    *("quote", "start", "end", "document", "source", "title", "issued", "publisher", "rule"),
)
"""The columns of the table of claims; `quote`, `start` and `end` are those of the first piece of evidence."""

_ENDINGS = {ending: name for name, ending in FORMATS.items()} | {".json": "jsonld", ".xml": "rdfxml"}
_OXIGRAPH = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_WHOLE = re.compile(rf'"(-?\d+)"\^\^<{XSD}decimal>')
_NO_XML = re.compile(r"\\(?:u00(?:0[0-8BCEF]|1[0-9A-F])|uFFF[EF]|[bf])|(\\\\)")
_NO_XML_RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(
    dataset: Dataset, path: Path, format: str | None = None, facts_only: bool = False, without_text: bool = False
) -> None:
    """Write a graph to a file, in place of what was there.

    Turtle, N-Triples and RDF/XML hold the default graph, TriG, N-Quads and JSON-LD all graphs. GraphML and GEXF
    hold the projection, an edge for each claim, or with `facts_only` for each fact. XML cannot hold control
    characters: there they become U+FFFD. In CSV a cell that a spreadsheet would take for a formula (it begins with
    = + - @ or a tab) gets an apostrophe before it, so quotes may differ from the text by that apostrophe.

    Args:
        dataset: What `kg.store.open` gave.
        path: The file.
        format: A name of `FORMATS`; the one that the file's ending stands for if None.
        facts_only: Leave out claims and their evidence.
        without_text: Leave out the texts of the documents; quotes stay.

    Raises:
        InputError: A format that is not known, a table of claims without claims, a file that cannot be written.
    """
    name = format or _ENDINGS.get(path.suffix.lower())
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise InputError(f"{path}: the format {format or path.suffix!r} is not known; give one of {known}")
    if name == "csv" and facts_only:
        raise InputError(f"{path}: the table holds claims; leave out --facts-only, or give another format")
    try:
        with tempfile.TemporaryDirectory(prefix=".kg-export-", dir=path.parent) as folder:
            beside = Path(folder) / "out"
            if name in ("graphml", "gexf"):
                _network(dataset, beside, name, facts_only)
            elif name == "csv":
                _table(dataset, beside)
            elif facts_only or without_text or not _copy(dataset, beside, name):
                _rdf(dataset, beside, name, _keep(base_of(dataset), facts_only, without_text))
            os.replace(beside, path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error})") from error


def _copy(dataset: Dataset, path: Path, name: str) -> bool:
    """Take the build's own file, which says the same; no, where it is not that of the store that is open."""
    own = {"nquads": "graph.nq", "turtle": "graph.ttl"}.get(name)
    if own is None or not isinstance(dataset.store, ReadOnlyStore) or dataset.store.folder is None:
        return False
    try:
        wanted = about(dataset.store.folder)["digests"]
        shutil.copyfile(dataset.store.folder / own, path)
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except (GraphError, OSError, KeyError):
        return False
    return bool(found == wanted[own] and wanted["graph.nq"].startswith(dataset.store.digest))


def _rdf(dataset: Dataset, path: Path, name: str, keep: Callable[[str], bool] | None) -> None:
    base, folder = base_of(dataset), path.parent
    with Sorter(folder) as lines:
        for line in _dump(rows.inner(dataset), folder):
            if keep is None or keep(line):
                lines.add(line)
        if name in ("turtle", "trig"):
            _turtle(lines, path, base, named=name == "trig")
        elif name in ("nquads", "ntriples"):
            with path.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(f"{line}\n" for line in lines if name == "nquads" or not _quad(line).graph)
        else:
            _serialize(lines, path, name, base)


def _turtle(lines: Iterable[str], path: Path, base: str, named: bool) -> None:
    turtle, graphs = Turtle(base, path.parent), dict[str, Turtle]()
    for _, group in groupby(map(_quad, lines), key=attrgetter("subject")):
        by_graph: dict[str, list[Quad]] = {}
        for quad in group:
            by_graph.setdefault(quad.graph, []).append(quad)
        turtle.add(by_graph.pop("", ()))
        for graph, quads in by_graph.items() if named else ():
            graphs.setdefault(graph, Turtle(base, path.parent)).add(quads)
    turtle.write(path, graphs)


def _dump(store: ox.Store, folder: Path) -> Iterator[str]:
    """The lines of a store, decimals in the form that a build writes."""
    raw = folder / "raw.nq"
    store.dump(str(raw), format=ox.RdfFormat.N_QUADS)
    with raw.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            line = line.rstrip("\n")
            yield _WHOLE.sub(rf'"\1.0"^^<{XSD}decimal>', line) if line.endswith("decimal> .") else line
    raw.unlink()


def _serialize(lines: Iterable[str], path: Path, name: str, base: str) -> None:
    prefixes = PREFIXES | {part: f"{base}{part}/" for part in ("claim", "doc", "entity", "evidence", "selector")}
    sorted_lines = path.with_name("sorted.nq")
    with sorted_lines.open("w", encoding="utf-8", newline="\n") as out:
        for line in lines:
            if name == "rdfxml":
                if _quad(line).graph:
                    continue
                line = _NO_XML.sub(lambda found: found[1] or "\\uFFFD", line)
            out.write(f"{line}\n")
    quads: Iterator[Any] = ox.parse(path=str(sorted_lines), format=ox.RdfFormat.N_QUADS, lenient=True)
    if name == "rdfxml":
        quads = (quad.triple for quad in quads)
    ox.serialize(quads, str(path), format=_OXIGRAPH[name], prefixes=prefixes)
    sorted_lines.unlink()


def _quad(line: str) -> Quad:
    """The terms of a line of N-Quads as Oxigraph writes it: one space between terms."""
    subject, predicate, rest = line.split(" ", 2)
    if rest[0] == '"':
        quote = rest.rindex('"') + 1  # no term after a literal's words holds a quotation mark
        end, *graph = rest[quote:-2].split(" ")
        return Quad(subject, predicate, rest[:quote] + end, graph[0] if graph else "")
    object, *graph = rest[:-2].split(" ")
    return Quad(subject, predicate, object, graph[0] if graph else "")


def _keep(base: str, facts_only: bool, without_text: bool) -> Callable[[str], bool] | None:
    """Whether a line stays; None where all do."""
    if not (facts_only or without_text):
        return None
    told = tuple(f"<{base}{part}/" for part in ("claim", "evidence", "selector", "extractor"))
    premise, text = f" <{KG}premise> ", f"> <{SCHEMA}text> "

    def keep(line: str) -> bool:
        if facts_only and (line.startswith(told) or premise in line[:300]):
            return False
        return not (without_text and line.startswith(f"<{base}doc/") and text in line[:1000])

    return keep


def _network(dataset: Dataset, path: Path, name: str, facts_only: bool) -> None:
    import networkx as nx

    from kg.project import project

    flat = _flat(project(dataset), facts_only)
    if name == "graphml":
        nx.write_graphml_xml(flat, path, encoding="utf-8")
    else:
        text = "\n".join(nx.generate_gexf(flat))  # with the day of its writing, which would make each run differ
        path.write_text(re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1), encoding="utf-8")


def _flat(graph: "nx.MultiDiGraph[str]", facts_only: bool) -> "nx.MultiDiGraph[str]":
    """The projection with one edge per claim, or fact, and attributes that XML can hold."""
    import networkx as nx

    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(_xml(node), **_node(data))
    for subject, object, name, edge in graph.edges(keys=True, data=True):
        shared = {"label": name, "relation": name, "family": edge["family"], "fact": edge["fact"]}
        if facts_only:
            if edge["fact"]:
                flat.add_edge(_xml(subject), _xml(object), key=name, **shared)
            continue
        for claim in edge["claims"]:
            flat.add_edge(_xml(subject), _xml(object), key=claim["id"], **shared, **_edge(claim))
    return flat


def _node(data: dict[str, Any]) -> dict[str, str]:
    shown = {"label": data["label"], "type": data["type"], "names": " | ".join(data["names"])}
    shown |= {"wikidata": data.get("wikidata", ""), "documents": str(len(data["documents"]))}
    return {key: _xml(value) for key, value in shown.items()}


def _edge(claim: dict[str, Any]) -> dict[str, Any]:
    names = ("polarity", "modality", "speaker", "carrier", "time", "earliest", "latest", "document")
    shown = {key: _xml(claim[key] or "") for key in names}
    words = " … ".join(one["exact"] for one in claim["evidence"])
    return shown | {"confidence": claim["confidence"], "words": _xml(words)}


def _xml(text: str) -> str:
    return _NO_XML_RAW.sub("\ufffd", text)


def _table(dataset: Dataset, path: Path) -> None:
    things, documents, facts = rows.entities(dataset), rows.documents(dataset), rows.facts(dataset)

    def label(node: str | None) -> str:
        return str(things[node]["label"]) if node in things else (node or "").removeprefix("literal:")

    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for claim in rows.claims(dataset):
            words = claim["evidence"][0] if claim["evidence"] else {"exact": "", "start": "", "end": ""}
            fact = (claim["subject"], claim["relation"], claim["object"]) in facts
            row = documents.get(claim["document"], {}) | claim
            row |= {"claim": claim["id"], "fact": "yes" if fact else "no", "quote": words["exact"]}
            row |= {"start": words["start"], "end": words["end"]}
            row |= {f"{end}_label": label(claim[end]) for end in ("subject", "object", "speaker")}
            row["object"] = claim["object"].removeprefix("literal:")
            table.writerow([_cell(row.get(name)) for name in COLUMNS])


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
