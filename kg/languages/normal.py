"""Brings a parse to one shape for all languages, where treebanks differ in what they write.

In this order: a name of several words hangs on its first word, each word directly (GSD chains them);
an oblique that an agent's preposition marks ("oleh", "by") under a passive verb is obl:agent.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.languages.folders import words
from kg.model import Token

__all__ = ["normalised"]


def normalised(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens with names hanging on their first word, and agents called agents."""
    result = [_unchained(tokens, token) for token in tokens]
    markers = words(language, "agents")
    if not markers:
        return result
    for token in tokens:
        if token.deprel == "case" and token.text.lower() in markers:
            phrase = result[token.head]
            if phrase.deprel == "obl" and _passive(result, result[phrase.head]):
                result[phrase.index] = replace(phrase, deprel="obl:agent")
    return result


def _unchained(tokens: Sequence[Token], token: Token) -> Token:
    if not token.deprel.startswith("flat"):
        return token
    head = tokens[token.head]
    while head.deprel == token.deprel and head.head < head.index:
        head = tokens[head.head]
    return token if head.index == token.head else replace(token, head=head.index)


def _passive(tokens: Sequence[Token], verb: Token) -> bool:
    if "Voice=Pass" in verb.feats:
        return True
    near = tokens[max(0, verb.index - 6) : verb.index + 1]
    return any(token.head == verb.index and token.deprel.endswith(":pass") for token in near)
