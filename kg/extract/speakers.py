"""Finds who speaks and who is addressed beside a word for saying."""

from collections.abc import Callable

from kg.extract.speechwords import Cue, SpeechWords
from kg.model import Sentence, Token

__all__ = ["Voices", "participle"]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
PASSING = frozenset({"ADV", "PART", "AUX"})
TURNS = frozenset({",", '"', "”", "’", "»", "?", "!", "-", "—", "–"})
REACH = 24
"""Tokens that may stand between a verb of saying and its speaker, appositions included."""


def participle(token: Token) -> bool:
    """Whether a token is a present participle ("adding")."""
    return "VerbForm=Ger" in token.feats or ("VerbForm=Part" in token.feats and "Tense=Pres" in token.feats)


class Voices:
    """The speakers and audiences of one sentence; `quoted` says whether a token stands inside quotation marks."""

    def __init__(
        self,
        tokens: tuple[Token, ...],
        sentence: Sentence,
        words: SpeechWords,
        calendar: frozenset[int],
        quoted: Callable[[int], bool],
    ) -> None:
        self.tokens, self.sentence, self.words, self.quoted = tokens, sentence, words, quoted
        self.calendar = calendar

    def speaker(self, cue: Cue) -> int | None:
        """The head of the noun phrase that speaks: the subject by the parse, else the nearest one that fits."""
        if self.passive(cue):
            return self.agent(cue)
        if cue.kind("source") and not cue.kind("clause", "before", "bare"):
            return self.after(cue.last)
        if cue.kind("before") or self.turned(cue):
            found = self._subject(cue, right=True)
            return found if found is not None else self.after(cue.last)
        found = self._subject(cue)
        return found if found is not None else self.before(cue.first)

    def possessor(self, cue: Cue) -> int | None:
        """Whose noun of speech it is: "her claim", "the ministry's claim", "tuduhan Moskow"."""
        for token in self.tokens[max(self.sentence.first, cue.first - 10) : min(cue.last + 6, self.sentence.last)]:
            owns = token.head == cue.first and token.deprel.startswith(("nmod", "compound", "flat"))
            if owns and (token.upos in ("PROPN", "PRON") or "poss" in token.deprel):
                return token.index
        after = self.tokens[cue.last] if cue.last < self.sentence.last else None
        return after.index if after is not None and after.upos in ("PROPN", "PRON") else None

    def passive(self, cue: Cue) -> bool:
        """Whether the cue is in the passive: by its form, or by a form of "be" close before it."""
        if cue.kind("passive"):
            return True
        for at in range(cue.first - 1, max(self.sentence.first, cue.first - 4) - 1, -1):
            token = self.tokens[at]
            if token.text.lower() in self.words.lists["be"]:
                return not any(token.text.lower().endswith("ing") for token in self.tokens[cue.first : cue.last])
            if token.upos not in PASSING:
                return False
        return False

    def borne(self, cue: Cue) -> bool:
        """Whether a passive bears its speaker as a clitic ("dikatakannya")."""
        if not cue.kind("passive") or cue.last >= self.sentence.last:
            return False
        clitic = self.tokens[cue.last]
        return clitic.start == self.tokens[cue.last - 1].end and clitic.upos != "PUNCT"

    def agent(self, cue: Cue) -> int | None:
        """The head of the noun phrase behind "by" or "oleh" that a passive names, or the pronoun that it bears."""
        if self.borne(cue):
            return cue.last
        for at in range(cue.last, min(cue.last + 8, self.sentence.last)):
            if self.tokens[at].text.lower() in self.words.lists["by"]:
                return self.after(at + 1)
            if self.tokens[at].upos in ("VERB", "PUNCT", "SCONJ"):
                break
        return self._agent_before(cue)

    def _agent_before(self, cue: Cue) -> int | None:
        """The agent between the subject of a passive and its verb ("oleh mahkamah dinyatakan")."""
        for at in range(cue.first - 1, max(self.sentence.first, cue.first - 8) - 1, -1):
            token = self.tokens[at]
            if token.text.lower() in self.words.lists["by"] and at > self.sentence.first:
                return self.after(at + 1) if at + 1 < cue.first else None
            if token.upos in ("VERB", "PUNCT", "SCONJ", "AUX"):
                return None
        return None

    def after(self, index: int) -> int | None:
        """The head of the noun phrase that begins at a token."""
        for at in range(index, min(index + 8, self.sentence.last)):
            token = self.tokens[at]
            named = at > self.sentence.first and token.text[0].isupper() and token.upos != "DET"
            if (token.upos in NOMINAL or named) and not self.dated(token):
                return max(self._top(at), index)
            if token.upos in ("VERB", "PUNCT", "SCONJ", "CCONJ") and token.text not in ('"', "“"):
                return None
        return None

    def audience(self, cue: Cue, speaker: int | None, end: int) -> int | None:
        """The head of whoever is told: the object of a verb that takes one, or what stands behind "to", "kepada"."""
        if cue.kind("listener") and not self.passive(cue):
            token = self._object(cue, end)
            if token is not None and token != speaker:
                return token
        for at in range(cue.last, min(cue.last + REACH, end)):
            that = self.tokens[at].text.lower() in self.words.lists["that"] and self.tokens[at].upos != "DET"
            if that or (at > cue.last and self.tokens[at].upos == "VERB"):
                break
            length = self._opener(at)
            if length:
                found = self.after(at + length)
                return found if found is not None and found < end and found != speaker else None
        return None

    def addressed(self, end: int) -> int | None:
        """The head of whoever the frame of a sentence names as addressed ("Kepada wartawan, X mengatakan")."""
        comma = next((at for at in range(end - 1, self.sentence.first, -1) if self.tokens[at].text == ","), end)
        for at in range(self.sentence.first, min(comma, end)):
            if self.tokens[at].upos == "VERB" or self.quoted(at):
                return None
            length = self._opener(at, "front")
            if length:
                found = self.after(at + length)
                return found if found is not None and found < end else None
        return None

    def _opener(self, index: int, kind: str = "audience") -> int:
        """How many tokens of a word that opens an audience stand here, or 0."""
        for length in (4, 3, 2, 1):
            words = " ".join(token.text.lower() for token in self.tokens[index : index + length])
            if words in self.words.lists[kind]:
                return length
        return 0

    def _object(self, cue: Cue, end: int) -> int | None:
        for at in range(cue.last, min(cue.last + 8, end)):
            token = self.tokens[at]
            if token.text.lower() in self.words.lists["that"] or token.upos in ("ADP", "SCONJ", "PUNCT", "VERB"):
                return None
            if token.upos in NOMINAL:
                return None if self.dated(token) else self._top(at)
        return None

    def turned(self, cue: Cue) -> bool:
        """Whether the speaker stands behind the verb: a mark before it, a noun phrase and no verb of its own behind."""
        before, after = cue.first - 1, cue.last
        if cue.kind("turned") is None or before < self.sentence.first or after >= self.sentence.last:
            return False
        opens = self.tokens[after]
        if self._own_subject(cue.first, right=False) is not None:
            return False
        named = opens.upos in (*NOMINAL, "DET", "ADJ", "NUM") and not self.dated(opens)
        if self.tokens[before].text not in TURNS or not named:
            return False
        for token in self.tokens[after : self.sentence.last]:
            if token.text in {",", '"', "“"} or token.upos in ("ADP", "SCONJ"):
                return True
            if token.upos in ("VERB", "AUX"):
                return False
        return True

    def _subject(self, cue: Cue, right: bool = False) -> int | None:
        """The subject by the parse: of the verb, of the noun it describes, or of the verb that it goes with."""
        at = cue.first
        for _ in range(4):
            found = self._own_subject(at, right)
            if found is not None:
                return found
            token = self.tokens[at]
            if token.head == at or not self._inside(token.head):
                return None
            head = self.tokens[token.head]
            if token.deprel.startswith("acl"):
                beside = self._beside(head, at)
                return beside if beside is not None else self._described(head, at)
            goes = token.deprel.startswith(("conj", "xcomp", "advcl")) and head.upos in ("VERB", "ADJ", "AUX")
            if not goes or right or head.index > at:
                return None
            at = head.index
        return None

    def _beside(self, head: Token, verb: int) -> int | None:
        """The noun that a participle between commas goes with ("The president, shouting …, left")."""
        comma = verb - 1 > self.sentence.first and self.tokens[verb - 1].text == ","
        close = comma and self._top(verb - 2) == head.index and head.upos in NOMINAL
        return head.index if close and participle(self.tokens[verb]) and self._may_speak(head) else None

    def _described(self, head: Token, verb: int) -> int | None:
        """The noun that a verb describes, unless a noun phrase of its own stands behind "who" or "yang"."""
        relative = max(
            (at for at in range(head.index + 1, verb) if self.tokens[at].text.lower() in self.words.lists["relative"]),
            default=None,
        )
        if head.index > verb or self.quoted(head.index) or self.dated(head):
            return None
        between = self.before(verb)
        if between is not None and between > (relative if relative is not None else head.index):
            return between
        return head.index if relative is not None and head.upos in NOMINAL else None

    def _own_subject(self, verb: int, right: bool) -> int | None:
        """The subject that the parse hangs on a verb, on the side where it should be; the nearest of several."""
        found: int | None = None
        for token in self.tokens[self.sentence.first : self.sentence.last]:
            if token.head != verb or not token.deprel.startswith("nsubj") or not self._may_speak(token):
                continue
            if self.quoted(token.index) != self.quoted(verb) or right == (token.index < verb):
                continue
            if token.upos in (*NOMINAL, "ADJ", "NUM", "DET"):
                found = token.index if found is None or not right else found
        if found is not None and self.tokens[found].text.lower() in self.words.lists["relative"]:
            return self._antecedent(verb, found)
        return found

    def _antecedent(self, verb: int, relative: int) -> int | None:
        """What a relative pronoun stands for: by the parse, else the noun phrase right before it."""
        token = self.tokens[verb]
        if token.deprel.startswith("acl") and self._inside(token.head) and token.head < relative:
            return token.head
        for at in range(relative - 1, max(self.sentence.first, relative - 4) - 1, -1):
            if self.tokens[at].upos in NOMINAL:
                return self._top(at)
        return None

    def before(self, index: int) -> int | None:
        """The nearest noun phrase to the left that is neither behind a preposition nor between commas."""
        commas = 0
        for at in range(index - 1, max(self.sentence.first, index - REACH) - 1, -1):
            token = self.tokens[at]
            if token.text in {"”", '"', ";", ":"}:
                return None
            if token.upos == "VERB" and not commas and at < index - 1:
                return self._shared(at) if self._joined(at, index) else None
            commas += token.text == ","
            if token.upos in NOMINAL and commas in (0, 2) and self._may_speak(token):
                top, run = self._top(at), self._name_start(at)
                if not self._behind_preposition(top):
                    return top
                if top < run and self.tokens[run - 1].upos != "ADP":
                    return run
        return None

    def _name_start(self, index: int) -> int:
        """The first of the names in a row that end here."""
        while index > self.sentence.first and self.tokens[index - 1].upos == self.tokens[index].upos == "PROPN":
            index -= 1
        return index

    def _joined(self, verb: int, index: int) -> bool:
        """Whether "and" stands right before the second of two verbs."""
        return any(self.tokens[at].upos == "CCONJ" for at in range(max(verb + 1, index - 3), index))

    def _shared(self, verb: int) -> int | None:
        """The subject of a verb that another goes with."""
        found = self._own_subject(verb, right=False)
        return found if found is not None else self.before(verb)

    def _behind_preposition(self, index: int) -> bool:
        return any(
            token.head == index and token.deprel == "case"
            for token in self.tokens[max(self.sentence.first, index - 5) : index]
        )

    def _top(self, index: int) -> int:
        """The head of the noun phrase that a token stands in."""
        for _ in range(8):
            token = self.tokens[index]
            inside = token.deprel.startswith(("flat", "compound", "amod", "det", "nummod", "nmod:poss"))
            if not inside or not self._inside(token.head) or self.tokens[token.head].upos not in NOMINAL:
                return index
            index = token.head
        return index

    def _may_speak(self, token: Token) -> bool:
        """Whether a token is neither of time nor a pronoun that is never a subject."""
        oblique = token.text.lower() in self.words.lists["oblique"] and not token.text.isupper()
        return not self.dated(token) and not oblique

    def dated(self, token: Token) -> bool:
        """Whether a token tells of time: it never speaks."""
        return token.index in self.calendar

    def _inside(self, index: int) -> bool:
        return self.sentence.first <= index < self.sentence.last
