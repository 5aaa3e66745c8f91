"""Finds the head of a noun phrase and what its words name: noun, title, number."""

from kg.extract.runs import Runs
from kg.languages.wordlists import Noun, Title

__all__ = ["Heads"]


class Heads(Runs):
    """The heads of the phrases of one sentence."""

    def _plural(self, texts: list[str], head: int) -> bool:
        token = self.tokens[head]
        if (
            any(self.words.has("plural", text) for text in texts)
            or self.words.singular(token.text.lower()) == token.lemma.lower() != token.text.lower()
        ):
            return True
        return self.words.head_first and "-" in token.text and len(set(token.text.lower().split("-"))) == 1

    def _head(self, at: int, end: int) -> int | None:
        order = range(at, end) if self.words.head_first else range(end - 1, at - 1, -1)
        names = (self.starts[i] for i in range(at, end) if i in self.starts)
        inside = {i for name in names for i in range(name.first, name.last)}
        for i in order:
            text = self.tokens[i].text.lower()
            known = self.words.head_first and text in self.words.nouns
            known = known or (at + 1 == end and text in self.words.titles)
            if (self.tokens[i].upos in ("NOUN", "PROPN", "X") or known) and i not in inside:
                if self.words.has("measure", self.tokens[i].text.lower()) and i + 1 < end:
                    continue
                return i
        people = next((n for i in range(at, end) if (n := self.starts.get(i)) and n.last == end and n.people), None)
        if people is not None:
            return people.last - 1
        return next((i for i in order if self.tokens[i].upos in ("NOUN", "PROPN", "NUM")), None)

    def _noun(self, at: int, end: int, head: int) -> tuple[Noun | None, str]:
        """The longest entry of the nouns that the head ends or begins, and its words."""
        token = self.tokens[head]
        if self.words.head_first:
            spans = [(head, stop) for stop in range(min(end, head + 4), head, -1)]
        else:
            spans = [(start, head + 1) for start in range(max(at, head - 3), head + 1)]
        for first, last in spans:
            text = " ".join(t.text.lower() for t in self.tokens[first:last])
            for form in (text, " ".join([*text.split()[:-1], token.lemma.lower()])):
                if form in self.words.nouns:
                    return self.words.nouns[form], form
        for form in (token.lemma.lower(), token.text.lower(), self.words.singular(token.text.lower())):
            if form in self.words.nouns:
                return self.words.nouns[form], form
        return None, token.lemma.lower()

    def _title(self, at: int, end: int, head: int) -> Title | None:
        """The longest title that the head begins or ends, hyphens read as they stand."""
        if self.words.head_first:
            spans = [(head, stop) for stop in range(min(end, head + 5), head, -1)]
        else:
            spans = [(start, head + 1) for start in range(max(at, head - 6), head + 1)]
        for first, last in spans:
            text = " ".join(t.text.lower() for t in self.tokens[first:last]).replace(" - ", "-").replace(" – ", "-")
            if self.words.head_first and " " in text and text in self.words.nouns and text not in self.words.titles:
                return None
            if title := self.words.titles.get(text) or self.words.titles.get(self.words.singular(text)):
                return title
        return None

    def _is_honorific(self, at: int, end: int) -> bool:
        """Whether the words before a name are but forms of address ("His Highness Sheikh")."""
        return all(self.tokens[i].text.lower().rstrip(".") in self.words.honorifics for i in range(at, end))
