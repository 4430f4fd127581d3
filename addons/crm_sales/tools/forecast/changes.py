"""What changed between two submissions: which opportunities moved in, out, or otherwise."""

from dataclasses import dataclass

# what counts with a forecast, the surest first
CATEGORIES = ("closed", "commit", "best_case", "pipeline")


@dataclass(frozen=True)
class Changes:
    """Numbers of opportunities, in the order of their amounts; ``sums`` by category."""

    entered: tuple
    left: tuple
    changed: tuple
    sums: dict

    def __bool__(self):
        return bool(self.entered or self.left or self.changed)


def compare(before, after):
    """Return the :class:`Changes`.

    :param before: ``{number: (category, amount)}``, and ``after`` likewise
    """

    def by_amount(numbers, deals):
        return tuple(sorted(numbers, key=lambda number: (-deals[number][1], number)))

    both = before.keys() & after.keys()
    changed = [number for number in both if tuple(before[number]) != tuple(after[number])]
    return Changes(
        entered=by_amount(after.keys() - both, after),
        left=by_amount(before.keys() - both, before),
        changed=by_amount(changed, after),
        sums={
            name: round(_sum(after, name) - _sum(before, name), 6)
            for name in CATEGORIES
            if _sum(after, name) != _sum(before, name)
        },
    )


def _sum(deals, category):
    return sum(amount for name, amount in deals.values() if name == category)
