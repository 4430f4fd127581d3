"""Finding a customer in a selection field, among many: the host's search is the peer.

The host knows no pinyin and no phone; it is asked all the same, for what it does know.
"""

from .filling import fill
from .harness import Case

# what people type, and whether the host can find it at all
QUESTIONS = {
    "one character": ("澜", True),
    "two characters": ("上海", True),
    "common term": ("有限公司", True),
    "common letter": ("a", True),
    "rare name": ("三伙亳", True),
    "last 4 digits": ("6789", False),
    "initials": ("shsy", False),
    "pinyin": ("chongqing", False),
    "code": ("V00012345", True),
    "two words": ("上海 化工", True),
    "nothing like it": ("qqzzxx", True),
}


def ask(env, question, context=None):
    """Ask as a salesperson typing into a partner field does."""
    user = env.ref("base.user_admin")
    partners = env["res.partner"].with_user(user).with_context(context or {})
    return partners.name_search(question, limit=8)


def _register(title, question, known_to_host):
    case = Case(f"find: {title}", sizes=(100_000, 1_000_000), unit="partners")
    case.prepare(fill)
    case.suite(lambda bench, size: ask(bench.env, question))
    if known_to_host:
        case.peer(lambda bench, size: ask(bench.host.env, question))
    case.floor(lambda bench, size: _floor(bench, question))


def _floor(bench, question):
    bench.cr.execute(
        "SELECT id FROM res_partner WHERE complete_name LIKE %s ORDER BY complete_name LIMIT 8",
        [f"%{question}%"],
    )


for _title, (_question, _known) in QUESTIONS.items():
    _register(_title, _question, _known)
