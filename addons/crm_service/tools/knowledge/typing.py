"""Whether one word is another one mistyped."""


def distance(one, other, most):
    """Return how many letters were left out, added, changed or swapped with the next.

    The optimal string alignment distance: Damerau, F. J. (1964): A technique for computer
    detection and correction of spelling errors. Communications of the ACM 7, 171-176.

    :return: ``most + 1`` for everything above ``most``
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, sign in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != sign))
            is_swap = row > 1 and column > 1
            if is_swap and letter == other[column - 2] and one[row - 2] == sign:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return min(last[-1], most + 1)


def allowed(word):
    """Return how many mistakes are forgiven in a word of this length."""
    return 1 if len(word) < 6 else 2


def alike(typed, known):
    """Return the words of ``known`` that ``typed`` may stand for, the nearest first."""
    most = allowed(typed)
    near = [(distance(typed, word, most), word) for word in known]
    return [word for mistakes, word in sorted(near) if 0 < mistakes <= most]
