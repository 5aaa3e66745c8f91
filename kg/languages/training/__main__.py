"""The commands: `python -m kg.languages.training id --data DIR` trains, `… evaluate id --data DIR` measures."""

import argparse
import logging
import shutil
from dataclasses import fields
from pathlib import Path

from kg.languages import languages
from kg.languages.folders import folder
from kg.languages.training.data import read_data

STEPS, NAME_STEPS = 4000, 4500


def main() -> None:
    """Parse the command line and train or measure."""
    parser = argparse.ArgumentParser(prog="python -m kg.languages.training", description=__doc__)
    parser.add_argument("what", nargs="+", metavar="[evaluate] LANG", help="a language, after `evaluate` to measure it")
    parser.add_argument("--data", type=Path, required=True, help="the folder with ud/ and ner/")
    parser.add_argument("--steps", type=int, default=STEPS, help="updates of the reader (default: %(default)s)")
    parser.add_argument(
        "--name-steps", type=int, default=NAME_STEPS, help="updates of the names (default: %(default)s)"
    )
    parser.add_argument("--to", type=Path, help="the pipeline's folder (default: the language's own)")
    parser.add_argument("--names-only", action="store_true", help="keep the pipeline's reader and train its names anew")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    *verb, language = options.what
    if verb not in ([], ["evaluate"]) or language not in languages():
        parser.error(f"give a language ({', '.join(languages())}), or evaluate and a language")
    if verb:
        evaluate(language, options.data)
    else:
        target = options.to or folder(language) / "pipeline"
        train(language, options.data, target, 0 if options.names_only else options.steps, options.name_steps)


def train(language: str, source: Path, target: Path, steps: int, name_steps: int) -> None:
    """Train the pipeline of a language and write it to `target`; without `steps` the reader stays as it is."""
    from kg.languages.training.learn import kept, learn, learn_heads, write

    data = read_data(language, source)
    weights_now = folder(language) / "pipeline" / "kg_reader" / "weights.npz"
    reader, vocabulary = learn(data, steps) if steps else kept(weights_now)
    weights, lists = learn_heads(language, data, reader, vocabulary, name_steps)
    shutil.rmtree(target, ignore_errors=True)
    write(target, language, weights, lists, data.table)


def evaluate(language: str, source: Path) -> None:
    """Print the scores of a language's pipeline on its dev and test data."""
    from kg.languages.training.evaluate import from_text, from_words, names, speed

    data = read_data(language, source)
    took = speed(data.test, language)
    logging.info("load %.1f s; words/s: whole %.0f, network %.0f", took.load, took.whole, took.network)
    for part, trees in (("dev", data.dev), ("test", data.test)):
        for kind, measure in (("words", from_words), ("text", from_text)):
            scores = measure(trees, language)
            line = " ".join(f"{field.name} {getattr(scores, field.name):.2f}" for field in fields(scores))
            logging.info("%s, from %s: %s", part, kind, line)
    logging.info("names, test: F1 %.2f", names(data.names_test, language))


if __name__ == "__main__":
    main()
