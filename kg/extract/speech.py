"""Finds who says what: speakers, audiences and the words reported, by quotation marks, word order and parse."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.dates import calendar_words
from kg.extract.quotes import Quote, find_quotes
from kg.extract.reported import Content, Reports
from kg.extract.speakers import Voices
from kg.extract.speechwords import Cue, speech_words
from kg.model import Analysis, Sentence, Span

__all__ = ["Speech", "find_speech"]

HEADED = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP"})
TITLE = 7
"""Tokens at most of the name, with its title, before the colon of a headline."""
NEXT = 3
"""Tokens at most from the end of a reported clause to a verb of saying that goes on with the same speaker."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words put in somebody's mouth.

    `speaker` is the head token of whoever speaks, None where the text does not say; `verb` the token of the word for
    saying. `kind`: "say", "report" (a carrier of news, if the speaker is one), "vow", "demand", "deny", "admit",
    "accuse", "call" (a quotation that names or judges), "view", "resolve" (a vow of one's own deed) or "head" (a
    headline's name and colon). `words` are the words reported, in code points and without the quotation marks around.
    `scope` are half-open token ranges whose predicates are reported.
    `audience` is the head token of whoever is told.
    """

    speaker: int | None
    verb: int
    kind: str
    words: Span
    scope: tuple[tuple[int, int], ...]
    audience: int | None
    reason: str


def find_speech(analysis: Analysis) -> tuple[Speech, ...]:
    """The speech of a text, in order of the words for saying.

    A sentence that stands wholly in quotation marks and has no speaker of its own belongs to the speaker
    before it, or, where nobody spoke before, to nobody.

    Args:
        analysis: The text with its parse; where the parse finds no subject, the order of words does.
    """
    quotes = find_quotes(analysis)
    starts = [sentence.first for sentence in analysis.sentences]
    near: dict[int, dict[int, Quote]] = {}
    for number, quote in enumerate(quotes):
        for place in range(bisect_right(starts, quote.opening) - 1, bisect_right(starts, quote.closing - 1)):
            near.setdefault(place, {})[number] = quote
    calendar = calendar_words(analysis)
    found: list[Speech] = []
    direct: dict[int, int] = {}
    for place, sentence in enumerate(analysis.sentences):
        _in_sentence(analysis, _reports(analysis, sentence, near.get(place, {}), calendar), found, direct)
    _continue(analysis, quotes, found, direct, starts)
    headed = _headline(analysis, found)
    return (*headed, *found)


def _headline(analysis: Analysis, found: list[Speech]) -> Iterator[Speech]:
    """What a headline puts behind the name of whoever says it ("Hartono: Kami tidak akan mundur")."""
    sentence = analysis.sentences[0] if analysis.sentences else None
    if sentence is None or any(sentence.first <= speech.verb < sentence.last for speech in found):
        return
    tokens = analysis.tokens
    colon = next((at for at in range(sentence.first, sentence.last) if tokens[at].text == ":"), sentence.last)
    first, last = colon + 1, sentence.last
    while last > first and tokens[last - 1].text in {".", '"', "”"}:
        last -= 1
    while first < last and tokens[first].text in {'"', "“"}:
        first += 1
    named = all(token.upos in HEADED for token in tokens[sentence.first : colon])
    if not 0 < colon - sentence.first <= TITLE or last - first < 2 or not named:
        return
    if not any(token.upos in ("VERB", "AUX") for token in tokens[first:last]):
        return
    words = Span(tokens[first].start, tokens[last - 1].end)
    yield Speech(sentence.first, colon, "head", words, ((first, last),), None, "the words behind a name and a colon")


def _reports(analysis: Analysis, sentence: Sentence, quotes: dict[int, Quote], calendar: frozenset[int]) -> Reports:
    words = speech_words(analysis.language)

    def quoted(index: int) -> bool:
        return any(quote.first <= index < quote.last for quote in quotes.values())

    voices = Voices(analysis.tokens, sentence, words, calendar, quoted)
    return Reports(analysis.tokens, sentence, words, quotes, voices)


def _in_sentence(analysis: Analysis, reports: Reports, found: list[Speech], direct: dict[int, int]) -> None:
    """Add the speech of a sentence, and note whose its quotations are."""
    last: int | None = None
    ended = -1
    for cue in reports.cues:
        speech, quote = _speech(analysis, reports, cue)
        if speech is None:
            continue
        bare = speech.speaker is None and not cue.kind("noun", "source", "before") and not reports.voices.passive(cue)
        follows = 0 <= cue.first - ended <= NEXT and cue.kind("clause", "object", "quote") and not cue.kind("before")
        if last is not None and (bare or (follows and speech.speaker is not None and speech.speaker < ended)):
            speech = replace(speech, speaker=last, reason=f"{speech.reason}; the speaker of the verb before")
        last = speech.speaker if speech.speaker is not None else last
        for number in reports.taken - direct.keys():
            direct[number] = len(found)
        if quote is not None:
            direct[quote] = len(found)
        ended = speech.scope[-1][1] if speech.verb < speech.scope[-1][0] else -1
        found.append(speech)


def _speech(analysis: Analysis, reports: Reports, cue: Cue) -> tuple[Speech | None, int | None]:
    """The speech that a word for saying reports, and the number of its quotation."""
    speaker = reports.voices.speaker(cue) if not cue.kind("noun") else reports.voices.possessor(cue)
    content = reports.content(cue, speaker)
    if content is None:
        return None, None
    words = _words(analysis, content)
    if any(first <= cue.first < last for first, last in content.ranges) or words.end <= words.start:
        return None, None
    if speaker is not None and any(first <= speaker < last for first, last in content.ranges):
        voices = reports.voices
        speaker = voices.after(cue.last) if voices.turned(cue) else voices.before(cue.first)
    behind = content.ranges[0][0] >= cue.last and not cue.kind("listener")
    end = content.ranges[0][0] if behind else reports.sentence.last
    audience = reports.voices.audience(cue, speaker, end) if content.kind not in ("accuse", "demand") else None
    if audience is None and not cue.kind("noun", "source"):
        audience = reports.voices.addressed(speaker if speaker is not None else cue.first)
    return Speech(speaker, cue.first, content.kind, words, content.ranges, audience, content.reason), content.quote


def _words(analysis: Analysis, content: Content) -> Span:
    """The stretch of text that holds what is reported, without marks around it."""
    tokens = analysis.tokens
    first, last = content.ranges[0]
    if len(content.ranges) > 1 and content.quote is None:
        last = content.ranges[-1][1]
    if last - first > 2 and tokens[first].text in '"“‘' and tokens[last - 1].text in '"”’':
        first, last = first + 1, last - 1
    while last - first > 1 and tokens[last - 1].text in {",", ".", ":", ";"}:
        last -= 1
    return Span(tokens[first].start, tokens[last - 1].end) if last > first else Span(0, 0)


def _continue(
    analysis: Analysis, quotes: tuple[Quote, ...], found: list[Speech], direct: dict[int, int], starts: list[int]
) -> None:
    """Give quotations without a word for saying to the speaker before them, where nothing else stands between."""
    for number, quote in enumerate(quotes):
        if number in direct or number - 1 not in direct or not _alone(analysis, quote, starts):
            continue
        before = quotes[number - 1]
        owner = direct[number - 1]
        if bisect_right(starts, quote.opening) - bisect_right(starts, before.closing - 1) > 1:
            continue
        found[owner] = replace(found[owner], scope=(*found[owner].scope, (quote.first, quote.last)))
        direct[number] = owner


def _alone(analysis: Analysis, quote: Quote, starts: list[int]) -> bool:
    """Whether the sentences of a quotation hold nothing else."""
    first = analysis.sentences[bisect_right(starts, quote.opening) - 1].first
    last = analysis.sentences[bisect_right(starts, quote.last - 1) - 1].last
    outside = (*analysis.tokens[first : quote.opening], *analysis.tokens[quote.closing : last])
    return all(token.upos == "PUNCT" or not token.text[0].isalnum() for token in outside)
