"""A day's mails of all kinds: the n-th mail is the same whenever it is made.

Of each twelve, three ask something new (known and unknown senders, one of them by GB18030), three
answer to an earlier one by its header, and one each is an answer out of office, a delivery
report, a mailing list, a mail without a date, one with broken MIME and one that came before.
"""

HEAD = """\
From: {name} <{address}>
To: hotline@killed.example
Subject: {subject}
Message-Id: <{key}@killed.example.com>
Date: Mon, 02 Mar 2026 09:00:00 +0800
"""
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"


def make_mail(number):
    """Return the raw mail ``number``, from 0."""
    turn, kind = divmod(number, len(KINDS))
    return KINDS[kind](turn)


def _head(kind, turn, address=None, subject=None, **changes):
    values = {
        "name": f"Person {turn}",
        "address": address or f"person{kind}{turn}@customer{turn}.example.com",
        "subject": subject or f"{kind} {turn}",
        "key": f"{kind}.{turn}",
    }
    return HEAD.format(**values | changes)


def _known(turn):
    address = f"known{turn % 20}@killed.example.com"
    return f"{_head('known', turn, address)}{PLAIN}The pump leaks.\n".encode()


def _unknown(turn):
    return f"{_head('unknown', turn)}{PLAIN}Where is my order?\n".encode()


def _chinese(turn):
    head = _head("chinese", turn)
    return f"{head}Content-Type: text/plain; charset=gb18030\n\n水泵漏水\n".encode("gb18030")


def _answer(to):
    def make(turn):
        reference = f"In-Reply-To: <{to}.{turn}@killed.example.com>\n"
        head = _head(f"answer{to}", turn, subject=f"Re: {to} {turn}")
        return f"{head}{reference}{PLAIN}It still does.\n> Does it leak?\n".encode()

    return make


def _absent(turn):
    return f"{_head('absent', turn)}Auto-Submitted: auto-replied\n{PLAIN}I am away.\n".encode()


def _report(turn):
    return (
        f"{_head('report', turn)}Content-Type: multipart/report; report-type=delivery-status;"
        ' boundary="b"\n\n--b\nContent-Type: text/plain\n\nIt came back.\n--b--\n'
    ).encode()


def _list(turn):
    return f"{_head('list', turn)}Precedence: bulk\n{PLAIN}News of the week.\n".encode()


def _undated(turn):
    head = _head("undated", turn).replace("Date: Mon, 02 Mar 2026 09:00:00 +0800\n", "")
    return f"{head}{PLAIN}No date.\n".encode()


def _broken(turn):
    head = _head("broken", turn)
    return (
        f'{head}Content-Type: multipart/mixed; boundary="x"\n\n--x\n'
        "Content-Type: text/plain; charset=nonsense\n\nhalf a \xff part\n"
    ).encode("latin-1")


KINDS = (
    _known,
    _unknown,
    _chinese,
    _answer("known"),
    _answer("unknown"),
    _answer("chinese"),
    _absent,
    _report,
    _list,
    _undated,
    _broken,
    _known,
)
