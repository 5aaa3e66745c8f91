"""The walk through the claims of a graph: which come, how each is told, and what an answer means."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import rows, store, verdicts
from kg.claims import days
from kg.errors import DataError, QueryError
from kg.query import run
from kg.query.harmless import harmless, shown
from kg.query.prefixes import of_store
from kg.query.values import to_term
from kg.vocabulary import relations as shipped
from kg.vocabulary import shipped as vocabulary

__all__ = ["HELP", "Review"]

HELP = """\
  a             the claim is right
  r             it is wrong
  c FIELD=VALUE …  it is right with these: subject, relation, object, negated (yes, no), modality (asserted, planned,
                possible), speaker, time (2024, 2024-06, 2024-06-19); none for no speaker or time
  s             later
  q             no more"""

_MODALITIES = ("asserted", "planned", "possible")
_YES = {"yes": True, "no": False, "true": True, "false": False}
_VERDICTS = {"a": "accept", "r": "reject", "c": "correct"} | {verdict: verdict for verdict in verdicts.VERDICTS}

_Claim = dict[str, Any]


class Review:
    """Claims of a graph, the least sure first, and what is decided about them."""

    def __init__(
        self,
        graph: Path,
        file: Path | None = None,
        query: str | None = None,
        bindings: Mapping[str, str] | None = None,
        again: bool = False,
    ) -> None:
        """Read the claims that are to be reviewed.

        Args:
            graph: A build's folder, or a file of a graph.
            file: Where decisions are kept; `review.jsonl` in the build's folder if None.
            query: A question: only the claims in its rows, in its order.
            bindings: Values of the question's parameters.
            again: Whether claims that are decided come as well.

        Raises:
            GraphError: The graph cannot be opened.
            QueryError: The question cannot be answered, or gives no claims.
            TableError: A line of the file is no decision.
        """
        self.dataset = store.open(graph)
        self.file = file or (graph if graph.is_dir() else graph.parent) / verdicts.FILE
        self.decided = verdicts.read(self.file)
        self.entities, self.documents = rows.entities(self.dataset), rows.documents(self.dataset)
        self.all_claims = sorted(rows.claims(self.dataset), key=lambda claim: (claim["confidence"], claim["id"]))
        claims = self.all_claims if query is None else self._asked(self.all_claims, query, bindings or {})
        self.claims = [claim for claim in claims if again or _key(claim["id"]) not in self.decided]

    def _asked(self, claims: list[_Claim], query: str, bindings: Mapping[str, str]) -> list[_Claim]:
        by_id = {claim["id"]: claim for claim in claims}
        result = run(self.dataset, query, bindings)
        terms = [term for row in result.terms for term in row if isinstance(term, ox.NamedNode)]
        found = [by_id[iri] for iri in dict.fromkeys(term.value for term in terms) if iri in by_id]
        if result.terms and not found:
            example = "SELECT ?claim { ?claim rdf:predicate kg:signed }"
            raise QueryError(f"{shown(query)}: no claims in its rows; ask for them, as in '{example}'")
        return found

    def tell(self, claim: _Claim) -> str:
        """A claim in lines for a terminal: what it says, its words with what stands around them, its document."""
        document = self.documents.get(claim["document"], {})
        lines = [f"{self._edge(claim)}   confidence {claim['confidence']:g}"]
        lines += [f"  {status}" for status in self._status(claim)]
        lines += [f"  “{one['prefix']}[{one['exact']}]{one['suffix']}”" for one in claim["evidence"]]
        lines.append(f"  {document.get('title', '')} ({document.get('source', '')}), {claim['rule']}")
        if _key(claim["id"]) in self.decided:
            lines.append(f"  decided: {self.decided[_key(claim['id'])].verdict}")
        return "\n".join(line[: len(line) - len(line.lstrip(" "))] + harmless(line) for line in lines)

    def _edge(self, claim: _Claim) -> str:
        return f"{self._name(claim['subject'])} · {claim['relation']} · {self._name(claim['object'])}"

    def _status(self, claim: _Claim) -> list[str]:
        told = [claim["modality"] if claim["polarity"] == "affirmed" else f"denied, {claim['modality']}"]
        told += [f"says {self._name(claim['speaker'])}"] if claim["speaker"] else []
        told += [f"time {claim['time']}"] if claim["time"] else []
        return ["; ".join(told)]

    def _name(self, end: str) -> str:
        if end.startswith("literal:"):
            return f'"{end.removeprefix("literal:")}"'
        known = self.entities.get(end, {})
        return str(known.get("label") or known.get("text") or _key(end))

    def decide(self, claim: _Claim, answer: str) -> verdicts.Verdict:
        """What a reader's answer says about a claim, kept in the file.

        Args:
            claim: One of `claims`.
            answer: A verdict or its first letter; behind "correct", FIELD=VALUE one or more times.

        Raises:
            QueryError: The answer cannot be understood.
            InputError: The file cannot be written.
        """
        try:
            word, *fields = shlex.split(answer)
        except ValueError as error:
            raise QueryError(f"{shown(answer)}: {error}") from error
        verdict = _VERDICTS.get(word.lower())
        if verdict is None or bool(fields) != (verdict == "correct"):
            raise QueryError(f"{shown(answer)}: answer a, r, c FIELD=VALUE, s or q; ? tells more")
        correction = self._correction(claim, fields)
        source = self.documents.get(claim["document"], {}).get("source", "")
        made = verdicts.Verdict(_key(claim["id"]), verdict, source, self.said(claim), correction)
        verdicts.add(self.file, made)
        self.decided[made.claim] = made
        return made

    def said(self, claim: _Claim) -> dict[str, Any]:
        """A claim as the file keeps it."""
        told: dict[str, Any] = {"subject": self._thing(claim["subject"]), "relation": claim["relation"]}
        told |= self._object(claim["object"])
        told |= {"negated": True} if claim["polarity"] == "negated" else {}
        told |= {"modality": claim["modality"]} if claim["modality"] != "asserted" else {}
        told |= {"speaker": self._thing(claim["speaker"])} if claim["speaker"] else {}
        told |= {"time": claim["time"]} if claim["time"] else {}
        return told | {"evidence": claim["evidence"][0]["exact"] if claim["evidence"] else ""}

    def _object(self, end: str) -> dict[str, Any]:
        known = self.entities.get(end, {})
        if end.startswith("literal:") or known.get("type") == "Statement":
            return {"literal": known.get("text") or end.removeprefix("literal:")}
        return {"object": self._thing(end)}

    def _thing(self, iri: str) -> dict[str, Any]:
        known = self.entities.get(iri, {})
        told = {"id": _key(iri), "type": known.get("type", "Thing"), "names": known.get("names") or [_key(iri)]}
        return told | ({"wikidata": known["wikidata"]} if "wikidata" in known else {})

    def _correction(self, claim: _Claim, fields: list[str]) -> dict[str, Any]:
        correction: dict[str, Any] = {}
        for given in fields:
            name, equals, value = given.partition("=")
            if not equals:
                raise QueryError(f"{shown(given)}: give it as FIELD=VALUE")
            correction |= self._field(name, value, str(correction.get("relation") or claim["relation"]))
        return correction

    def _field(self, name: str, value: str, relation: str) -> dict[str, Any]:
        """A corrected field, checked."""
        none = value.casefold() == "none"
        if name == "relation" and value in {*shipped(), *rows.relations(self.dataset)}:
            return {"relation": value}
        if name == "negated" and value.casefold() in _YES:
            return {"negated": _YES[value.casefold()]}
        if name == "modality" and value in _MODALITIES:
            return {"modality": value}
        if name == "time":
            return {"time": None if none else _time(value)}
        if name == "object" and self._is_literal(relation):
            return {"literal": value}
        if name in ("subject", "object", "speaker"):
            return {name: None if none and name == "speaker" else self._thing(self._entity(name, value))}
        raise QueryError(f"{shown(name)}={shown(value)}: not known; ? tells what can be corrected and to what")

    def _is_literal(self, relation: str) -> bool:
        known = vocabulary().relations.get(relation)
        return known is not None and (known.literal or known.range == frozenset(["Statement"]))

    def _entity(self, name: str, value: str) -> str:
        inner = rows.inner(self.dataset)
        iri = str(getattr(to_term(name, value, "IRI", inner, of_store(inner)), "value", ""))
        if iri not in self.entities:
            raise QueryError(f"{name}={shown(value)}: no entity of the graph; kg entities lists them")
        return iri


def _time(value: str) -> str:
    try:
        days(value)
    except DataError as error:
        raise QueryError(f"time: {error}") from error
    return value


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
