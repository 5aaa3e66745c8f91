"""Finds names by their capitals: around a head word that says what they are, behind a title, or by capitals alone."""

from collections.abc import Iterator

from kg.languages.wordlists import Lexicon
from kg.link.found import Found
from kg.model import Analysis, Token

__all__ = ["after_title", "is_capital", "joins_person", "loose", "patterns", "titled"]


def titled(tokens: tuple[Token, ...], first: int, last: int, known: list[Found], words: Lexicon) -> Iterator[Found]:
    """The capitals behind a title and the name of its state: "Menteri Luar Negeri Jepang Yoko Kamikawa"."""
    for name in known:
        if name.type not in ("Country", "Organization") or (name.adjective and not words.head_first):
            continue
        if not _ends_title(tokens, first, name.first, words):
            continue
        end = name.last
        while (
            end < last and end < name.last + 5 and (is_capital(tokens[end]) or joins_person(tokens, end, last, words))
        ):
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


def joins_person(tokens: tuple[Token, ...], at: int, last: int, words: Lexicon) -> bool:
    """Whether a small word joins two parts of a person's name ("bin", "al-")."""
    return words.has("person-connector", tokens[at].text.lower()) and at + 1 < last and is_capital(tokens[at + 1])


def loose(tokens: tuple[Token, ...], first: int, last: int, chosen: list[Found], words: Lexicon) -> Iterator[Found]:
    """Runs of capitals that nobody found, of a type that their place in the text must tell ("?")."""
    taken = {i for name in chosen for i in range(name.first, name.last)}
    taken |= _inside_titles(tokens, first, last, words)
    position = first
    while position < last:
        end = position
        while end < last and end not in taken and tokens[end].upos in ("PROPN", "X") and is_capital(tokens[end]):
            end += 1
        start = after_title(tokens, position, end, words) if end > position else position
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


def after_title(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon) -> int:
    """The first token behind a title that opens the tokens."""
    for end in range(min(last, first + 5), first, -1):
        phrase = " ".join(t.text.lower() for t in tokens[first:end])
        if phrase in words.titles and end < last:
            return after_title(tokens, end, last, words)
    return first


def patterns(analysis: Analysis, first: int, last: int, known: list[Found], words: Lexicon) -> Iterator[Found]:
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
    if not is_capital(tokens[first]):
        return first
    head = words.nouns.get(tokens[first].text.lower())
    joins = head is not None and head.type in ("Agreement", "Law", "Organization", "Sanctions")
    end = first + 1
    while end < last:
        token = tokens[end]
        if is_capital(token):
            end += 1
        elif joins and (after := _bridge(tokens, end, last, starts, words, head.type if head else "")):
            end = after
        else:
            break
    return end


def _bridge(tokens: tuple[Token, ...], at: int, last: int, starts: dict[int, Found], words: Lexicon, kind: str) -> int:
    """The token behind connectors ("of the", ", dan") that lead on to more capitals; 0 where they do not."""
    position, comma = at, False
    while position < last and position < at + 3:
        text = tokens[position].text.lower()
        if text == "," and kind == "Agreement" and not comma:
            comma = True
        elif not words.has("name-connector", text) and not words.has("and", text):
            break
        position += 1
    if position == at or position >= last or not is_capital(tokens[position]):
        return 0
    joined = any(words.has("and", t.text.lower()) or t.text == "," for t in tokens[at:position])
    known = starts.get(position)
    if joined and known is not None and (known.type in ("Person", "Country") or len(known) > 1):
        return 0
    if known is not None and known.type in ("Person", "Country", "Place") and kind != "Organization":
        return 0
    clings = words.has("clinging", tokens[at].text.lower())
    if known is not None and known.type in ("Person", "Country", "Place") and not clings:
        return 0
    return position


def is_capital(token: Token) -> bool:
    """Whether a token begins with a capital, or is a Roman number."""
    return (token.text[:1].isupper() and token.upos != "PUNCT") or token.text in ("II", "III", "IV")


def _by_head(
    tokens: tuple[Token, ...], first: int, last: int, words: Lexicon, starts: dict[int, Found]
) -> Found | None:
    start = first
    lower = [t.text.lower() for t in tokens[first:last]]
    if words.head_first:
        heads = [(start, words.nouns.get(lower[0]))]
    else:
        heads = [
            (last - 1, words.nouns.get(tokens[last - 1].lemma) or words.nouns.get(lower[-1])),
            (start, words.nouns.get(lower[0])),
        ]
    for _, noun in heads:
        if noun is None or last - start < 2 or noun.type not in ("Agreement", "Law", "Organization", "Sanctions"):
            continue
        if noun.type == "Organization" and len(lower) == 2 and lower[0] in ("the",):
            continue
        return Found(start, last, noun.type, (), "pattern")
    return None
