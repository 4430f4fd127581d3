"""Which pieces of feedback say the same thing: words of Latin scripts, pairs of Chinese characters.

Pure and deterministic: the order in which items arrive changes nothing.
"""

import math
import re
from dataclasses import dataclass
from itertools import pairwise

# words and numbers of alphabets, or runs of scripts that set no spaces
RUNS = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
    r"|[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
IDEOGRAPH = "\u3040"
# as much of a text as tells what it is about
LONGEST = 80
LONGEST_TOKEN = 24
# what the same category and the same product add to the likeness of the words
SAME = 0.1
THRESHOLD = 0.25


@dataclass(frozen=True)
class Item:
    """A piece of feedback.

    :param tokens: what ``tokens_of`` says of its text
    """

    key: int
    tokens: frozenset
    category: int = 0
    product: int = 0


def tokens_of(text, limit=LONGEST):
    """Return the different tokens of ``text``, in their order, ``limit`` at most.

    A token holds no space, so that they can be kept in one field.
    """
    found = {}
    for run in RUNS.findall((text or "").casefold()):
        for token in _pairs(run) if run[0] >= IDEOGRAPH else [run[:LONGEST_TOKEN]]:
            found.setdefault(token)
            if len(found) == limit:
                return list(found)
    return list(found)


def _pairs(run):
    return [first + second for first, second in pairwise(run)] or [run]


def weigh(token_sets):
    """Return ``{token: weight}``: what many texts have says little of any of them."""
    counts = {}
    for tokens in token_sets:
        for token in tokens:
            counts[token] = counts.get(token, 0) + 1
    total = len(token_sets)
    return {token: 1 + math.log((1 + total) / (1 + count)) for token, count in counts.items()}


def likeness(first, second, weights):
    """Return how alike two items are, from 0 to 1: the cosine of their weighted tokens, and more
    where category or product are the same.
    """
    shared = _size(first.tokens & second.tokens, weights)
    if not shared:
        return 0.0
    cosine = shared / math.sqrt(_size(first.tokens, weights) * _size(second.tokens, weights))
    same = bool(first.category) and first.category == second.category
    same_product = bool(first.product) and first.product == second.product
    return min(1.0, cosine + SAME * (same + same_product))


def _size(tokens, weights):
    # in an order that does not depend on hashes: sums of floats do
    return sum(weights.get(token, 1.0) ** 2 for token in sorted(tokens))


def rank(item, others, threshold=THRESHOLD, limit=20):
    """Return ``[(key, likeness)]`` of those like ``item``, the most alike first.

    All words weigh the same: of others that were found by their words, those they share would
    seem common.
    """
    found = [(other.key, likeness(item, other, {})) for other in others]
    alike = [(key, value) for key, value in found if value >= threshold and key != item.key]
    return sorted(alike, key=lambda pair: (-pair[1], pair[0]))[:limit]


def group(items, threshold=THRESHOLD):
    """Return ``{key: key of the first of its group}``; each item is in exactly one group.

    In one pass from the oldest key on: an item joins the first one of the group that it is most
    like, or begins a group of its own.
    """
    items = sorted(items, key=lambda item: item.key)
    weights = weigh([item.tokens for item in items])
    leaders, holding, groups = {}, {}, {}
    for item in items:
        near = {key for token in item.tokens for key in holding.get(token, ())}
        scored = [(likeness(leaders[key], item, weights), -key) for key in near]
        best = max(scored, default=(0.0, 0))
        if best[0] >= threshold:
            groups[item.key] = -best[1]
            continue
        groups[item.key], leaders[item.key] = item.key, item
        for token in item.tokens:
            holding.setdefault(token, []).append(item.key)
    return groups
