"""Reads what a built graph says, document by document, as the judge needs it."""

import re
from collections import defaultdict
from dataclasses import dataclass

from rdflib import RDF, RDFS, SKOS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV
from rdflib.term import Node

from kg.evaluate.likeness import words
from kg.rows import relations as declared
from kg.terms import OA, SCHEMA
from kg.vocabulary import KG as VOCABULARY
from kg.vocabulary import relations as shipped

__all__ = ["Built", "Found", "case_name"]

KG = Namespace(VOCABULARY)
_OA, _SCHEMA = Namespace(OA), Namespace(SCHEMA)
_ENDING = re.compile(r"\.(txt|md|html?)$")
_NUMBER = re.compile(r"wikidata\.org/(?:entity|wiki)/(Q\d+)$")


def case_name(source: str) -> str:
    """The NAME of the case that belongs to a document: its file's name, the ending of a text left out."""
    return _ENDING.sub("", re.split(r"[/\\]", source)[-1])


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A claim of the graph; `spans` are start, end and words of its evidence."""

    id: str
    subject: Node
    relation: str
    object: Node
    negated: bool
    modality: str
    speakers: tuple[Node, ...]
    time: str | None
    spans: tuple[tuple[int, int, str], ...]
    confidence: float

    @property
    def plain(self) -> bool:
        """Whether the article itself tells it, as done."""
        return not self.negated and self.modality == "asserted" and not self.speakers


class Built:
    """The claims and facts of a graph; `claims` and `texts` are by the document's file name, its ending left out.

    `relations` are family and symmetry of each relation, ours and those that the graph declares, by name.
    """

    def __init__(self, dataset: Dataset) -> None:
        """What `dataset` says in its default graph."""
        self.graph: Graph = dataset.default_graph
        self.claims: dict[str, list[Found]] = defaultdict(list)
        self.texts: dict[str, str] = {}
        self._names: dict[Node, frozenset[tuple[str, ...]]] = {}
        documents: dict[Node, list[str]] = {}
        for claim, document in sorted(self.graph.subject_objects(PROV.wasDerivedFrom), key=str):
            if document not in documents:
                documents[document] = [case_name(str(s)) for s in self.graph.objects(document, DCTERMS.source)]
                for stem in documents[document]:
                    self.texts[stem] = str(self.graph.value(document, _SCHEMA.text) or "")
            if (claim, RDF.type, KG.Claim) in self.graph:
                read = self._read(claim)
                for stem in documents[document]:
                    self.claims[stem].append(read)
        self.relations = {name: (one.family, one.symmetric) for name, one in shipped().items()}
        for name, own in declared(dataset).items():
            self.relations.setdefault(name, (own["family"], own["symmetric"]))
        asked = {*self.relations, *(c.relation for found in self.claims.values() for c in found)}
        self.facts = {(s, r, o) for r in asked for s, o in self.graph.subject_objects(KG[r])}

    def _read(self, claim: Node) -> Found:
        graph = self.graph
        spans = []
        for evidence in graph.objects(claim, KG.evidence):
            for selector in graph.objects(evidence, _OA.hasSelector):
                start, end = graph.value(selector, _OA.start), graph.value(selector, _OA.end)
                if start is not None and end is not None:
                    spans.append((int(str(start)), int(str(end)), str(graph.value(selector, _OA.exact) or "")))
        return Found(
            str(claim),
            graph.value(claim, RDF.subject) or Literal(""),
            str(graph.value(claim, RDF.predicate) or "").removeprefix(VOCABULARY),
            graph.value(claim, RDF.object) or Literal(""),
            graph.value(claim, KG.polarity) == KG.negated,
            str(graph.value(claim, KG.modality) or KG.asserted).removeprefix(VOCABULARY),
            tuple(sorted(graph.objects(claim, KG["attributed-to"]), key=str)),
            str(graph.value(claim, KG.time) or "") or None,
            tuple(sorted(spans)),
            float(str(graph.value(claim, KG.confidence) or 1.0)),
        )

    def names(self, node: Node) -> frozenset[tuple[str, ...]]:
        """The comparable words of all names of a node."""
        if node not in self._names:
            told = (v for p in (RDFS.label, SKOS.prefLabel, SKOS.altLabel) for v in self.graph.objects(node, p))
            last = re.split(r"[/#]", str(node))[-1].replace("-", " ")
            self._names[node] = frozenset(words(str(v)) for v in told) or frozenset([words(last)])
        return self._names[node]

    def label(self, node: Node) -> str:
        """What a node is called; for a statement the words reported, for a literal itself."""
        for predicate in (RDFS.label, _SCHEMA.text):
            if isinstance(node, URIRef) and (value := self.graph.value(node, predicate)) is not None:
                return str(value)
        return str(node)

    def numbers(self, node: Node) -> frozenset[str]:
        """The Wikidata numbers of a node."""
        linked = [node]
        for predicate in (_SCHEMA.sameAs, SKOS.exactMatch, OWL.sameAs):
            linked.extend(self.graph.objects(node, predicate))
        return frozenset(found[1] for value in linked if (found := _NUMBER.search(str(value))))

    def family(self, relation: str) -> str:
        """The family of a relation; "?" where the vocabulary does not know it."""
        return self.relations.get(relation, ("?", False))[0]

    def symmetric(self, relation: str) -> bool:
        """Whether a relation says the same both ways."""
        return self.relations.get(relation, ("?", False))[1]

    @property
    def groundless(self) -> int:
        """The facts that no plain claim of any document carries."""
        carried = {(c.subject, c.relation, c.object) for found in self.claims.values() for c in found if c.plain}
        carried |= {(o, p, s) for s, p, o in carried if self.symmetric(p)}
        return len(self.facts - carried)
