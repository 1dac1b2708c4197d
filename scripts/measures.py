"""Measure the house: `python -m scripts.measures [COMMIT]` prints what docs/architecture.md tells of it.

Counted is the Python of the portal: no tests, no scripts, no bench, no migrations, no `__init__.py`. Lines are
all lines of a file, blank ones too. Imports for type checking count.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORT = 40  # lines
#: Names of modules that somebody from elsewhere guesses: of Django and its usual packages, of REST
#: and feeds, of calendars (RFC 5545) and publishing, of data files, of the things that the plan is about.
SHARED = frozenset(
    """
    admin apps base constraints context_processors converters csv dashboard dev enums env
    errors exports feeds fields files filters formats forms home index jsonld languages loader manage
    markdown middleware models pages pagination parameters permissions presenters problems production
    progress query querysets ranking registry replay schema search serializers settings site sitemaps
    spelling state storage synonyms tables test text translation translations typing urls users views
    workflow wsgi
    actions addresses announcement as_of bodies calendar change changes charts clock cities collation
    countries csv dates diff documents english event events geojson highlighting history hosts map news
    pdf photo places plan presidencies priorities promise public_document publication records russian
    chinese share_images subscriptions suggestions synthetic timeline time_zones typography versions
    etags outbox words
    """.split()  # noqa: SIM905 (words read better so)
)


@dataclass(frozen=True)
class Measures:
    """What one state of the portal measures."""

    lines: int
    modules: int
    function_p90: int
    function_max: int
    shared: float
    names: float
    imports: float
    double_names: tuple[str, ...]
    short: int
    circles: tuple[tuple[str, ...], ...]

    def rows(self) -> Iterator[tuple[str, str]]:
        """Give each measure with its name, as the documents print it."""
        yield "lines (modules)", f"{self.lines:,} ({self.modules})"
        yield "lines a function, p90 / max", f"{self.function_p90} / {self.function_max}"
        yield "share of lines in modules with names that the field shares", f"{self.shared:.0f} %"
        yield "distinct module names per 10,000 lines", f"{self.names:.0f}"
        yield "import statements per 100 lines", f"{self.imports:.1f}"
        yield "class names that mean two or more things", str(len(self.double_names))
        yield f"modules under {SHORT} lines", f"{self.short} of {self.modules}"
        yield "circles of imports, type-checking ones counted", str(len(self.circles))


def is_counted(path: str) -> bool:
    """Whether a file of the repository is code of the portal."""
    outside = ("tests/", "scripts/", "bench/")
    return (
        path.endswith(".py")
        and not path.startswith(outside)
        and "/migrations/" not in path
        and not path.endswith("__init__.py")
    )


def measured(sources: Mapping[str, str]) -> Measures:
    """Measure the sources of the portal, by their paths."""
    trees = {path: ast.parse(source) for path, source in sources.items()}
    lines = {path: len(source.splitlines()) for path, source in sources.items()}
    whole = sum(lines.values())
    functions = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    imports = sum(
        isinstance(node, ast.Import | ast.ImportFrom)
        for tree in trees.values()
        for node in ast.walk(tree)
    )
    shared = sum(count for path, count in lines.items() if Path(path).stem in SHARED)
    return Measures(
        lines=whole,
        modules=len(lines),
        function_p90=functions[int(len(functions) * 0.9)],
        function_max=functions[-1],
        shared=100 * shared / whole,
        names=10_000 * len({Path(path).stem for path in lines}) / whole,
        imports=100 * imports / whole,
        double_names=double_names(trees),
        short=sum(count < SHORT for count in lines.values()),
        circles=circles(trees),
    )


def double_names(trees: Mapping[str, ast.Module]) -> tuple[str, ...]:
    """Return the names of classes that stand in two files; Django asks for `Meta` inside each model."""
    files = defaultdict(set)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name != "Meta":
                files[node.name].add(path)
    return tuple(sorted(name for name, paths in files.items() if len(paths) > 1))


def circles(trees: Mapping[str, ast.Module]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of modules that import each other, on whatever way."""
    modules = {path.removesuffix(".py").replace("/", "."): tree for path, tree in trees.items()}
    edges = {name: set(imported(tree, modules)) for name, tree in modules.items()}
    reach = {name: _reached(name, edges) for name in edges}
    groups = {
        tuple(sorted(other for other in reach[name] if name in reach[other]))
        for name in edges
        if name in reach[name]
    }
    return tuple(sorted(groups))


def imported(tree: ast.Module, modules: Mapping[str, ast.Module]) -> Iterator[str]:
    """Give the modules of ours that a file imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name in modules)


def _reached(name: str, edges: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = set(edges[name])
    while waiting:
        step = waiting.pop()
        reached.add(step)
        waiting |= edges.get(step, set()) - reached
    return reached


def sources_of(commit: str) -> dict[str, str]:
    """Read the sources of the portal as a commit holds them."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout

    paths = git("ls-tree", "-r", "--name-only", commit).splitlines()
    return {path: git("show", f"{commit}:{path}") for path in paths if is_counted(path)}


def main() -> None:
    found = measured(sources_of(sys.argv[1] if len(sys.argv) > 1 else "HEAD"))
    for name, value in found.rows():
        print(f"{name:62} {value}")
    print("two meanings:", ", ".join(found.double_names) or "none")
    for circle in found.circles:
        print("circle:", " - ".join(circle))


if __name__ == "__main__":
    main()
