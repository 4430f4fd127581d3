"""A domain as a tree, to be put into words. Pure: no ``env``."""

ARITY = {"&": 2, "|": 2, "!": 1}


def domain_tree(domain):
    """Return the list ``domain`` as nested tuples.

    ``("&", [tree, …])``, ``("|", [tree, …])``, ``("!", [tree])`` or a leaf
    ``(field, operator, value)``; the empty domain is ``("&", [])``. Terms that stand
    side by side are joined by "&"; an "&" in an "&" is one list.

    :raise ValueError: the list ends too early
    """
    rest = list(domain)
    trees = []
    while rest:
        trees.append(_take(rest))
    return trees[0] if len(trees) == 1 else _join("&", trees)


def _take(rest):
    if not rest:
        raise ValueError("The domain ends too early.")
    term = rest.pop(0)
    if isinstance(term, str):
        return _join(term, [_take(rest) for _operand in range(ARITY[term])])
    return tuple(term)


def _join(operator, trees):
    """Join trees; those joined by the same operator are one list."""
    if operator == "!":
        return operator, trees
    flat = []
    for tree in trees:
        flat += tree[1] if len(tree) == 2 and tree[0] == operator else [tree]
    return operator, flat
