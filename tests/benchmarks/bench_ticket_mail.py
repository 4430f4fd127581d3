"""Mails that come in: tickets here, opportunities on the host, the bare parsing of the mails.

``peer`` is the host's gateway that makes a ticket of another help desk of each mail, or an
opportunity (``help_desk.py``), ``floor`` what the standard library needs to read the mails.
"""

import email
import email.policy

from . import help_desk
from .harness import Case

new = Case("tickets from mails", sizes=(50, 500), unit="mails", rounds=3)
answers = Case("answers to tickets by mail", sizes=(50, 500), unit="mails", rounds=3)

MAIL = """\
From: Person {n} <person{n}@bench.example.com>
To: bench@help.example.com
Subject: Pump {n} leaks
Message-Id: <bench.{kind}.{n}@bench.example.com>
{headers}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

The pump leaks since yesterday, and the alarm says E{n}.

On Mon, 2 Mar 2026 at 09:00, Service wrote:
> We have sent a seal.
"""


def _mails(kind, size, references=()):
    headers = [f"In-Reply-To: {reference}\n" for reference in references] or [""] * size
    return [
        MAIL.format(n=number, kind=kind, headers=header).encode()
        for number, header in enumerate(headers, start=1)
    ]


def _process(env, model, mails):
    gateway = env["mail.thread"]
    for mail in mails:
        gateway.message_process(model, mail)
    env.flush_all()


def _parse(mails):
    for mail in mails:
        message = email.message_from_bytes(mail, policy=email.policy.SMTP)
        message.get_content()


def _team(env):
    teams = env["crm.service.team"]
    return teams.search([("name", "=", "Bench mail")], limit=1) or teams.create(
        {"name": "Bench mail"}
    )


@new.prepare
def _prepare_new(bench, size):
    _team(bench.env)
    help_desk.values(bench.host.env, 0)
    bench.commit()
    bench.host.commit()
    return _mails("new", size)


@new.suite
def _suite_new(bench, mails):
    _process(bench.env, "crm.service.ticket", mails)


@new.peer
def _peer_new(bench, mails):
    _process(bench.host.env, help_desk.model(bench.host.env)._name, mails)


@new.floor
def _floor_new(bench, mails):
    _parse(mails)


def _threads(env, model, values):
    """Return the message ids to which a customer answers on each of new records."""
    records = env[model].create(values)
    words = [record.message_post(body="A seal", message_type="comment") for record in records]
    env.flush_all()
    return [word.message_id for word in words]


@answers.prepare
def _prepare_answers(bench, size):
    team = _team(bench.env)
    values = [{"name": f"Bench {n}", "team_id": team.id} for n in range(size)]
    ours = _threads(bench.env, "crm.service.ticket", values)
    host = bench.host.env
    theirs = _threads(host, help_desk.model(host)._name, help_desk.values(host, size))
    bench.commit()
    bench.host.commit()
    return _mails("answer", size, ours), _mails("answer", size, theirs)


@answers.suite
def _suite_answers(bench, data):
    _process(bench.env, "crm.service.ticket", data[0])


@answers.peer
def _peer_answers(bench, data):
    _process(bench.host.env, help_desk.model(bench.host.env)._name, data[1])


@answers.floor
def _floor_answers(bench, data):
    _parse(data[0])
