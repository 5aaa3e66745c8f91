"""The reference data with the user's lists in it, so that the names in documents link to them.

An entity of a list is one with an entity of the data where it has its slug as id, its number of Wikidata, or its
label as a full name of an entity of its type, unless their numbers differ; it then gives that entity its names. A
name that an entity of another type has in the data stays with that one; a name of two entities of one type links to
neither by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.errors import TableError
from kg.link.lists import Listed
from kg.link.reference import Known, Reference, normalise

__all__ = ["Extended", "extend"]

SHORTEST = 2
"""Letters of a name that is looked for."""


@dataclass(frozen=True, slots=True)
class Extended:
    """The reference data with some lists: `listed` are their entities by the slug that they have in it."""

    reference: Reference
    listed: Mapping[str, tuple[Listed, ...]]

    @property
    def own(self) -> frozenset[str]:
        """The slugs that the lists alone give."""
        return frozenset(slug for slug in self.listed if self.reference.known[slug].source.startswith("list: "))


def extend(reference: Reference, listed: Iterable[Listed]) -> Extended:
    """Reference data and some lists in one.

    Raises:
        TableError: an entity of a list has the slug or the number of an entity of another type.
    """
    known = dict(reference.known)
    numbers = {one.wikidata: slug for slug, one in known.items() if one.wikidata}
    taken: dict[str, list[Listed]] = {}
    for one in sorted(listed, key=lambda one: one.slug):
        slug = _of_data(one, reference, numbers) or numbers.get(one.wikidata or "") or one.slug
        before = known.get(slug)
        if before is not None and before.type != one.type:
            raise TableError(f"{one.place}: {one.id} is a {one.type} here, and {slug} is a {before.type}")
        known[slug] = _with(before, one) if before else _new(one)
        if one.wikidata:
            numbers.setdefault(one.wikidata, slug)
        taken.setdefault(slug, []).append(one)
    names = _names(reference, known, taken)
    return Extended(
        replace(reference, known=known, by_name=names), {slug: tuple(ones) for slug, ones in taken.items()}
    )


def _of_data(one: Listed, reference: Reference, numbers: Mapping[str, str]) -> str | None:
    """The slug of the entity of the data that an entity of a list is, or None."""
    if one.wikidata in numbers and one.wikidata:
        return numbers[one.wikidata]
    if one.slug in reference.known:
        return one.slug
    fitting = [reference.known[slug] for slug in reference.by_name.get(normalise(one.names[0]), ())]
    if len(fitting) != 1 or fitting[0].type != one.type or one.names[0] in fitting[0].short:
        return None
    other = fitting[0].wikidata
    return None if one.wikidata and other and one.wikidata != other else fitting[0].slug


def _with(before: Known, one: Listed) -> Known:
    full, short = _forms(one)
    return replace(
        before,
        wikidata=before.wikidata or one.wikidata,
        names=tuple(dict.fromkeys((*before.names, *full))),
        short=tuple(dict.fromkeys((*before.short, *short))),
    )


def _new(one: Listed) -> Known:
    full, short = _forms(one)
    labels = (one.names[0], one.names[0])
    return Known(one.slug, one.type, "", one.wikidata, labels, full, short, source=f"list: {one.place}")


def _forms(one: Listed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The full names of an entity, the label first, and the bare forms of a person's name."""
    if one.type != "Person":
        return one.names, ()
    bare = tuple(name for name in one.names[1:] if " " not in name)
    return tuple(name for name in one.names if name not in bare), bare


def _names(
    reference: Reference, known: Mapping[str, Known], taken: Mapping[str, list[Listed]]
) -> dict[str, tuple[str, ...]]:
    """All names with the entities that they may stand for; bare forms only where nothing has them as a full name."""
    names = dict(reference.by_name)
    for short in (False, True):
        for slug, listed in taken.items():
            for name in (name for one in listed for name in _forms(one)[short]):
                key = normalise(name)
                others = [other for other in names.get(key, ()) if other != slug]
                foreign = any(known[other].type != known[slug].type for other in others)
                full = short and any(key in map(normalise, known[other].names) for other in others)
                if len(key) >= SHORTEST and not foreign and not full and key not in reference.demonyms:
                    names[key] = tuple(sorted({*names.get(key, ()), slug}))
    return names
