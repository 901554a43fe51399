"""The query language: read, check, lay out, explain, and match many queries against many texts at once."""

from liant.engines.query.errors import QueryError
from liant.engines.query.explanation import explain, unmet
from liant.engines.query.layout import format_query
from liant.engines.query.matcher import Matcher, compile_queries
from liant.engines.query.nodes import Document, Expression, Match, Query
from liant.engines.query.parser import parse

__all__ = [
    "Document",
    "Expression",
    "Match",
    "Matcher",
    "Query",
    "QueryError",
    "compile_queries",
    "explain",
    "format_query",
    "parse",
    "unmet",
]
