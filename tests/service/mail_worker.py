"""Run in a worker: take in the mails of a day as a mail server delivers them, until killed.

The server forgets a mail once it was told that it was taken; so the mail during which a worker
was killed, and the three before it, come again.
"""

import sys

from tests.service.mails import make_mail

parameters = env["ir.config_parameter"]  # noqa: F821 env is the worker's
count = int(parameters.get_param("killed.mails"))
first = max(int(parameters.get_param("killed.taken")) - 3, 0)
print("READY", flush=True)
for number in range(first, count):
    env["mail.thread"].message_process(False, make_mail(number))  # noqa: F821
    env.cr.commit()  # noqa: F821
    parameters.set_param("killed.taken", number + 1)
    env.cr.commit()  # noqa: F821
print("DONE", flush=True)
sys.exit(0)
