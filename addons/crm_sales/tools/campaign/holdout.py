"""Who is held out: drawn by a fingerprint, so that the same draw gives the same people."""

from hashlib import sha256


def held_out(ids, percent, seed):
    """Return the set of those of ``ids`` that are held out.

    Exactly the rounded share, whatever their order; with the same ``seed`` always the same.

    :param percent: 0 to 100
    :param seed: any text; another one draws others
    """
    ids = set(ids)
    wanted = int(len(ids) * percent / 100 + 0.5)
    ranked = sorted(ids, key=lambda one: (sha256(f"{seed}:{one}".encode()).digest(), one))
    return set(ranked[:wanted])
