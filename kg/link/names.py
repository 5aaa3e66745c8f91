"""Finds the names in a text: known names first and longest, then trained names, then names by their head word.

Order of decision, where candidates overlap: a known person or country inside a trained name wins over that name;
else the longer candidate; at equal length known before pattern before trained.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.lexicon import Lexicon
from kg.link.reference import Reference, normalise
from kg.model import Analysis, Token

__all__ = ["Found", "find_names", "is_headline"]

LONGEST = 12
"""Tokens in the longest known name that is looked for."""

CAPITALS = 0.7
"""Share of longer words with a capital above which a sentence is a headline in capitals."""

LABELS = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the text: half-open token indices, what it may be, and how it was found.

    `slugs` are the entries of the reference data that bear it. `adjective` marks a word for what belongs to a country
    ("Russian"), `people` its plural ("Russians"), `short` a person's bare name, `pair` two names in one
    word ("AS-Taliban"). `source` is "known", "trained" or "pattern".
    """

    first: int
    last: int
    type: str
    slugs: tuple[str, ...]
    source: str
    adjective: bool = False
    people: bool = False
    short: bool = False
    pair: bool = False

    def __len__(self) -> int:
        return self.last - self.first


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
        pattern = list(_patterns(analysis, sentence.first, sentence.last, known, words))
        pattern += _titled(tokens, sentence.first, sentence.last, known, words)
        good = [n for n in trained if n is not None and not _splits(n, known)]
        chosen = _choose([*known, *pattern, *good])
        found.extend([*chosen, *_loose(tokens, sentence.first, sentence.last, chosen, words)])
    return tuple(sorted(found, key=lambda n: n.first))


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is a headline in capitals, where they tell nothing of names: it has no full stop."""
    if tokens and tokens[-1].text[-1:] in ".!?”\"…":
        return False
    long = [t for t in tokens if len(t.text) > 3 and t.text.isalpha()]
    return len(long) > 3 and sum(t.text[0].isupper() for t in long) > CAPITALS * len(long)


def _titled(
    tokens: tuple[Token, ...], first: int, last: int, known: list[Found], words: Lexicon
) -> Iterator[Found]:
    """The capitals behind a title and the name of its state: "Menteri Luar Negeri Jepang Yoko Kamikawa"."""
    for name in known:
        if name.type not in ("Country", "Organization") or name.adjective and not words.head_first:
            continue
        if not _ends_title(tokens, first, name.first, words):
            continue
        end = name.last
        while end < last and end < name.last + 5 and (_is_capital(tokens[end]) or _joins_person(tokens, end, last, words)):
            end += 1
        inside = any(k.first < end and name.last < k.last for k in known)
        if end > name.last and not inside and tokens[end - 1].text[:1].isupper():
            yield Found(name.last, end, "Person", (), "pattern")


def _ends_title(tokens: tuple[Token, ...], first: int, end: int, words: Lexicon) -> bool:
    """Whether capitals right before a token begin with a title."""
    start = end
    while start > first and (tokens[start - 1].text[:1].isupper() or words.has("and", tokens[start - 1].text.lower())):
        start -= 1
    phrases = (" ".join(t.text.lower() for t in tokens[start:stop]) for stop in range(start + 1, end + 1))
    return start < end and any(phrase in words.titles for phrase in phrases)


def _joins_person(tokens: tuple[Token, ...], at: int, last: int, words: Lexicon) -> bool:
    return words.has("person-connector", tokens[at].text.lower()) and at + 1 < last and _is_capital(tokens[at + 1])


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
    while end < last and (_is_capital(tokens[end]) or _joins_person(tokens, end, last, words)):
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
    if name.type == "Person":
        first = _after_title(tokens, first, last, words)
        for other in known:
            if other.first == first and other.last < last and other.type != "Person":
                first = other.last
        first, last = _whole_person(tokens, first, last, known, words)
    if first >= last or not any(t.text[:1].isupper() or t.text[:1].isdigit() for t in tokens[first:last]):
        return None
    text = " ".join(t.text.lower() for t in tokens[first:last])
    if text in words.titles or last - first == 1 and text in words.nouns:
        return None
    if last - first == 1 and tokens[first].upos not in ("PROPN", "NOUN", "X", "ADJ", "NUM") :
        return None
    return Found(first, last, name.type, (), "trained")


def _whole_person(
    tokens: tuple[Token, ...], first: int, last: int, known: list[Found], words: Lexicon
) -> tuple[int, int]:
    """The whole of a person's name of which the recogniser found a part: proper nouns that the parser joins to it."""
    apart = {i for k in known if len(k) > 1 or k.type in ("Country", "Person") for i in range(k.first, k.last)}
    start = first
    while start > 0 and tokens[start - 1].text[:1].isupper():
        start -= 1
    titled = any(t.text.lower() in words.title_words for t in tokens[start:first])
    while not titled and first > 0 and first - 1 not in apart and _joined(tokens, first - 1, first, words):
        first -= 1
    while 0 < last < len(tokens) and last not in apart and _joined(tokens, last, last - 1, words):
        last += 1
    return first, last


def _joined(tokens: tuple[Token, ...], outer: int, inner: int, words: Lexicon) -> bool:
    token, other = tokens[outer], tokens[inner]
    if token.upos != "PROPN" or not _is_capital(token) or token.text.lower() in words.title_words or token.text.isupper():
        return False
    linked = {token.deprel.partition(":")[0], other.deprel.partition(":")[0]} & {"flat", "compound"}
    return bool(linked) and (token.head in (inner, other.head) or other.head in (outer, token.head))


