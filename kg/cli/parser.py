"""The words of the command line."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from kg.build import RULES
from kg.cli import ask, make, read, show
from kg.version import __version__

__all__ = ["parser"]

_GRAPH = "a build's folder, or a .nq, .trig, .ttl or .nt file"
_ENTITY = "an entity: a name, entity:SLUG or an IRI"
_PART = (
    ("--focus", {"metavar": "ENTITY", "help": f"only what is near {_ENTITY}"}),
    ("--hops", {"type": int, "default": 1, "metavar": "N", "help": "how near: edges from the focus (default: 1)"}),
    ("--relation", {"action": "append", "metavar": "NAME", "help": "only this relation or family; may be repeated"}),
    ("--document", {"metavar": "PATH", "help": "only what this document says"}),
    ("--min-confidence", {"type": float, "metavar": "X", "help": "only claims at least as sure, 0 to 1"}),
)


class _Parser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"kg: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = _Parser(prog="kg", description="A knowledge graph from news: every edge with its words.", allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    _build(command("build", make.build, "Build a graph from documents, or bring one up to date."))
    _query(command("query", ask.query, "Ask a graph a question."))
    command("queries", ask.queries, "List the questions that come with kg.")
    _view(command("view", show.view, "Write a page that shows a graph."))
    _export(command("export", show.export, "Write a graph in another format."))
    _graph(command("check", ask.check, "Check a graph: every rule of its contract, every quote against its text."))
    _explain(command("explain", ask.explain, "Tell how a claim or an edge came to be."))
    _entities(command("entities", ask.entities, "List the entities of a graph."))
    _report(command("report", ask.report, "Tell all about an entity or a document, as Markdown."))
    _path(command("path", ask.path, "Find the shortest chain between two entities, with the words of each step."))
    _review(command("review", read.review, "Walk through claims and decide which are right."))
    _diff(command("diff", ask.diff, "Tell what two graphs know differently."))
    _analyse(command("analyse", make.analyse, "Show what the language pipeline sees in a text."))
    _evaluate(command("evaluate", make.evaluate, "Score a graph against claims that people took from the texts."))
    return top


def _graph(made: argparse.ArgumentParser) -> None:
    made.add_argument("graph", metavar="GRAPH", help=_GRAPH)


def _build(made: argparse.ArgumentParser) -> None:
    add = made.add_argument
    kinds = ".txt, .md, .html, .pdf, .docx, .jsonl, .csv"
    add("inputs", metavar="INPUT", nargs="+", help=f"a folder, file or pattern ({kinds}), a URL, or -")
    add("--out", metavar="DIR", default="graph", help="the folder of the graph (default: graph)")
    add("--documents", metavar="FILE", help="CSV with columns path, issued, publisher, title, url, language")
    add("--language", metavar="LANG", help="the language of all documents, instead of identifying it: id or en")
    add("--base", metavar="IRI", help="what the IRIs of this graph start with")
    add("--decisions", metavar="FILE", help="what is the same and what is different, a line each")
    add(
        "--names",
        metavar="FILE",
        nargs="+",
        action="extend",
        default=[],
        help="your own names: CSV or JSON lines with id, type, names, sameAs, or entities of FollowTheMoney",
    )
    own: dict[str, Any] = {"action": "append", "default": []}
    add("--frames", metavar="DIR", **own, help="your own ways of saying relations: a folder of en.tsv, id.tsv")
    add("--vocabulary", metavar="FILE", **own, help="your own relations: Turtle or a table with tabs")
    add("--extractor", metavar="NAME", default=RULES, help=f"who takes claims from texts (default: {RULES})")
    add(
        "--workers",
        metavar="N",
        type=int,
        default=0,
        help="processes (default: 1 for few documents, else one per core)",
    )
    add("--strict", action="store_true", help="fail where a document cannot be read")
    add("--keep-missing", action="store_true", help="keep documents that are not among the inputs any more")


def _query(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("query", metavar="QUERY", help="the name of a question, a file of one, or SPARQL itself")
    made.add_argument("--bind", metavar="NAME=VALUE", action="append", default=[], help="a value of a parameter")
    made.add_argument("--format", metavar="FORMAT", help="table, csv, tsv, json, xml; for triples turtle")


def _view(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("page", metavar="OUT.html", nargs="?", default="graph.html", help="default: graph.html")
    for name, options in _PART:
        made.add_argument(name, **options)
    kind = made.add_mutually_exclusive_group()
    kind.add_argument("--article", metavar="PATH", help="a document with its claims marked in the text")
    kind.add_argument("--timeline", action="store_true", help="the dated claims over time")
    made.add_argument("--title", metavar="TEXT", default="Knowledge graph", help="the heading of the page")


def _export(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("file", metavar="FILE", help="its ending tells the format")
    made.add_argument(
        "--format", metavar="FORMAT", help="turtle, trig, nquads, ntriples, jsonld, rdfxml, graphml, gexf, csv"
    )
    made.add_argument("--facts-only", action="store_true", help="leave the claims out")
    made.add_argument("--without-text", action="store_true", help="leave the texts of the documents out; quotes stay")


def _explain(made: argparse.ArgumentParser) -> None:
    made.add_argument("graph", metavar="GRAPH", help="a build's folder")
    made.add_argument("what", metavar="CLAIM-or-EDGE", nargs="+", help="a claim, or subject, relation and object")
    made.add_argument("--review", metavar="FILE", help="decisions of kg review (default: GRAPH/review.jsonl)")


def _review(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("--query", metavar="QUERY", help="only the claims in the rows of a question, in its order")
    made.add_argument("--bind", metavar="NAME=VALUE", action="append", default=[], help="a value of a parameter")
    made.add_argument("--again", action="store_true", help="also claims that are decided")
    made.add_argument("--file", metavar="FILE", help="where decisions are kept (default: GRAPH/review.jsonl)")
    made.add_argument("--export", metavar="DIR", help="write cases for kg evaluate from the decisions, and ask nothing")


def _entities(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("--type", metavar="CLASS", help="only this class: Person, Country, Agreement, …")
    made.add_argument("--format", choices=("table", "csv", "tsv", "json"), default="table", help="default: table")


def _report(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("what", metavar="WHAT", help=f"{_ENTITY}; or a document")


def _path(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("start", metavar="FROM", help=_ENTITY)
    made.add_argument("end", metavar="TO", help="another")


def _diff(made: argparse.ArgumentParser) -> None:
    made.add_argument("one", metavar="A", help=_GRAPH)
    made.add_argument("other", metavar="B", help="another, such as a later one")
    kinds = ("document", "entity", "claim", "fact")
    made.add_argument("--kind", choices=kinds, action="append", help="only these; may be repeated")
    made.add_argument("--format", choices=("table", "csv", "turtle"), default="table", help="default: table")


def _analyse(made: argparse.ArgumentParser) -> None:
    made.add_argument("file", metavar="FILE", help="a document")
    made.add_argument("--language", metavar="LANG", help="instead of identifying it: id or en")
    made.add_argument("--format", choices=("table", "conllu"), default="table", help="default: table")


def _evaluate(made: argparse.ArgumentParser) -> None:
    _graph(made)
    made.add_argument("cases", metavar="GOLD", help="a folder of NAME.txt and NAME.gold.json files")
    made.add_argument("--misses", action="store_true", help="name each claim that is missing or wrong")
    made.add_argument("--language", metavar="LANG", help="only cases of this language: id or en")
    made.add_argument("--json", action="store_true", help="the figures as JSON")
