"""A question, as a file or as SPARQL, answered from a graph.

>>> from rdflib import Graph
>>> graph = Graph().parse(data="<urn:a> <urn:b> 1 .")
>>> run(graph, "SELECT ?o { ?s <urn:b> ?o }").rows
((rdflib.term.Literal('1', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#integer')),),)
"""

from kg.query.ask import run
from kg.query.formats import FORMATS, to_format
from kg.query.prefixes import PREFIXES
from kg.query.question import Parameter, Question, find, shipped
from kg.query.result import Result

__all__ = ["FORMATS", "PREFIXES", "Parameter", "Question", "Result", "find", "run", "shipped", "to_format"]
