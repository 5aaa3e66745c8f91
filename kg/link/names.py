"""Finds the names in a text: known names first and longest, then trained names, then names by their head word.

Order of decision, where candidates overlap: a known person or country inside a trained name wins over that name;
else the longer candidate; at equal length known before pattern before trained.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.languages.wordlists import Lexicon
from kg.link.capitals import after_title, is_capital, joins_person, loose, patterns, titled
from kg.link.found import Found
from kg.link.reference import Reference, normalise
from kg.model import Analysis, Token

__all__ = ["Found", "find_names", "is_headline"]

LONGEST = 12
"""Tokens in the longest known name that is looked for."""

SHORTEST = 4
"""Letters of the shortest family name that is looked for where it stands alone."""

CAPITALS = 0.7
"""Share of longer words with a capital above which a sentence is a headline in capitals."""

LABELS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}


def find_names(analysis: Analysis, reference: Reference, words: Lexicon) -> tuple[Found, ...]:
    """All names of a text, in order, none overlapping.

    Args:
        analysis: The text as its pipeline reads it.
        reference: The known names.
        words: The word lists of its language.
    """
    tokens = analysis.tokens
    found: list[Found] = []
    for sentence in analysis.sentences:
        known = list(_known(analysis, sentence.first, sentence.last, reference, words))
        if is_headline(tokens[sentence.first : sentence.last]):
            found.extend(_choose(known))
            continue
        trained = [_trim(n, tokens, known, words) for n in _trained(analysis, sentence.first, sentence.last)]
        pattern = list(patterns(analysis, sentence.first, sentence.last, known, words))
        pattern += titled(tokens, sentence.first, sentence.last, known, words)
        whole = [_as_person(n, known) for n in trained if n is not None]
        good = [n for n in whole if not _splits(n, known)]
        chosen = _choose([*known, *pattern, *good])
        found.extend([*chosen, *loose(tokens, sentence.first, sentence.last, chosen, words)])
    found.extend(_repeated(tokens, found, words))
    return tuple(sorted(found, key=lambda n: n.first))


def _repeated(tokens: tuple[Token, ...], found: list[Found], words: Lexicon) -> Iterator[Found]:
    """The family names that stand alone where nobody took them for names: "Megrahi" behind "Abdelbaset al-Megrahi"."""
    taken = {i for name in found for i in range(name.first, name.last)}
    lower = {t.text for t in tokens}
    families = set()
    for name in found:
        last = tokens[name.last - 1].text
        if name.type == "Person" and len(name) > 1 and len(last) >= SHORTEST:
            families |= {last, last.rpartition("-")[2]}
    for token in tokens:
        common = token.text.lower() in words.nouns or token.text.lower() in words.titles or token.text.lower() in lower
        if token.index not in taken and token.text in families and token.text[:1].isupper() and not common:
            yield Found(token.index, token.index + 1, "Person", (), "pattern")


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is a headline in capitals, where they tell nothing of names: it has no full stop."""
    if tokens and tokens[-1].text[-1:] in '.!?”"…':
        return False
    long = [t for t in tokens if len(t.text) > 3 and t.text.isalpha()]
    return len(long) > 3 and sum(t.text[0].isupper() for t in long) > CAPITALS * len(long)


def _known(analysis: Analysis, first: int, last: int, reference: Reference, words: Lexicon) -> Iterator[Found]:
    tokens, position = analysis.tokens, first
    while position < last:
        match = None
        if _may_start(tokens[position]):
            for end in range(min(last, position + LONGEST), position, -1):
                if match := _look_up(analysis, position, end, reference, words):
                    break
        if match is not None:
            match = _lengthened(tokens, match, last, words)
            yield match
        position = match.last if match else position + 1


def _lengthened(tokens: tuple[Token, ...], name: Found, last: int, words: Lexicon) -> Found:
    """A bare name with capitals behind it is the name of somebody else: "Kim" in "Kim Hyong Gil"."""
    end = name.last
    while end < last and (is_capital(tokens[end]) or joins_person(tokens, end, last, words)):
        if tokens[end].upos not in ("PROPN", "X", "NOUN", "ADP", "PUNCT", "PART"):
            break
        end += 1
    if end == name.last or name.type != "Person":
        return name
    if not name.short:
        joined = words.has("person-connector", tokens[name.last].text.lower())
        return replace(name, last=end) if joined else name
    return Found(name.first, end, "Person", (), "pattern")


def _may_start(token: Token) -> bool:
    return token.text[:1].isupper() or token.text[:1].isdigit() or "-" in token.text[1:3]


def _look_up(analysis: Analysis, first: int, last: int, reference: Reference, words: Lexicon) -> Found | None:
    tokens = analysis.tokens
    if not tokens[last - 1].text[-1:].isalnum() and len(tokens[last - 1].text) < 2:
        return None
    text = analysis.text[tokens[first].start : tokens[last - 1].end]
    name = normalise(text)
    if slugs := reference.by_name.get(name):
        return Found(first, last, _type(slugs, reference), slugs, "known", short=_is_short(name, slugs, reference))
    if last == first + 1 and (slugs := _both(text, reference)):
        return Found(first, last, "Country", slugs, "known", adjective=True, pair=True)
    if slugs := reference.demonyms.get(name):
        plural = words.singular(name) in reference.demonyms and words.singular(name) != name
        return Found(first, last, "Country", slugs, "known", adjective=True, people=plural)
    return None


