"""How many names of people, states and bodies in read texts are found whole and as what they are.

A case is `NAME.txt` beside `NAME.gold.json`, with `entities` of `type` and `names`. The floor is held on tests/gold;
other folders are measured by `python tests/languages/test_names.py FOLDER…`.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kg import languages
from kg.languages.wordlists import Lexicon, lexicon
from kg.link.names import Found, find_names
from kg.link.reference import Reference, load
from kg.model import Analysis

OWN = Path(__file__).parents[1] / "gold"
FLOOR = 0.95
KINDS = ("Person", "Country", "Organization")


def forms(case: dict[str, object], words: Lexicon) -> dict[str, str]:
    """The proper names of a case with their type; forms of two types are left out."""
    found: dict[str, set[str]] = {}
    for entity in case["entities"]:  # type: ignore[attr-defined]
        for name in filter(lambda name: is_name(name, words), entity["names"]):
            found.setdefault(name, set()).add(entity["type"])
    return {name: min(kinds) for name, kinds in found.items() if len(kinds) == 1 and min(kinds) in KINDS}


def _is_title(name: str) -> bool:
    """Whether a form is a title with capitals, as of an agreement: what it names inside is no name of its own."""
    return len(name.split()) > 1 and all(word[0].isupper() for word in (name.split()[0], name.split()[-1]))


def is_name(name: str, words: Lexicon) -> bool:
    """Whether a form is a name alone: capitals at both ends, no title before it, no owner, noun or brackets."""
    parts = name.split()
    first = parts[0].lower()
    capitals = parts[0][0].isupper() and parts[-1][0].isupper() and "(" not in name and "'s " not in name
    named = any(words.has(kind, first) for kind in ("indefinite", "possessive")) or name.endswith("nya")
    told = first in words.title_words or first in words.honorifics
    common = all(part.lower() in words.nouns or words.has("definite", part.lower()) for part in parts)
    return capitals and not (named or told or common)


def places(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Each name that stands in a text with its type and what was found: the type, "?", "part of …" or "nothing"."""
    reference = load()
    for path in sorted(folder.glob("*.gold.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        analysis, words = languages.analyse(text, case["language"]), lexicon(case["language"])
        names = {(n.first, n.last): n for n in find_names(analysis, reference, words)}
        taken: set[int] = set()
        kinds = forms(case, words)
        told = {name for entity in case["entities"] for name in entity["names"]}
        for name in sorted(told, key=lambda name: (-len(name), name)):
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w)", text):
                if match.start() in taken or (name not in kinds and not _is_title(name)):
                    continue
                taken.update(range(*match.span()))
                if kind := kinds.get(name):
                    yield name, kind, _found(analysis, words, names, (*match.span(), kind), reference)


def _found(
    analysis: Analysis,
    words: Lexicon,
    names: dict[tuple[int, int], Found],
    place: tuple[int, int, str],
    known: Reference,
) -> str:
    start, end, kind = place
    inside = [t.index for t in analysis.tokens if t.start < end and start < t.end]
    first, last = inside[0], inside[-1] + 1
    while first < last - 1 and words.has("definite", analysis.tokens[first].text.lower()):
        first += 1
    opened = inside[0] and words.has("definite", analysis.tokens[inside[0] - 1].text.lower())
    starts = {first, inside[0], inside[0] - bool(opened)}
    exact = next((names[start, last] for start in starts if (start, last) in names), None)
    if exact is None:
        over = next((n for n in names.values() if n.first < last and first < n.last), None)
        return "nothing" if over is None else f"part of {_text(analysis, over)!r}"
    seat = any(known.known[slug].seat for slug in exact.slugs)
    return kind if seat and kind in ("Country", "Organization") else exact.type


def _text(analysis: Analysis, name: Found) -> str:
    return analysis.text[analysis.tokens[name.first].start : analysis.tokens[name.last - 1].end]


def measured(folder: Path) -> tuple[float, list[tuple[str, str, str]]]:
    """The share of a folder's names that are found whole and as what they are, and the others."""
    items = list(places(folder))
    wrong = [item for item in items if item[1] != item[2]]
    return 1 - len(wrong) / len(items), wrong


def test_names_are_found_whole() -> None:
    share, wrong = measured(OWN)
    assert share >= FLOOR, wrong


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        share, wrong = measured(Path(argument))
        print(f"{argument}: {share:.3f} of the names found whole and of their type")
        for name, kind, found in wrong:
            print(f"  {name} ({kind}): {found}")
