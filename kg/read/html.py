"""HTML pages → Document: the article's own text and metadata, by trafilatura."""

import logging
from collections.abc import Iterator

from kg.errors import DocumentError
from kg.model import Document
from kg.read.dates import iso_date
from kg.read.decode import newlines

__all__ = ["read_html"]

# The article's first date, only where the page declares it: a date found in running text is a guess, and the
# newest date allowed must not depend on today's.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


def read_html(data: bytes, name: str) -> Iterator[Document]:
    """The one article of a page; menus, advertisements and comments are left out.

    Raises:
        DocumentError: the page holds no article.
    """
    from trafilatura import bare_extraction  # slow to import, and few builds need it

    for name_of_log in ("trafilatura", "htmldate", "courlan"):  # they would say the page's own words
        logging.getLogger(name_of_log).setLevel(logging.CRITICAL + 1)
    page = bare_extraction(
        data, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES), as_dict=False
    )
    if page is None or isinstance(page, dict) or not page.text:
        raise DocumentError(f"{name}: no article found in the page")
    title = " ".join((page.title or "").split()) or None
    paragraphs = [line for line in newlines(page.text).split("\n") if line.strip()]
    if title and paragraphs[0].strip() != title:
        paragraphs.insert(0, title)
    text = "\n\n".join(paragraphs)
    known = {
        "title": title,
        "issued": iso_date(page.date or ""),
        "publisher": page.sitename or None,
        "url": page.url or None,
    }
    authors = tuple(author.strip() for author in (page.author or "").split(";") if author.strip())
    origins = {field: "html" for field, value in known.items() if value} | ({"authors": "html"} if authors else {})
    yield Document(name, text, **known, authors=authors, origins=origins, pages=())
