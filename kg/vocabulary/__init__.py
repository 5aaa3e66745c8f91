"""The relations and classes of the graph, read from `vocabulary.ttl` beside this file.

The file is read when somebody first asks, not at import, and by Oxigraph's parser: neither costs a command's
start. `load` adds relations of the user's own, in the same form or as a table, see `kg.vocabulary.own`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import DataError
from kg.tables import State, state
from kg.vocabulary import own
from kg.vocabulary.values import KG, Class, Relation, Vocabulary

__all__ = ["KG", "SHAPES", "Class", "Relation", "Vocabulary", "classes", "fits", "load", "relations", "shipped"]

SHAPES = Path(__file__).with_name("shapes.ttl")

_FILE = Path(__file__).with_name("vocabulary.ttl")
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_WIKIDATA = {f"{_SKOS}closeMatch": "", f"{KG}inverse-match": "^", f"{_SKOS}relatedMatch": "~"}

_Properties = Mapping[str, list[tuple[str, str | None]]]


def shipped() -> Vocabulary:
    """The vocabulary of the package."""
    return load()


def relations() -> Mapping[str, Relation]:
    """The relations of the package, by name.

    >>> relations()["signed"].label_id
    'menandatangani'
    """
    return shipped().relations


def classes() -> Mapping[str, Class]:
    """The classes of things of the package, by name: `Any` and all below it."""
    return shipped().classes


def fits(type: str, ends: Iterable[str]) -> bool:
    """Whether a thing of class `type` may stand where the classes `ends` are asked for.

    >>> fits("Country", {"Place"}), fits("Place", {"Agent"})
    (True, False)
    """
    return shipped().fits(type, ends)


def load(*files: Path) -> Vocabulary:
    """The vocabulary of the package with the relations and classes of `files` added.

    Args:
        files: Turtle files in the form of `vocabulary.ttl`, or tables, see `kg.vocabulary.own`.

    Returns:
        The vocabulary; the same object for the same files as long as they do not change.

    Raises:
        DataError: A file that cannot be read, or a relation without family, label or ends, whose ends or implied
            relations do not exist, or whose name is taken.
    """
    return _loaded(tuple(state(file) for file in files))


@cache
def _loaded(files: tuple[State, ...]) -> Vocabulary:
    relations: dict[str, Relation] = {}
    classes: dict[str, Class] = {}
    taken: set[str] = set()
    for file in (_FILE, *(Path(file.path) for file in files)):
        found = own.rows(file) if file.suffix in own.TABLES else _terms(file)
        for name, term in found:
            if isinstance(term, Relation):
                if taken:
                    own.check_name(file, name, taken)
                relations[name] = term
            elif isinstance(term, Class):
                classes[name] = term
        _check(file, relations, classes)
        if taken:
            own.check_ends(file, [relations[name] for name, _ in found if name in relations], classes)
        taken.update(name for name, _ in found)
    known = Vocabulary(relations, classes)
    things = {name: found for name, found in classes.items() if "Any" in known.above(name)}
    return Vocabulary(MappingProxyType(relations), MappingProxyType(things))


def _terms(file: Path) -> list[tuple[str, Relation | Class | None]]:
    """The relations and classes of a Turtle file, and the names of its other terms."""
    found: list[tuple[str, Relation | Class | None]] = []
    for name, properties in _subjects(file):
        kinds = {value for value, _ in properties.get(_TYPE, ())}
        if f"{KG}Relation" in kinds:
            found.append((name, _relation(file, name, properties)))
        else:
            found.append((name, _class(name, properties) if f"{_OWL}Class" in kinds else None))
    return found


def _subjects(file: Path) -> Iterator[tuple[str, _Properties]]:
    """The things of our namespace that a file speaks of, each with its values and their languages."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    subjects: dict[str, dict[str, list[tuple[str, str | None]]]] = {}
    try:
        for quad in parse(path=file, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                language = quad.object.language if isinstance(quad.object, Literal) else None
                values = subjects.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
                values.append((quad.object.value, language))
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror or error})") from error
    except SyntaxError as error:
        raise DataError(f"{file}:{error.lineno or 1}: is no Turtle file: {error.msg}") from error
    for iri, properties in subjects.items():
        if iri.startswith(KG):
            yield iri.removeprefix(KG), properties


def _relation(file: Path, name: str, properties: _Properties) -> Relation:
    kinds = {value for value, _ in properties[_TYPE]}
    labels = _by_language(properties, f"{_RDFS}label")
    family = [value for value, _ in properties.get(f"{KG}family", ())]
    domain, range = _names(properties, f"{_SCHEMA}domainIncludes"), _names(properties, f"{_SCHEMA}rangeIncludes")
    if not (labels and len(family) == 1 and domain and range):
        needs = "rdfs:label, one kg:family, schema:domainIncludes and schema:rangeIncludes"
        raise DataError(f"{own.place(file, name)}: kg:{name} needs {needs}")
    plover = [value.split("#")[-1] for value, _ in properties.get(f"{_SKOS}broadMatch", ()) if "/PLOVER#" in value]
    return Relation(
        name=name,
        family=family[0],
        domain=domain,
        range=range,
        symmetric=f"{_OWL}SymmetricProperty" in kinds,
        labels=labels,
        definitions=_by_language(properties, f"{_SKOS}definition"),
        implies=tuple(sorted(_names(properties, f"{_RDFS}subPropertyOf"))),
        plover=plover[0] if plover else None,
        wikidata=_wikidata(properties),
    )


def _class(name: str, properties: _Properties) -> Class:
    labels, definitions = _by_language(properties, f"{_RDFS}label"), _by_language(properties, f"{_SKOS}definition")
    return Class(name, _names(properties, f"{_RDFS}subClassOf"), labels, definitions)


def _by_language(properties: _Properties, predicate: str) -> Mapping[str, str]:
    """The values of a predicate by language; a value that is English only, or has no tag, stands for both."""
    found = {language or "en": value for value, language in properties.get(predicate, ())}
    if found:
        first = found.get("en") or next(iter(found.values()))
        found = {"en": first, "id": first} | found
    return MappingProxyType(found)


def _names(properties: _Properties, predicate: str) -> frozenset[str]:
    """The local names of our own terms, and "Literal", among the values of a predicate."""
    values = (value for value, _ in properties.get(predicate, ()))
    return frozenset(
        "Literal" if value == f"{_RDFS}Literal" else value.removeprefix(KG)
        for value in values
        if value.startswith(KG) or value == f"{_RDFS}Literal"
    )


def _wikidata(properties: _Properties) -> str | None:
    for predicate, mark in _WIKIDATA.items():
        for value, _ in properties.get(predicate, ()):
            if "wikidata.org/" in value:
                return value.rsplit("/", 1)[-1] + mark
    return None


def _check(file: Path, relations: Mapping[str, Relation], classes: Mapping[str, Class]) -> None:
    for relation in relations.values():
        for end in sorted((relation.domain | relation.range) - {"Literal"}):
            if end not in classes:
                place = own.place(file, relation.name)
                raise DataError(f"{place}: an end of kg:{relation.name} is kg:{end}, which is no class")
        for implied in relation.implies:
            if implied not in relations:
                place = own.place(file, relation.name)
                raise DataError(f"{place}: kg:{relation.name} implies kg:{implied}, which is no relation")
