"""Finding the article that answers a question: the host's search is the peer.

The peer asks for every word in title or text by ``ilike``, as a filter of the host does, as the
same user; it forgives nothing and ranks nothing. The floor is the bare statement of one word.
The aim: under 200 ms over 50,000 articles.
"""

from odoo.fields import Domain

from tests import volume_articles

from .harness import Case

# what people type
QUESTIONS = {
    "a code": "QM-311",
    "common words": "gripper leaks oil",
    "mistyped": "griper leeks",
    "Chinese": "夹爪漏油",
    "Chinese, mistyped": "机戒臂异响",
    "a sentence": "请问伺服电机温度过高怎么处理，需要换风扇吗？",
    "one common word": "控制器",
    "nothing like it": "qqzzxx",
}
LIMIT = 10


def _prepare(bench, size):
    volume_articles.create_articles(bench.cr, size)
    volume_articles.learn(bench.env)
    bench.vacuum()
    return size


def _as_agent(env):
    user = env.ref("base.user_admin")
    return env["crm.service.article"].with_user(user).with_context(lang="en_US")


def _ask_host(env, question):
    articles = _as_agent(env)
    domain = Domain.AND(
        Domain("published_name", "ilike", word) | Domain("published_body", "ilike", word)
        for word in question.split()
    )
    articles.search(domain & articles._reader_domain(), limit=LIMIT)


def _floor(bench, question):
    bench.cr.execute(
        "SELECT id FROM crm_service_article WHERE published_name LIKE %s ORDER BY id DESC LIMIT 10",
        [f"%{question.split()[0]}%"],
    )


def _ask(env, question):
    articles = _as_agent(env)
    articles._find(question, LIMIT, articles._reader_domain())


def _register(title, question):
    case = Case(f"find an article: {title}", sizes=(5_000, 50_000), unit="articles")
    case.prepare(_prepare)
    case.suite(lambda bench, size: _ask(bench.env, question))
    case.peer(lambda bench, size: _ask_host(bench.env, question))
    case.floor(lambda bench, size: _floor(bench, question))


for _title, _question in QUESTIONS.items():
    _register(_title, _question)
