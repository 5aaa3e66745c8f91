"""Says which time belongs to a predicate: the parse and the order of words, one checking the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

from kg.extract.dates import Time
from kg.extract.timewords import time_words
from kg.model import Analysis, Sentence, Token

__all__ = ["attach", "hosts"]

MARKS = frozenset({";", ":", "—", "–", "--", "“", "”", '"'})
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM", "X"})
INNER = frozenset({"DET", "ADP", "ADJ", "PART", "PRON"})
TOGETHER = ("conj", "parataxis")
CLOSE = 3
"""Tokens between two verbs that share a time behind them ("was arrested and charged on Monday")."""


def attach(
    times: Sequence[Time], analysis: Analysis, trigger: int, deeds: Collection[int] | None = None
) -> Time | None:
    """The time that belongs to a predicate, or None.

    Decides in this order: a time of which the predicate is the host; one whose host lends it to the predicate
    (an infinitive, a participle without a conjunction of its own, what is coordinate behind a time that opens the
    clause). Of several the nearest is taken. A time in a relative clause, an apposition or a complement has its
    host there and belongs to no other.

    Args:
        times: The times of the text, as `find_times` gives them.
        analysis: The text with its parse.
        trigger: The token of the verb, or of the noun for the deed.
        deeds: The tokens of nouns that stand for deeds, so that a time goes with the noun and not with the verb
            that governs it; a trigger not among them is taken for a verb. None: by part of speech.

    Returns:
        One of `times`, or None where no time belongs to the predicate.
    """
    sentence = _sentence(analysis, trigger)
    if sentence is None:
        return None
    first = bisect_left(times, sentence.first, key=lambda time: time.first)
    last = bisect_left(times, sentence.last, key=lambda time: time.first)
    here = [time for time in times[first:last] if time.role != "dateline"]
    if not here or any(time.first <= trigger < time.last for time in here):
        return None
    clause = _Clause(analysis, sentence, trigger, deeds)
    owned = [(time, clause.hosts(time)) for time in here]
    own = [time for time, found in owned if trigger in found]
    if not own and not clause.nominal(trigger):
        own = [time for time, found in owned if any(clause.lends(time, host, trigger) for host in found)]
    return min(own, key=lambda time: _distance(time, trigger), default=None)


def hosts(time: Time, analysis: Analysis, deeds: Collection[int] | None = None) -> frozenset[int]:
    """The tokens of the predicates that a time belongs to by itself: a verb, or a noun for a deed."""
    sentence = _sentence(analysis, time.first)
    if sentence is None or time.role == "dateline":
        return frozenset()
    return _Clause(analysis, sentence, -1, deeds).hosts(time)


def _sentence(analysis: Analysis, index: int) -> Sentence | None:
    place = bisect_right(analysis.sentences, index, key=lambda one: one.first) - 1
    return analysis.sentences[place] if place >= 0 and index < analysis.sentences[place].last else None


def _distance(time: Time, trigger: int) -> int:
    return time.first - trigger if time.first > trigger else trigger - time.last + 1


class _Clause:
    """A sentence in which times look for their predicates."""

    def __init__(self, analysis: Analysis, sentence: Sentence, trigger: int, deeds: Collection[int] | None) -> None:
        self.tokens, self.sentence, self.trigger, self.deeds = analysis.tokens, sentence, trigger, deeds
        words = time_words(analysis.language)
        self.breaks = {word for word, _ in words.lists["break"]}
        self.along = {word for word, _ in words.lists["along"]}
        self.perfect = {word for word, _ in words.lists["perfect"]}

    def nominal(self, index: int) -> bool:
        """Whether a predicate is a noun for a deed."""
        if self.deeds is not None:
            return index in self.deeds
        return self.tokens[index].upos in ("NOUN", "PROPN")

    def verb(self, index: int) -> bool:
        """Whether a token is the verb of some clause."""
        if index == self.trigger:
            return not self.nominal(index)
        token = self.tokens[index]
        before = self.tokens[index - 1]
        inner = index > self.sentence.first and (before.upos in INNER or before.text == "-")
        return token.upos == "VERB" and token.deprel not in ("case", "mark") and not (inner and token.deprel == "amod")

    def hosts(self, time: Time) -> frozenset[int]:
        """What a time belongs to: the nouns that the parse hangs it on, then a verb by parse or by order."""
        nouns, parsed = self._climb(time)
        if time.role == "noun":
            return frozenset(nouns[:1])
        if time.role == "following":
            return frozenset(self._followed(time))
        deed = next((noun for noun in nouns if self.nominal(noun)), None)
        ordered = self._by_order(time)
        if deed is not None and (self.deeds is not None or ordered is None):
            return frozenset({deed})
        verb = ordered if ordered is not None else parsed
        between = self._between(verb, time) if deed is None and verb is not None else None
        return frozenset(index for index in (deed, verb, between) if index is not None)

    def _between(self, verb: int, time: Time) -> int | None:
        """A noun for a deed between a verb and a month or year: it happened then, whatever the parse says."""
        if self.deeds is None or len(time.edtf) > len("2022-02") or verb > time.first:
            return None
        words = self.tokens[verb + 1 : time.first]
        if any(token.text == "," or token.upos in ("CCONJ", "SCONJ") for token in words):
            return None
        return next((token.index for token in reversed(words) if token.index in self.deeds), None)

    def _followed(self, time: Time) -> Iterator[int]:
        """What a time that counts from another belongs to: the verb behind it, and a noun for a deed before that."""
        verb = self._right(time.last)
        if verb is not None:
            yield verb
        for at in range(time.last, verb if verb is not None else self.sentence.last):
            cased = self.deeds is None and any(self.tokens[word].head == at for word in range(time.first, time.last))
            if (self.deeds is not None and at in self.deeds) or (cased and self.nominal(at)):
                yield at
                return

    def _climb(self, time: Time) -> tuple[list[int], int | None]:
        """The common nouns between a time and the first verb above it in the parse, and that verb."""
        at = self._head(time)
        nouns: list[int] = []
        for _ in range(12):
            token = self.tokens[at]
            if token.head == at or not self._inside(token.head):
                break
            at = token.head
            if self.verb(at):
                return nouns, at
            if token.deprel.startswith(("appos", "acl", "conj")) and nouns:
                return nouns, None
            if self.tokens[at].upos == "NOUN" or (self.deeds is not None and at in self.deeds):
                nouns.append(at)
        return nouns, None

    def _inside(self, index: int) -> bool:
        return self.sentence.first <= index < self.sentence.last

    def _head(self, time: Time) -> int:
        """The token of a time on which the rest of it hangs: its governor stands outside."""
        outside = [at for at in range(time.first, time.last) if not time.first <= self.tokens[at].head < time.last]
        named = [at for at in outside if self.tokens[at].upos in NOMINAL]
        return (named or outside or [time.first])[0]

    def _by_order(self, time: Time) -> int | None:
        """The verb that a time belongs to by the order of words."""
        comma = time.first - 1 >= self.sentence.first and self.tokens[time.first - 1].text == ","
        before = time.first - 1 - comma
        behind = time.last + (comma and self._text(time.last) == ",")
        left = self._left(before, across=False)
        if left is None and comma and behind > time.last and self._participle(behind):
            left = self._left(before, across=True)
        if left is None and self._starts_verb(behind):
            return self._right(behind)
        if left is None and self._opens(time):
            return self._right(time.last)
        if left is None:
            left = self._left(before, across=True)
        return left if left is not None else self._right(time.last)

    def _text(self, index: int) -> str:
        return self.tokens[index].text if self._inside(index) else ""

    def _left(self, index: int, across: bool) -> int | None:
        """The nearest verb to the left in the clause, `across` commas and "and" or not."""
        while index >= self.sentence.first:
            word = self.tokens[index].text
            if self.verb(index):
                return index
            joins = word == "," or self.tokens[index].upos == "CCONJ"
            if word in MARKS or (word.lower() in self.breaks and not joins) or (joins and not across):
                return None
            index -= 1
        return None

    def _opens(self, time: Time) -> bool:
        """Whether nothing but a place or a linking word stands between a time and what opens its clause."""
        index, words = time.first - 1, 0
        while index >= self.sentence.first:
            word = self.tokens[index].text
            if word in MARKS or (word == "," and words <= 3 and self._far(index)):
                return True
            if word == ",":
                return False
            if word.lower() in self.breaks:
                return words == 0
            words += 1
            index -= 1
        return words <= 6

    def _far(self, comma: int) -> bool:
        """Whether no verb stands before a comma: what it closes is a frame of the sentence, no clause."""
        return not any(self.verb(index) for index in range(self.sentence.first, comma))

    def _starts_verb(self, index: int) -> bool:
        """Whether a verb begins here, behind auxiliaries and adverbs at most."""
        for at in range(index, min(index + 4, self.sentence.last)):
            if self.verb(at):
                return True
            if self.tokens[at].upos not in ("AUX", "ADV", "PART"):
                return False
        return False

    def _right(self, index: int) -> int | None:
        """The first verb to the right that is no part of a noun phrase: relative clauses and participles are passed.

        Where there is none, the last that stands behind a comma: "Ann Lee, known as Sue, signed" is easily misread.
        """
        hidden, described = False, None
        for at in range(index, self.sentence.last):
            word = self.tokens[at].text
            if word in (";", ":"):
                break
            if word.lower() in self.breaks and self.tokens[at].upos != "CCONJ":
                hidden = True
            elif word == ",":
                hidden = self._described(at + 1)
            elif self.verb(at) and not hidden:
                if not self._participle(at):
                    return at
                described = at if self._text(at - 1) == "," else described
        return described

    def _described(self, index: int) -> bool:
        """Whether a description opened by a verb stands from here to another comma, a verb right behind that."""
        if index >= self.sentence.last or not self.verb(index):
            return False
        closing = next((at for at in range(index, self.sentence.last) if self.tokens[at].text == ","), None)
        return closing is not None and self._starts_verb(closing + 1)

    def _participle(self, index: int) -> bool:
        """Whether a verb only describes a noun: "known as", "backed by"."""
        token = self.tokens[index]
        if index == self.trigger and not token.deprel.startswith(("acl", "amod")):
            return False
        bare = "VerbForm=Part" in token.feats or "VerbForm=Ger" in token.feats or self._named_so(token)
        return bare and not any(self._aux(at, index) for at in range(max(self.sentence.first, index - 4), index))

    def _named_so(self, token: Token) -> bool:
        """Whether the parse hangs a verb on a noun before it and a preposition follows."""
        behind = token.index + 1
        return token.deprel == "acl" and self._inside(behind) and self.tokens[behind].upos == "ADP"

    def _aux(self, index: int, verb: int) -> bool:
        return self.tokens[index].upos == "AUX" and self.tokens[index].head in (verb, index)

    def lends(self, time: Time, host: int, trigger: int) -> bool:
        """Whether the host of a time lends it to another predicate of the sentence."""
        upper = self.tokens[host]
        if upper.deprel == "conj" and upper.head == trigger and host - trigger <= CLOSE:
            return True
        if self._trails(time, host, trigger) or self._shares(time, host, trigger) or self._goes_on(time, host, trigger):
            return True
        return any(self._step(time, upper, lower, host) for upper, lower in self._path(host, trigger))

    def _trails(self, time: Time, host: int, trigger: int) -> bool:
        """Whether a participle stands behind the comma that closes the clause of the time (", accusing it")."""
        token = self.tokens[trigger]
        if not (host < time.first < trigger) or self.tokens[trigger - 1].text != ",":
            return False
        gerund = "VerbForm=Ger" in token.feats or ("VerbForm=Part" in token.feats and "Tense=Pres" in token.feats)
        return gerund and not any(self.verb(at) for at in range(time.last, trigger))

    def _shares(self, time: Time, host: int, trigger: int) -> bool:
        """Whether a later main clause of a sentence that a time opens shares it ("In March X did; Y did")."""
        if not time.last <= host < trigger or not self._opens(time):
            return False
        between = range(trigger - 1, host, -1)
        joint = next((at for at in between if self._text(at) == ";" or self.tokens[at].upos == "CCONJ"), None)
        if joint is None or any(self._text(at) in MARKS - {";"} for at in range(time.last, trigger)):
            return False
        inner = self.tokens[joint + 1 : trigger]
        apart = any(t.text.lower() in self.breaks and t.upos != "CCONJ" for t in inner)
        return not apart and not self._is_perfect(trigger)

    def _is_perfect(self, verb: int) -> bool:
        """Whether an auxiliary tells that a verb's deed was done at another time ("has since expelled")."""
        before = self.tokens[max(self.sentence.first, verb - 4) : verb]
        return any(t.upos == "AUX" and t.lemma in self.perfect for t in before)

    def _goes_on(self, time: Time, host: int, trigger: int) -> bool:
        """Whether "and" and a verb stand right behind the time of a verb: "came on Monday and met X"."""
        if not host < time.first or self.tokens[trigger].deprel != "conj":
            return False
        if not (time.last < trigger <= time.last + 2) or self.tokens[time.last].upos != "CCONJ":
            return False
        return self.tokens[trigger].head == host

    def _path(self, host: int, trigger: int) -> Iterator[tuple[Token, Token]]:
        """The one pair (host, trigger) if every link between them lends its time, else nothing."""
        at, links = trigger, 0
        while at != host and links < 6:
            token = self.tokens[at]
            if token.head == at or not self._inside(token.head):
                return
            at, links = token.head, links + 1
        if at == host and links:
            yield self.tokens[host], self.tokens[trigger]

    def _step(self, time: Time, upper: Token, lower: Token, host: int) -> bool:
        opening = time.last <= host and (time.role == "following" or self._opens(time))
        at = lower.index
        while at != host:
            token = self.tokens[at]
            if not self._link(token, opening):
                return False
            at = token.head
        return True

    def _link(self, token: Token, opening: bool) -> bool:
        """Whether a verb shares the time of its head: an infinitive, a participle, or a coordinate verb behind it."""
        marks = {
            self.tokens[at].text.lower()
            for at in range(max(self.sentence.first, token.index - 4), token.index)
            if self.tokens[at].head == token.index and self.tokens[at].deprel in ("mark", "case")
        }
        if token.deprel.startswith("xcomp"):
            return True
        if token.deprel in ("advcl", "ccomp"):
            gerund = "VerbForm=Ger" in token.feats or token.xpos == "VBG"
            return bool(marks & self.along) or (token.deprel == "advcl" and gerund and not marks)
        return token.deprel in TOGETHER and opening and token.index > token.head and not self._is_perfect(token.index)
