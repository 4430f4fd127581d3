from .base import COMPANY, GLOBAL, OWNED, factory


def _publish(article, place):
    """Of three one is a draft; what the place's owner has, everybody reads."""
    if place.slot != "company":
        audience = "public" if place.slot == "own" else "customers"
        article.sudo().write({"state": "published", "audience": audience})
    return article


def _make_article(world, place):
    articles = world.env["crm.service.article"].sudo()
    return _publish(articles.create(_article(world, place)), place)


@factory(
    "crm.service.article",
    OWNED,
    write=lambda world, place: {"name": "Changed"},
    make=_make_article,
    sealed=("create", "write"),  # of readers, who write no field
)
def _article(world, place):
    return {
        "name": world.unique("Article"),
        "user_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory("crm.service.article.version", COMPANY, write=lambda world, place: {"summary": "Changed"})
def _article_version(world, place):
    return {
        "article_id": world.env["crm.service.article"].sudo().create(_article(world, place)).id,
        "number": 1,
        "date": "2026-03-04 02:00:00",
        "name": "Version",
    }


@factory(
    "crm.service.article.view",
    COMPANY,
    write=lambda world, place: {"source": "help"},
)
def _article_view(world, place):
    return {
        "article_id": world.env["crm.service.article"].sudo().create(_article(world, place)).id,
        "date": "2026-03-04 02:00:00",
        "source": "search",
        "company_id": place.company.id,
    }


@factory("crm.service.article.vote", COMPANY, write=lambda world, place: {"is_helpful": True})
def _article_vote(world, place):
    return {
        "article_id": world.env["crm.service.article"].sudo().create(_article(world, place)).id,
        "date": "2026-03-04 02:00:00",
    }


@factory("crm.service.article.search", COMPANY, write=lambda world, place: {"hits": 3})
def _article_search(world, place):
    return {
        "term": world.unique("seal"),
        "date": "2026-03-04 02:00:00",
        "place": "help",
        "company_id": place.company.id,
    }


@factory("crm.service.question", OWNED)
def _question(world, place):
    return {
        "name": world.unique("Question"),
        "asker_id": place.owner.id,
        "company_id": place.company.id,
    }


@factory("crm.service.answer", OWNED, write=lambda world, place: {"body": "<p>Changed</p>"})
def _answer(world, place):
    return {
        "body": "<p>Like this.</p>",
        "question_id": world.env["crm.service.question"].sudo().create(_question(world, place)).id,
        "user_id": place.owner.id,
    }


@factory("crm.service.article.word", GLOBAL)
def _article_word(world, place):
    return {"word": world.unique("wmatrix")}
