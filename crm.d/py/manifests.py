"""Print module names out of the manifests of an addons folder, comma separated.

Usage: manifests.py ours|host FOLDER
"""

import ast
import sys
from pathlib import Path


def read_manifests(folder):
    """Return ``{module: manifest}`` of the addons in ``folder`` that somebody installs.

    Bridges install themselves where the host app is that they meet.
    """
    manifests = {
        path.parent.name: ast.literal_eval(path.read_text(encoding="utf-8"))
        for path in sorted(Path(folder).glob("*/__manifest__.py"))
    }
    return {
        name: manifest
        for name, manifest in manifests.items()
        if manifest.get("installable", True) and not manifest.get("auto_install")
    }


def host_modules(manifests):
    """Return the sorted host modules that ``manifests`` depend on."""
    needed = {name for manifest in manifests.values() for name in manifest["depends"]}
    return sorted(needed - manifests.keys())


def main(kind, folder):
    manifests = read_manifests(folder)
    print(",".join(host_modules(manifests) if kind == "host" else sorted(manifests)))


if __name__ == "__main__":
    main(*sys.argv[1:])
