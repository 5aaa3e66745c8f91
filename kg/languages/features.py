"""What a trained reader sees of a word: its form, its affixes and its shape."""

from collections.abc import Mapping

__all__ = ["FEATURES", "to_features", "to_flag"]

FEATURES = 7
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-"}
)


def to_features(word: str) -> list[str]:
    """Seven strings: the form in lower case with digits as 0, its first 2 and 4 and last 2, 3 and 4 letters, its shape.

    Typographic quotes and dashes count as their plain forms.

    >>> to_features("Putin")
    ['putin', 'pu+', 'puti+', '-in', '-tin', '-utin', 'Xxx']
    """
    plain = word.translate(PLAIN)
    lower = "".join("0" if letter.isdigit() else letter for letter in plain.lower())
    shape = "".join(
        "d" if letter.isdigit() else "X" if letter.isupper() else "x" if letter.isalpha() else letter
        for letter in plain
    )
    short = "".join(letter for at, letter in enumerate(shape) if at < 2 or shape[at - 2 : at] != letter * 2)
    return [lower, lower[:2] + "+", lower[:4] + "+", "-" + lower[-2:], "-" + lower[-3:], "-" + lower[-4:], short]


def to_flag(word: str, known: Mapping[str, str]) -> str:
    """What lists of names say of a word ("P" place, "C" country, "G" given name, "S" surname…), and its case.

    >>> to_flag("Moscow", {"moscow": "P"}), to_flag("FBI", {}), to_flag("table", {})
    ('P', '-A', '-l')
    """
    kinds = known.get(word.strip(".'’").lower(), "-")
    return kinds + ("l" if word[:1].islower() else "A" if word.isupper() and len(word) > 1 else "")
