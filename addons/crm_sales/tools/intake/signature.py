"""Whether a webhook was sent by who knows the secret.

``crm``: the header ``X-CRM-Signature`` of this suite's own webhooks, with the time, see
``crm_customer.tools.outbox.signature``. ``hub``: ``X-Hub-Signature-256: sha256=<hex>`` of the
body, as WebSub, Meta and GitHub do.
"""

import hashlib
import hmac

from odoo.addons.crm_customer.tools.outbox.signature import verify

CRM, HUB = "crm", "hub"
HEADERS = {CRM: "X-CRM-Signature", HUB: "X-Hub-Signature-256"}


def is_signed(kind, secret, header, body, now):
    """Say whether ``header`` was made with ``secret`` for ``body`` (bytes).

    :param kind: ``CRM`` or ``HUB``
    :param now: seconds since 1970
    """
    if not secret:
        return False
    if kind == CRM:
        return verify(secret, header, body, now)
    expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), (header or "").strip().encode())