def _both(text: str, reference: Reference) -> tuple[str, ...]:
    """The two entries of a word that joins two names of states or bodies by a hyphen."""
    parts = text.replace("–", "-").split("-")
    slugs = [reference.by_name.get(normalise(part), ()) for part in parts]
    if len(parts) != 2 or not all(len(s) == 1 for s in slugs):
        return ()
    return (slugs[0][0], slugs[1][0])


def _is_short(name: str, slugs: tuple[str, ...], reference: Reference) -> bool:
    """Whether a name is a bare form of its bearers' names and nobody's full name."""
    known = [reference.known[slug] for slug in slugs]
    return all(k.type == "Person" and name in map(normalise, k.short) for k in known)


def _type(slugs: tuple[str, ...], reference: Reference) -> str:
    return reference.known[slugs[0]].type


def _trained(analysis: Analysis, first: int, last: int) -> Iterator[Found]:
    for name in analysis.names:
        if first <= name.first < last:
            yield Found(name.first, min(name.last, last), LABELS.get(name.label, "Organization"), (), "trained")


def _trim(name: Found, tokens: tuple[Token, ...], known: list[Found], words: Lexicon) -> Found | None:
    """A trained name without the titles, countries and marks at its ends."""
    first, last = name.first, name.last
    while first < last and not tokens[first].text[:1].isalnum():
        first += 1
    while first < last and not _may_end(tokens[last - 1]):
        last -= 1
    if name.type != "Person" and words.has("address", tokens[min(first, len(tokens) - 1)].text.lower().rstrip(".")):
        name = replace(name, type="Person")
    if name.type == "Person":
        first = after_title(tokens, first, last, words)
        for other in known:
            if other.first == first and other.last < last and other.type != "Person":
                first = other.last
        first, last = _whole_person(tokens, first, last, known, words)
    elif name.type == "Organization" and words.head_first:
        first = after_title(tokens, first, last, words)
    if first >= last or not any(t.text[:1].isupper() or t.text[:1].isdigit() for t in tokens[first:last]):
        return None
    text = " ".join(t.text.lower() for t in tokens[first:last])
    if text in words.titles or (last - first == 1 and text in words.nouns):
        return None
    if last - first == 1 and tokens[first].upos not in ("PROPN", "NOUN", "X", "ADJ", "NUM"):
        return None
    return Found(first, last, name.type, (), "trained")


def _whole_person(
    tokens: tuple[Token, ...], first: int, last: int, known: list[Found], words: Lexicon
) -> tuple[int, int]:
    """The whole of a person's name of which the recogniser found a part: proper nouns that the parser joins to it."""
    whole = [k for k in known if not k.short and (len(k) > 1 or k.type in ("Country", "Person"))]
    apart = {i for k in whole for i in range(k.first, k.last)}
    start = first
    while start > 0 and tokens[start - 1].text[:1].isupper():
        start -= 1
    titled = any(t.text.lower() in words.title_words for t in tokens[start:last])
    while not titled and first > 0 and first - 1 not in apart and _joined(tokens, first - 1, first, words):
        first -= 1
    while 0 < last < len(tokens) and last not in apart and _joined(tokens, last, last - 1, words):
        last += 1
    return first, last


def _joined(tokens: tuple[Token, ...], outer: int, inner: int, words: Lexicon) -> bool:
    token, other = tokens[outer], tokens[inner]
    if (
        token.upos != "PROPN"
        or not is_capital(token)
        or token.text.lower() in words.title_words
        or token.text.isupper()
    ):
        return False
    linked = {token.deprel.partition(":")[0], other.deprel.partition(":")[0]} & {"flat", "compound"}
    return bool(linked) and (token.head in (inner, other.head) or other.head in (outer, token.head))


def _may_end(token: Token) -> bool:
    return token.text[-1:].isalnum() and (token.text[:1].isupper() or token.text[:1].isdigit() or "-" in token.text)


def _as_person(name: Found, known: list[Found]) -> Found:
    """A trained name of a place that ends with a person's bare name is a person's: "Paulo Santos"."""
    ends = any(k.short and k.last == name.last and k.first == name.last - 1 for k in known)
    return replace(name, type="Person") if name.type == "Place" and len(name) == 2 and ends else name


def _splits(name: Found, known: list[Found]) -> bool:
    """Whether a trained name runs over known names that are better taken apart."""
    inside = [k for k in known if k.first < name.last and name.first < k.last]
    persons = [k for k in inside if k.type == "Person" and not k.short]
    crossing = any(k.first < name.first or k.last > name.last for k in inside)
    covered = sum(len(k) for k in inside) >= len(name)
    if any(k.last == name.last and len(k) > 1 for k in persons):
        return True
    if crossing or covered:
        return True
    return (bool(persons) and name.type != "Organization") or (name.type == "Place" and bool(inside))


def _choose(candidates: list[Found]) -> list[Found]:
    """The candidates that stand, longest first, none overlapping another."""
    rank: Callable[[Found], tuple[int, int, int]] = lambda n: (  # noqa: E731
        -len(n),
        ("known", "pattern", "trained").index(n.source),
        n.first,
    )
    taken: list[Found] = []
    for name in sorted(candidates, key=rank):
        if all(name.last <= other.first or other.last <= name.first for other in taken):
            taken.append(name)
    return taken
