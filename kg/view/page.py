"""A page as one self-contained file: templates, scripts and data put together, safe against what documents hold."""

import base64
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader
from pyvis.network import Network

from kg.errors import InputError

__all__ = ["render", "save", "to_json"]

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def to_json(value: Any) -> str:
    r"""JSON that may stand inside a script element: no character of it can end the element or open another.

    >>> to_json({"title": "</script><script>alert(1)</script> & more"})
    '{"title":"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)\\u003c/script\\u003e \\u0026 more"}'
    """
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True).translate(UNSAFE)


def render(
    template: str,
    title: str,
    scripts: Sequence[str],
    main: str,
    data: Mapping[str, Any],
    network: Network | None = None,
) -> str:
    """Render a template of this package.

    Args:
        template: name of the template, for example "graph.html".
        title: heading of the page; any text.
        scripts: names of the scripts of this package that the page runs, in order.
        main: the function of these scripts that starts the page.
        data: what the scripts read; the nodes, edges and options of `network` are added to it.
        network: the pyvis network that the page draws, or None.

    Returns:
        The page: no address in it is ever loaded, and its policy lets nothing run but its own scripts.
    """
    body = "\n".join(_text(f"templates/{name}") for name in scripts)
    script = f'"use strict";\n(() => {{\n{body}\n{main}();\n}})();'
    library = _library() if network else ""
    style = _text("templates/page.css")
    environment = Environment(loader=PackageLoader("kg.view"), autoescape=True, keep_trailing_newline=True)
    if network:
        data = {**data, "nodes": network.nodes, "edges": network.edges, "options": network.options}
    environment.globals.update(
        title=title,
        style=style,
        library=library,
        script=script,
        data=to_json(data),
        policy=_policy([part for part in (library, script) if part], style),
    )
    if network is None:
        return environment.get_template(template).render()
    network.path, network.templateEnv = template, environment
    page: str = network.generate_html()
    return page


def save(path: str | os.PathLike[str], page: str) -> None:
    """Write a page beside its place and rename it, so that a reader never meets half of it.

    Raises:
        InputError: where the file cannot be written.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(page.encode("utf-8", "replace"))
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise InputError(f"{target}: cannot write the page ({error.strerror}); choose another place") from error


def _policy(scripts: Sequence[str], style: str) -> str:
    """The Content-Security-Policy: nothing is loaded, and only what has these hashes runs."""
    hashes = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data:; "
        "connect-src 'none'; form-action 'none'; base-uri 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _library() -> str:
    """The vis-network that pyvis brings, without the link to its source map (a browser's tools would ask for it)."""
    text = resources.files("pyvis").joinpath(VIS).read_text(encoding="utf-8")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL"))


@cache
def _text(name: str) -> str:
    return resources.files("kg.view").joinpath(name).read_text(encoding="utf-8").strip()
