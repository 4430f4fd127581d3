"""Find hosts of package registries and mirrors in the files that standard input names.

Which one is used is the machine's business (apt, pip and npm know theirs): a name in a file of the
project would send everybody there.
"""

import re
import sys
from pathlib import Path

TOP = r"(?:org|com|net|io|dev|cn|de|edu|jp|uk)\b"
# no host stands here in full, or this file would be found itself
KNOWN = r"(?:pypi|pythonhosted|npmjs|npmmirror|yarnpkg|jsdelivr|unpkg|crates|rubygems|ghcr|quay)"
FIRST = (
    r"(?:deb|debs|ftp\d?|security|snapshot|archive|mirrors?|registry|pypi|npm|proxy|goproxy|repo"
    r"|packages)"
)
HOST = re.compile(
    rf"(?<![\w@-])(?:(?:[\w-]+\.)*{KNOWN}|(?:[\w-]+\.)*{FIRST}(?:\.[\w-]+)+)\.{TOP}", re.IGNORECASE
)
INVENTED = (".example.com", ".example.org", ".example.net")


def registry_hosts(text):
    """Return the hosts of registries and mirrors that ``text`` names."""
    found = (match.group() for match in HOST.finditer(text))
    return [host for host in found if not host.endswith(INVENTED)]


def complaints(path, text):
    """Yield one line per host in the file."""
    for number, line in enumerate(text.splitlines(), 1):
        for host in registry_hosts(line):
            yield f"{path}:{number}: names the registry or mirror {host}"


def main():
    found = [
        complaint
        for name in map(str.strip, sys.stdin)
        if Path(name).is_file()
        for complaint in complaints(name, Path(name).read_bytes().decode(errors="replace"))
    ]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
