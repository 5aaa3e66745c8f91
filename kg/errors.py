"""Every deliberate error of kg.

```
KgError(ValueError)          what, where, what to do: one line for the user, exit status 2
├── InputError               a folder, path or option that cannot be used
│   ├── DocumentError        one document that cannot be read: it is skipped and named
│   └── TableError           a line of a table of the user's (documents, names, decisions)
├── DataError                a line of a data file (lexicon, frames, reference data, vocabulary)
├── GraphError               a GRAPH that is no build, or of another format version
├── QueryError               a question that cannot be found, parsed, bound or answered
└── LockError                another build is writing into the same folder
```
"""

__all__ = [
    "DataError",
    "DocumentError",
    "GraphError",
    "InputError",
    "KgError",
    "LockError",
    "QueryError",
    "TableError",
]


class KgError(ValueError):
    """Bad input, said in one line: what is wrong, where, and what to do."""


class InputError(KgError):
    """A folder, a path or an option that cannot be used."""


class DocumentError(InputError):
    """One document that cannot be read."""


class TableError(InputError):
    """A line of a table that the user gave."""


class DataError(KgError):
    """A line of a data file that does not hold what its format asks."""


class GraphError(KgError):
    """A graph that cannot be opened."""


class QueryError(KgError):
    """A question that cannot be found, parsed, bound or answered."""


class LockError(KgError):
    """Another build holds the folder."""