def _may_end(token: Token) -> bool:
    return token.text[-1:].isalnum() and (token.text[:1].isupper() or token.text[:1].isdigit() or "-" in token.text)


def _loose(
    tokens: tuple[Token, ...], first: int, last: int, chosen: list[Found], words: Lexicon
) -> Iterator[Found]:
    """Runs of capitals that nobody found, of a type that their place in the text must tell ("?")."""
    taken = {i for name in chosen for i in range(name.first, name.last)}
    taken |= _inside_titles(tokens, first, last, words)
    position = first
    while position < last:
        end = position
        while end < last and end not in taken and tokens[end].upos in ("PROPN", "X") and _is_capital(tokens[end]):
            end += 1
        start = _after_title(tokens, position, end, words) if end > position else position
        lone = end - start == 1 and (start == first or tokens[start].text.lower() in words.titles)
        text = " ".join(t.text.lower() for t in tokens[start:end])
        lone = lone or text in words.titles
        common = all(t.text.lower() in words.nouns for t in tokens[start:end])
        if end > start and not lone and not common:
            yield Found(start, end, "?", (), "loose")
        position = max(end, position + 1)


def _inside_titles(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon) -> set[int]:
    """The tokens of titles of several words ("Duta Besar")."""
    inside: set[int] = set()
    for start in range(first, last):
        if tokens[start].text.lower() not in words.title_words:
            continue
        for end in range(min(last, start + 5), start + 1, -1):
            if " ".join(t.text.lower() for t in tokens[start:end]) in words.titles:
                inside.update(range(start, end))
                break
    return inside


def _after_title(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon) -> int:
    """The first token behind a title that opens the tokens."""
    for end in range(min(last, first + 5), first, -1):
        phrase = " ".join(t.text.lower() for t in tokens[first:end])
        if phrase in words.titles and end < last:
            return _after_title(tokens, end, last, words)
    return first


def _splits(name: Found, known: list[Found]) -> bool:
    """Whether a trained name runs over known names that are better taken apart."""
    inside = [k for k in known if k.first < name.last and name.first < k.last]
    persons = [k for k in inside if k.type == "Person" and not k.short]
    crossing = any(k.first < name.first or k.last > name.last for k in inside)
    covered = sum(len(k) for k in inside) >= len(name)
    if any(k.last == name.last and len(k) > 1 for k in persons):
        return True
    return bool(persons) and name.type != "Organization" or crossing or covered or name.type == "Place" and bool(inside)


def _patterns(
    analysis: Analysis, first: int, last: int, known: list[Found], words: Lexicon
) -> Iterator[Found]:
    """Runs of capitals around a head word that says what they are: "Treaty of …", "Kementerian …", "… Accords"."""
    tokens = analysis.tokens
    starts = {k.first: k for k in known}
    position = first
    while position < last:
        end = _run(tokens, position, last, starts, words)
        if end > position:
            if pattern := _by_head(tokens, position, end, words, starts):
                yield pattern
            position = max(end, position + 1)
        else:
            position += 1


def _run(tokens: tuple[Token, ...], first: int, last: int, starts: dict[int, Found], words: Lexicon) -> int:
    """The end of the run of capitals that starts at `first`, connectors and inner commas of a title included."""
    if not _is_capital(tokens[first]):
        return first
    head = words.nouns.get(tokens[first].text.lower())
    joins = head is not None and head.type in ("Agreement", "Law", "Organization", "Sanctions")
    end = first + 1
    while end < last:
        token = tokens[end]
        if _is_capital(token):
            end += 1
        elif joins and (after := _bridge(tokens, end, last, starts, words, head.type if head else "")):
            end = after
        else:
            break
    return end


def _bridge(
    tokens: tuple[Token, ...], at: int, last: int, starts: dict[int, Found], words: Lexicon, kind: str
) -> int:
    """The token behind connectors ("of the", ", dan") that lead on to more capitals; 0 where they do not."""
    position, comma = at, False
    while position < last and position < at + 3:
        text = tokens[position].text.lower()
        if text == "," and kind == "Agreement" and not comma:
            comma = True
        elif not words.has("name-connector", text) and not words.has("and", text):
            break
        position += 1
    if position == at or position >= last or not _is_capital(tokens[position]):
        return 0
    joined = any(words.has("and", t.text.lower()) or t.text == "," for t in tokens[at:position])
    known = starts.get(position)
    if joined and known is not None and (known.type in ("Person", "Country") or len(known) > 1):
        return 0
    if known is not None and known.type in ("Person", "Country", "Place") and kind != "Organization":
        return 0
    if known is not None and known.type in ("Person", "Country", "Place") and not tokens[at].text.lower() == "of":
        return 0
    return position


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.upos != "PUNCT" or token.text in ("II", "III", "IV")


def _by_head(
    tokens: tuple[Token, ...], first: int, last: int, words: Lexicon, starts: dict[int, Found]
) -> Found | None:
    start = first
    lower = [t.text.lower() for t in tokens[first:last]]
    if words.head_first:
        heads = [(start, words.nouns.get(lower[0]))]
    else:
        heads = [(last - 1, words.nouns.get(tokens[last - 1].lemma) or words.nouns.get(lower[-1])), (start, words.nouns.get(lower[0]))]
    for _, noun in heads:
        if noun is None or last - start < 2 or noun.type not in ("Agreement", "Law", "Organization", "Sanctions"):
            continue
        if noun.type == "Organization" and len(lower) == 2 and lower[0] in ("the",):
            continue
        return Found(start, last, noun.type, (), "pattern")
    return None


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
