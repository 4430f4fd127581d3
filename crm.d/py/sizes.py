"""Check the sizes that the style guide allows, in the files that standard input names.

A method has 40 lines at most, a Python file 400, an XML file 300. Data, demo and tests in XML and
generated files are no view files; benchmarks and tests keep to the Python limits.
"""

import ast
import sys
from pathlib import Path

MAX_METHOD = 40
MAX_FILE = {".py": 400, ".xml": 300}
FREE_XML = {"data", "demo"}


def method_sizes(source):
    """Yield ``(name, line, size)`` of every function in ``source``.

    The size is counted in lines of code from ``def`` on; the docstring does not count.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        size = node.end_lineno - node.lineno + 1
        first = node.body[0]
        if ast.get_docstring(node, clean=False) is not None:
            size -= first.end_lineno - first.lineno + 1
        yield node.name, node.lineno, size


def complaints(path, source):
    """Yield one line per limit that the file breaks."""
    path = Path(path)
    limit = MAX_FILE.get(path.suffix)
    if limit is None or (path.suffix == ".xml" and FREE_XML & set(path.parts)):
        return
    lines = source.count("\n")
    if lines > limit:
        yield f"{path}: {lines} lines, {limit} are allowed: split the file"
    if path.suffix == ".py":
        for name, line, size in method_sizes(source):
            if size > MAX_METHOD:
                yield f"{path}:{line}: {name} has {size} lines, {MAX_METHOD} are allowed"


def main():
    found = [
        complaint
        for name in map(str.strip, sys.stdin)
        if Path(name).is_file()
        for complaint in complaints(name, Path(name).read_text(encoding="utf-8"))
    ]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
