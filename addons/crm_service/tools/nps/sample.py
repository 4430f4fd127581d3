"""Who is in a sample: drawn by lot, the same however often it is asked."""

from hashlib import blake2b

SPACE = 2**64


def is_sampled(draw, key, share):
    """Say whether ``key`` is in the sample of ``draw``.

    Who is in a smaller share is in every larger one of the same draw.

    :param int draw: tells one drawing of lots from the next
    :param int key: who may be drawn
    :param share: between 0 and 1
    """
    digest = blake2b(f"{draw}:{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") < share * SPACE
