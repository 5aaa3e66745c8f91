"""Finds what stands around a verb or a noun for a deed: doer, thing done, and the phrases behind its prepositions.

Two readers look, and each slot says which of them found it: `Tree` follows the parser's heads, `Order` the order of
words and phrases. Where both agree a slot is sure; a parse is wrong too often to be trusted alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.groups import Groups
from kg.extract.lexicon import Lexicon
from kg.extract.phrases import Phrase
from kg.model import Analysis, Token

__all__ = ["Clause", "Reader", "Slot"]

DEPTH = 6
"""Clauses that the search for a hidden subject climbs."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A phrase in a slot, and who found it: "both", "tree" or "order"."""

    phrase: Phrase
    by: str


@dataclass(slots=True)
class Clause:
    """What one reader or both found around a trigger. `preps` holds phrases by the preposition before them."""

    trigger: int
    voice: str
    subject: Slot | None = None
    object: Slot | None = None
    second: Slot | None = None
    preps: dict[str, list[Slot]] = field(default_factory=dict)


class Reader:
    """Reads the clauses of one text."""

    def __init__(
        self,
        analysis: Analysis,
        phrases: Sequence[Phrase],
        groups: Groups,
        words: Lexicon,
        blocked: frozenset[int] = frozenset(),
    ) -> None:
        self.blocked = blocked
        self.tokens, self.sentences = analysis.tokens, analysis.sentences
        self.phrases, self.groups, self.words = phrases, groups, words
        self.at: dict[int, Phrase] = {i: p for p in phrases for i in range(p.first, p.last)}
        self.starts = {p.first: p for p in phrases}
        self.ends = {p.last: p for p in phrases}
        self.children: dict[int, list[int]] = {}
        for token in self.tokens:
            if token.head != token.index:
                self.children.setdefault(token.head, []).append(token.index)
        self.sentence_of = [n for n, s in enumerate(self.sentences) for _ in range(s.first, s.last)]

    def clause(self, verb: int, voice: str) -> Clause:
        """The clause of a verb; `voice` is what its form tells, "" where it tells nothing."""
        voice = voice or self.voice(verb)
        tree, order = self._tree(verb, voice), self._order(verb, voice)
        clause = Clause(verb, voice)
        clause.subject = _join(tree.subject, order.subject)
        clause.object = _join(tree.object, order.object)
        clause.second = _join(tree.second, order.second)
        for name in dict.fromkeys([*order.preps, *tree.preps]):
            clause.preps[name] = _merge(order.preps.get(name, []), tree.preps.get(name, []))
        return clause

    def voice(self, verb: int) -> str:
        """Active or passive, by auxiliary and form."""
        token = self.tokens[verb]
        kinds = {self.tokens[c].deprel for c in self.children.get(verb, [])}
        if any(token.text.lower().endswith(ending) for ending in self.words.words.get("active-ending", ())):
            return "active"
        before = []
        for i in range(verb - 1, max(-1, verb - 6), -1):
            if i in self.at or self.tokens[i].upos in ("VERB", "PUNCT", "CCONJ"):
                break
            before.append(self.tokens[i].text.lower())
        perfect, been = (any(self.words.has(kind, t) for t in before) for kind in ("perfect", "been"))
        if perfect and not been:
            return "active"
        if "aux:pass" in kinds or been or any(self.words.has("be", t) for t in before):
            return "passive"
        if "VerbForm=Fin" in token.feats and token.deprel != "acl":
            return "active"
        if token.deprel == "acl" or self._by_follows(verb):
            return "passive" if verb + 1 not in self.starts or self._by_follows(verb) else "active"
        if token.deprel == "conj" and self.tokens[token.head].upos == "VERB" and token.head < verb and not before:
            return self.voice(token.head) if self.tokens[verb - 1].upos == "CCONJ" else "active"
        return "active"

    def _by_follows(self, verb: int) -> bool:
        """Whether "by X" stands behind a verb, before any other verb or mark."""
        for i in range(verb + 1, min(verb + 12, len(self.tokens) - 1)):
            token = self.tokens[i]
            if i in self.blocked:
                continue
            if self.words.has("by", token.text.lower()):
                return i + 1 in self.starts
            if token.upos in ("VERB", "PUNCT") or i == verb + 1 and i in self.starts:
                return False
        return False

    # -- the tree

    def _tree(self, verb: int, voice: str) -> Clause:
        clause = Clause(verb, voice)
        surface = self.surface_subject(verb, voice)
        objects = [self.at[c] for c in self.children.get(verb, []) if self.tokens[c].deprel in ("obj", "iobj") and c in self.at]
        relative = self._object_relative(verb)
        self._tree_preps(verb, clause)
        if voice == "active":
            clause.subject = _slot(surface)
            clause.object = _slot(objects[0] if objects else relative)
            clause.second = _slot(objects[1] if len(objects) > 1 else None)
        else:
            clause.object = _slot(surface)
            agent = self._agent(verb)
            clause.subject = _slot(agent or (objects[0] if objects and voice != "bare" else None))
            if voice == "bare":
                own = self._own_subject(verb)
                clause.subject, clause.object = _slot(own), _slot(relative or (objects[0] if objects else None))
        return clause

    def _own_subject(self, verb: int) -> Phrase | None:
        for child in self.children.get(verb, []):
            if self.tokens[child].deprel.startswith("nsubj") and child in self.at:
                return self.at[child]
        return None

    def _agent(self, verb: int) -> Phrase | None:
        for child in self.children.get(verb, []):
            token = self.tokens[child]
            case = any(self.words.has("by", self.tokens[c].text.lower()) for c in self.children.get(child, []))
            if child in self.at and (token.deprel == "obl:agent" or case):
                return self.at[child]
        return None

    def _tree_preps(self, head: int, clause: Clause) -> None:
        for child in self.children.get(head, []):
            token = self.tokens[child]
            if not token.deprel.startswith(("obl", "nmod")) or child not in self.at:
                continue
            for c in self.children.get(child, []):
                if self.tokens[c].deprel == "case" and c < child:
                    clause.preps.setdefault(self.tokens[c].text.lower(), []).append(Slot(self.at[child], "tree"))

    def surface_subject(self, verb: int, voice: str = "active", depth: int = 0) -> Phrase | None:
        """The subject that the parser gives a verb: its own, that of a verb it hangs on, or what its clause modifies."""
        token = self.tokens[verb]
        own = self._own_subject(verb)
        if own is not None and not self._is_relative(own):
            return own if voice != "bare" else None
        if depth > DEPTH:
            return None
        if token.deprel.startswith("acl"):
            if own is None and self._has_relative_subject(verb):
                return self.at.get(token.head)
            return self.at.get(token.head) if own is None or self._is_relative(own) else None
        if token.head == verb:
            return None
        if token.deprel.startswith(("xcomp", "advcl", "ccomp")):
            return self._controller(token.head, depth)
        if token.deprel.startswith(("conj", "parataxis")) and self.tokens[token.head].upos in ("VERB", "AUX"):
            return self.surface_subject(token.head, depth=depth + 1)
        return None

    def _has_relative_subject(self, verb: int) -> bool:
        return any(self.tokens[c].deprel.startswith("nsubj") for c in self.children.get(verb, []))

    def _is_relative(self, phrase: Phrase) -> bool:
        return self.words.has("relative", self.tokens[phrase.head].text.lower())

    def _controller(self, head: int, depth: int) -> Phrase | None:
        token = self.tokens[head]
        if self._controls_object(token):
            for child in self.children.get(head, []):
                if self.tokens[child].deprel in ("obj", "iobj") and child in self.at:
                    return self.at[child]
        return self.surface_subject(head, depth=depth + 1)

    def _controls_object(self, token: Token) -> bool:
        return any(self.words.is_verb("object-control", w) for w in (token.lemma.lower(), token.text.lower()))

    def _object_relative(self, verb: int) -> Phrase | None:
        """The phrase that a clause with a subject of its own modifies: "the treaty that both countries signed"."""
        token = self.tokens[verb]
        own = self._own_subject(verb)
        if token.deprel.startswith("acl") and own is not None and not self._is_relative(own):
            return self.at.get(token.head)
        return None

    # -- the order of words

    def _order(self, verb: int, voice: str) -> Clause:
        clause = Clause(verb, voice)
        left, antecedent = self.left(verb)
        right = self._right(verb, clause)
        if voice == "active":
            clause.subject = _slot(left, "order")
            clause.object = _slot(right[0] if right else antecedent, "order")
            clause.second = _slot(right[1] if len(right) > 1 else None, "order")
        elif voice == "bare":
            clause.subject, clause.object = _slot(left, "order"), _slot(antecedent, "order")
        else:
            clause.object = _slot(left, "order")
            by = next((slots[0].phrase for p, slots in clause.preps.items() if self.words.has("by", p)), None)
            bare = right[0] if right and self.words.head_first else None
            clause.subject = _slot(by or bare, "order")
            clause.second = None if bare else _slot(right[0] if right else None, "order")
        return clause

    def left(self, verb: int) -> tuple[Phrase | None, Phrase | None]:
        """The subject to the left of a verb, and the antecedent where a relative clause has its subject inside."""
        first = self.sentences[self.sentence_of[verb]].first
        position = self._skip_left(verb - 1, first)
        for _ in range(4 * DEPTH):
            if position < first:
                return self.cataphoric(verb), None
            text = self.tokens[position].text.lower()
            if self.words.has("relative", text):
                return self._before(position, first), None
            if position in self.blocked or text in ("(", ")"):
                position -= 1
                continue
            if text == "," and self._is_participle(verb, position):
                return self.main_subject(position, first), None
            if text == ",":
                opening = self._over_parenthesis(position, first)
                if opening < 0:
                    return self.main_subject(position, first), None
                position = opening
                continue
            phrase = self.ends.get(position + 1)
            if phrase is None:
                found = self._inherited(verb, position, first) or self._after_opener(verb, position, first)
                return found or self._subordinate(verb, position, first), None
            lead = self._lead(phrase)
            before = self.tokens[lead.first - 1] if lead.first > first else None
            joins = before is not None and self.words.has("subordinator", before.text.lower()) and self._touches(phrase, verb)
            if before is not None and before.upos == "ADP" and not self.words.has("relative", before.text.lower()) and not joins:
                position = lead.first - 2
                continue
            if before is not None and before.upos == "VERB" and self.words.head_first and before.index not in self.at:
                if (relative := self._relative_of(before.index, first)) is not None:
                    return self._before(relative, first), None
            if before is not None and before.text.lower() in self.words.genitives:
                return phrase, None
            if before is not None and self.words.has("relative", before.text.lower()):
                return phrase, self._before(lead.first - 1, first)
            return phrase, self._adjacent(phrase, first)
        return None, None

    def _relative_of(self, verb: int, first: int) -> int | None:
        """The relative pronoun that opens the clause of a verb, right before it."""
        position = self._skip_left(verb - 1, first)
        return position if position >= first and self.words.has("relative", self.tokens[position].text.lower()) else None

    def _touches(self, phrase: Phrase, verb: int) -> bool:
        """Whether only auxiliaries and adverbs stand between a phrase and a verb."""
        return self._skip_left(verb - 1, 0) == phrase.last - 1

    def _lead(self, phrase: Phrase) -> Phrase:
        """The phrase that opens what a phrase ends: the first of its list, the title before the name."""
        members = self.groups.all_of(phrase)
        lead = members[0] if phrase in members or any(phrase in self.groups.same(m) for m in members) else phrase
        for same in self.groups.same(lead):
            if same.last == lead.first:
                return same
        return lead

    def _is_participle(self, verb: int, comma: int) -> bool:
        """Whether a verb right behind a comma is a participle ("…, accusing it of")."""
        text = self.tokens[verb].text.lower()
        return verb == comma + 1 and any(text.endswith(e) for e in self.words.words.get("active-ending", ()))

    def _subordinate(self, verb: int, position: int, first: int) -> Phrase | None:
        """The hidden subject behind a subordinator in mid-sentence ("after signing", "for having mediated")."""
        if self.tokens[position].upos not in ("SCONJ", "ADP") or position + 1 in self.at:
            return None
        for i in range(position - 1, first - 1, -1):
            if self.tokens[i].upos != "VERB" or i in self.at:
                continue
            mark = self.words.has("object-mark", self.tokens[position].text.lower())
            if mark and self._controls_object(self.tokens[i]) and i + 1 in self.starts:
                return self._whole(self.starts[i + 1])
            return self.left(i)[0]
        return None

    def main_subject(self, comma: int, first: int) -> Phrase | None:
        """The subject of the last verb before a comma."""
        for i in range(comma - 1, first - 1, -1):
            if self.tokens[i].upos == "VERB" and i not in self.at:
                return self.left(i)[0]
        return None

    def _after_opener(self, verb: int, position: int, first: int) -> Phrase | None:
        """The subject of the main clause, for a clause without one that opens the sentence ("After signing …, X")."""
        token = self.tokens[position]
        opens = token.upos in ("SCONJ", "ADP", "ADV", "PUNCT") and all(
            self.tokens[i].upos in ("SCONJ", "ADP", "ADV", "PUNCT", "CCONJ") for i in range(first, position + 1)
        )
        return self.cataphoric(verb) if opens else None

    def cataphoric(self, verb: int) -> Phrase | None:
        """The first phrase behind the comma that ends the clause of a verb which opens its sentence."""
        last = self.sentences[self.sentence_of[verb]].last
        for i in range(verb + 1, last - 1):
            if self.tokens[i].text == "," and i + 1 in self.starts:
                candidate = self.starts[i + 1]
                if not self._in_list(i) and self.tokens[candidate.head].deprel != "appos":
                    follower = self._past(candidate)
                    return candidate if follower < last and self.tokens[follower].upos != "PUNCT" else None
        return None

    def next_subject(self, position: int, last: int) -> Phrase | None:
        """The subject of the first verb behind a token."""
        for i in range(position, last):
            if self.tokens[i].upos == "VERB" and i not in self.at:
                return self.left(i)[0]
        return None

    def _in_list(self, comma: int) -> bool:
        before, after = self.ends.get(comma), self.starts.get(comma + 1)
        return before is not None and after is not None and after in self.groups.all_of(before)

    def _adjacent(self, phrase: Phrase, first: int) -> Phrase | None:
        """The phrase that a contact clause modifies: "the peninsula it had annexed"."""
        if phrase.kind != "pronoun" or phrase.first <= first:
            return None
        before = self.ends.get(phrase.first)
        return before if before is not None and before.kind == "nominal" and not self.words.head_first else None

    def _before(self, position: int, first: int) -> Phrase | None:
        """The phrase that a relative pronoun takes up: right before it, a comma or a preposition between."""
        i = position - 1
        while i >= first and (self.tokens[i].text in (",", "(", ")") or self.tokens[i].upos == "ADP" or i not in self.at):
            if self.tokens[i].upos in ("VERB", "SCONJ"):
                return None
            i -= 1
        phrase = self.ends.get(i + 1)
        return self._host(phrase, first) if phrase else None

    def _host(self, phrase: Phrase, first: int) -> Phrase:
        return phrase

    def _skip_left(self, position: int, first: int) -> int:
        while position >= first:
            token = self.tokens[position]
            phrase = self.at.get(position)
            skip = token.upos in ("AUX", "ADV", "PART") or position in self.blocked or token.text in ("“", "”", '"', "‘")
            if phrase is not None and not self.words.has("auxiliary", token.text.lower()):
                break
            if not skip and not self.words.has("auxiliary", token.text.lower()):
                break
            if self.words.has("infinitive", token.text.lower()):
                break
            position -= 1
        return position

    def _over_parenthesis(self, comma: int, first: int) -> int:
        """From the comma behind a parenthesis to the token before the comma that opens it; -1 where none does."""
        start = comma - 1
        while start > first and (start in self.blocked or self.tokens[start].text in ("(", ")")):
            start -= 1
        if start < comma - 1 and self.tokens[start].text == ",":
            return start - 1
        for i in range(start, first, -1):
            if self.tokens[i].text == "," and self._opens_parenthesis(i):
                return i - 1
        return -1

    def _opens_parenthesis(self, comma: int) -> bool:
        """Whether a relative clause, an apposition or a participle stands behind a comma and a phrase before it."""
        before = next((self.ends[i] for i in range(comma, max(comma - 4, 0), -1) if i in self.ends), None)
        follows = self.tokens[comma + 1]
        if before is None:
            return False
        if self.words.has("relative", follows.text.lower()):
            return True
        behind = self.starts.get(comma + 1)
        if behind is not None:
            return behind in self.groups.same(before) or behind.kind == "pronoun" or behind.title is not None
        return follows.upos == "VERB" or follows.upos == "ADP" and before.index > 0

    def _inherited(self, verb: int, position: int, first: int) -> Phrase | None:
        """The subject of the verb before, for "signed and ratified" or "agreed to sign"."""
        token = self.tokens[position]
        text = token.text.lower()
        carries = self.words.has("and", text) or self.words.has("infinitive", text) or token.upos == "VERB"
        if not carries:
            return None
        head = self.tokens[verb].head
        if self.words.has("and", text) and (higher := self._higher(verb, position, first)) is not None:
            return self.left(higher)[0]
        if self.words.has("and", text) and first <= head < position and self.tokens[head].upos == "VERB" and head not in self.at:
            return self.left(head)[0]
        for i in range(position if token.upos == "VERB" else position - 1, first - 1, -1):
            if self.tokens[i].upos == "VERB" and i not in self.at:
                if self.words.has("and", text) and self._is_finite(verb) and not self._is_finite(i):
                    continue
                if not self.words.has("and", text) and self._controls_object(self.tokens[i]):
                    return self.starts.get(i + 1)
                return self.left(i)[0]
        return None

    def _higher(self, verb: int, position: int, first: int) -> int | None:
        """The verb of asking or accusing that another such verb goes on from, past the clause below the first."""
        if not self._controls_object(self.tokens[verb]):
            return None
        verbs = [i for i in range(first, position) if self.tokens[i].upos == "VERB" and i not in self.at]
        controlling = [i for i in verbs if self._controls_object(self.tokens[i])]
        return controlling[-1] if controlling and controlling[-1] != verbs[-1] else None

    def _is_finite(self, verb: int) -> bool:
        """Whether a verb is no participle and no infinitive, as far as its form and the word before it tell."""
        text = self.tokens[verb].text.lower()
        if any(text.endswith(ending) for ending in self.words.words.get("active-ending", ())):
            return False
        return not (verb and self.words.has("infinitive", self.tokens[verb - 1].text.lower()))

    def _right(self, verb: int, clause: Clause) -> list[Phrase]:
        """The bare phrases right of a verb; those behind prepositions go into the clause."""
        last = self.sentences[self.sentence_of[verb]].last
        objects: list[Phrase] = []
        position, touching = verb + 1, True
        while position < last:
            token = self.tokens[position]
            text = token.text.lower()
            phrase = self.starts.get(position)
            if phrase is not None:
                phrase = self._whole(phrase)
                if touching and len(objects) < 2:
                    objects.append(phrase)
                position = self._past(phrase)
                touching = touching and position in self.starts
                continue
            if self._ends_clause(token, position):
                break
            if token.upos == "ADP" and position + 1 < last:
                behind = self.starts.get(position + 1)
                if behind is not None and position == verb + 1 and self.words.has("particle", text) and touching:
                    position += 1
                    continue
                if behind is not None:
                    behind = self._whole(behind)
                    clause.preps.setdefault(text, []).append(Slot(behind, "order"))
                    position = self._past(behind)
                    touching = False
                    continue
            if token.upos not in ("ADV", "PART", "ADP", "DET", "PRON", "ADJ") and token.text not in ("“", '"'):
                touching = False
            position += 1
        return objects

    def _whole(self, phrase: Phrase) -> Phrase:
        """What a phrase owns, where it is only the owner: "the Union's envoy" for "the Union"."""
        for _ in range(3):
            if phrase.last < len(self.tokens) and self.tokens[phrase.last].text.lower() in self.words.genitives:
                owned = self.starts.get(phrase.last + 1)
                if owned is not None and owned.owner is phrase:
                    phrase = owned
                    continue
            break
        return phrase

    def _past(self, phrase: Phrase) -> int:
        """The token behind a phrase and the list it leads."""
        members = self.groups.all_of(phrase)
        end = max(m.last for m in members) if members[0] is phrase else phrase.last
        for same in self.groups.same(phrase):
            if same.first >= phrase.last and same.first <= end + 1:
                end = max(end, same.last)
        return end

    def _ends_clause(self, token: Token, position: int) -> bool:
        text = token.text.lower()
        if self.words.has("relative", text) or self.words.has("complementizer", text) or text in (";", ":"):
            return True
        return token.upos == "VERB" and position not in self.at or token.upos == "SCONJ" and position + 1 not in self.starts

    def behind(self, phrase: Phrase) -> Iterator[tuple[str, Phrase]]:
        """The phrases behind prepositions that follow a noun phrase at once: "of X in Y by Z"."""
        owner = phrase.owner
        return self.following(owner.last if owner is not None and owner.first == phrase.last else phrase.last, phrase.sentence)

    def following(self, position: int, sentence: int) -> Iterator[tuple[str, Phrase]]:
        """The phrases behind prepositions from a token on."""
        last = self.sentences[sentence].last
        while position + 1 < last:
            token = self.tokens[position]
            behind = self.starts.get(position + 1)
            if token.upos == "ADP" and behind is not None:
                behind = self._whole(behind)
                yield token.text.lower(), behind
                position = self._past(behind)
            elif position not in self.at and token.upos in ("NUM", "NOUN", "PROPN", "ADJ") or token.text in ("(", ")"):
                position += 1
            else:
                return


def _slot(phrase: Phrase | None, by: str = "tree") -> Slot | None:
    return None if phrase is None else Slot(phrase, by)


def _join(tree: Slot | None, order: Slot | None) -> Slot | None:
    """One slot of two: agreed, or that of the reader of word order before that of the tree."""
    if tree is None or order is None:
        return order or tree
    return Slot(order.phrase, "both") if tree.phrase is order.phrase else order


def _merge(order: list[Slot], tree: list[Slot]) -> list[Slot]:
    both = {s.phrase.index for s in order} & {s.phrase.index for s in tree}
    merged = [Slot(s.phrase, "both" if s.phrase.index in both else s.by) for s in order]
    return merged + [s for s in tree if s.phrase.index not in both]
