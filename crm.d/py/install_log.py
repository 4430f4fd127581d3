"""Print the warnings and errors that installing our addons has logged; exit 1 if there are any.

Usage: install_log.py LOGFILE
"""

import re
import sys
from pathlib import Path

RECORD = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>[\w.]+): ")
BAD = {"WARNING", "ERROR", "CRITICAL"}


def bad_records(lines):
    """Yield the bad records of a log, each with its continuation lines."""
    record = None
    for line in lines:
        match = RECORD.match(line)
        if match:
            if record:
                yield record
            record = line if match["level"] in BAD else None
        elif record:
            record += "\n" + line
    if record:
        yield record


def main(log):
    found = list(bad_records(Path(log).read_text(encoding="utf-8").splitlines()))
    for record in found:
        print(record)
    if found:
        print(f"crm: {len(found)} warnings while installing our addons: see {log}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
