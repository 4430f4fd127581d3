from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.knowledge.question import (
    all_of,
    can_be_mistyped,
    corrected,
    needed,
    some_of,
    terms_of,
)

# what a word counts that stands in the title: as typed, as its beginning, nearly so
EXACT, BEGINS, NEARLY = 1.0, 0.9, 0.7
# of 1: all words in the title, all words anywhere, some of them anywhere
TITLE, WHOLE, SOME = 0.7, 0.25, 0.05
# what lifts an article among those that match
SAME_LANGUAGE, SAME_PRODUCT, SAME_CATEGORY = 0.05, 0.1, 0.05
# what is suggested unasked is to be about the matter
SUGGESTED = 0.22


class CrmServiceArticle(models.Model):
    """Finds articles by what somebody asks, in one statement under the rules of the user.

    Candidates come from an index over all words of an article. Only the short text of the
    title is read to rank them. What is mistyped is looked up among the words of all titles.
    """

    _inherit = "crm.service.article"

    asked = fields.Char(
        "Words",
        compute="_compute_asked",
        search="_search_asked",
        help="Finds articles by the words of their titles and texts, mistyped ones too.",
    )

    def _compute_asked(self):
        self.asked = False

    def _search_asked(self, operator, value):
        self._check_searchable("asked")
        if operator == "ilike" and isinstance(value, str):
            return self._asked_domain(self._get_terms(value))
        return NotImplemented

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator == "ilike" and isinstance(value, str) and value.strip():
            return Domain(domain) | self._asked_domain(self._get_terms(value))
        return domain

    @api.model
    @api.readonly
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Put the best first, as a search does."""
        if operator != "ilike" or not (name or "").strip() or self._is_reader():
            return super().name_search(name, domain, operator, limit)
        number = self.search(Domain("number", "=ilike", name) & Domain(domain or []), limit=1)
        found = number | self._find(name, limit=limit or 100, domain=domain)
        return [(article.id, article.display_name) for article in found[:limit]]

    # asking
    @api.model
    def _find(self, text, limit=10, domain=None, about=None, floor=0.0):
        """Return the articles that answer ``text`` best, the best first.

        :param domain: more that they have to be
        :param about: ``{"product": id, "category": id}`` that lifts those about it
        :param floor: how well they have to match at least, of 1
        """
        terms = self._get_terms(text)
        if not terms:
            return self.browse()
        query = self._search(self._asked_domain(terms) & Domain(domain or Domain.TRUE))
        alias = self._table
        relevance = self._relevance_sql(terms, alias)
        if floor:
            query.add_where(SQL("%s >= %s", relevance, floor))
        score = self._score_sql(relevance, alias, about or {})
        query.order = SQL("%s DESC, %s DESC", score, SQL.identifier(alias, "id"))
        query.limit = limit
        return self.browse(row[0] for row in self.env.execute_query(query.select()))

    @api.model
    def _suggest(self, text, limit=5, about=None):
        """Return what is published and surely about ``text``; not the help of our screens."""
        help_pages = Domain("is_help", "=", True) & Domain("audience", "=", "internal")
        # sudo: what a screen explains is no field for readers, the rules are those of the user
        allowed = self.sudo()._search(self._reader_domain() & ~help_pages)
        return self._find(text, limit, Domain("id", "in", allowed), about, SUGGESTED)

    @api.model
    def _get_terms(self, text):
        """Return the terms of ``text``, with what mistyped words may stand for."""
        terms = terms_of(text)
        typed = [term.word for term in terms if can_be_mistyped(term.word)]
        # sudo: words of titles, which nobody sees
        return corrected(terms, self.env["crm.service.article.word"].sudo()._correct(typed))

    @api.model
    def _asked_domain(self, terms):
        if not terms:
            return Domain.FALSE
        return Domain.custom(to_sql=partial(self._match_sql, terms))

    @api.model
    def _match_sql(self, terms, model, alias, query):
        """Say that enough of the words are there."""
        model = model.sudo()  # the columns are nobody's to read; the rules stand beside this
        return SQL(
            "to_tsvector('simple'::regconfig, %s) @@ %s::tsquery",
            SQL.identifier(alias, "search_text", to_flush=model._fields["search_text"]),
            some_of(terms, needed(len(terms))),
        )

    @api.model
    def _title_sql(self, alias):
        return SQL.identifier(alias, "search_title", to_flush=self._fields["search_title"])

    # ranking
    @api.model
    def _relevance_sql(self, terms, alias):
        """Return the SQL of how well an article answers, 0 to 1."""
        title = self._title_sql(alias)
        hits = SQL(" + ").join(self._hit_sql(term, title) for term in terms)
        return SQL(
            "(%(title)s * (%(hits)s) / %(count)s + %(some)s"
            " + CASE WHEN %(id)s IN (%(whole)s) THEN %(all)s ELSE 0 END)",
            title=TITLE,
            hits=hits,
            count=len(terms),
            some=SOME,
            id=SQL.identifier(alias, "id"),
            whole=SQL(
                "SELECT id FROM crm_service_article"
                " WHERE to_tsvector('simple'::regconfig, search_text) @@ %s::tsquery",
                all_of(terms),
            ),
            all=WHOLE,
        )

    @api.model
    def _hit_sql(self, term, title):
        """Return the SQL of what one term counts in the title."""
        cases = [SQL("WHEN %s LIKE %s THEN %s", title, f"% {term.word} %", EXACT)]
        if term.is_beginning:
            cases.append(SQL("WHEN %s LIKE %s THEN %s", title, f"% {term.word}%", BEGINS))
        cases += [
            SQL("WHEN %s LIKE %s THEN %s", title, f"% {other} %", NEARLY) for other in term.others
        ]
        return SQL("CASE %s ELSE 0 END", SQL(" ").join(cases))

    @api.model
    def _score_sql(self, relevance, alias, about):
        """Lift what is used and found helpful, and what is about the same."""

        def column(name):
            return SQL.identifier(alias, name, to_flush=self._fields[name])

        lifts = [
            SQL(
                "CASE WHEN %s = %s THEN %s ELSE 0 END",
                column("lang"),
                self.env.lang or "en_US",
                SAME_LANGUAGE,
            )
        ]
        if category := about.get("category"):
            lifts.append(
                SQL(
                    "CASE WHEN %s = %s THEN %s ELSE 0 END",
                    column("category_id"),
                    category,
                    SAME_CATEGORY,
                )
            )
        if product := about.get("product"):
            lifts.append(self._product_sql(alias, product))
        return SQL(
            "(%s * (1 + COALESCE(%s, 0)) + %s)",
            relevance,
            column("boost"),
            SQL(" + ").join(lifts),
        )

    @api.model
    def _product_sql(self, alias, product_id):
        field = self._fields["product_ids"]
        return SQL(
            "CASE WHEN EXISTS (SELECT FROM %s AS about WHERE about.%s = %s AND about.%s = %s)"
            " THEN %s ELSE 0 END",
            SQL.identifier(field.relation),
            SQL.identifier(field.column1),
            SQL.identifier(alias, "id"),
            SQL.identifier(field.column2),
            product_id,
            SAME_PRODUCT,
        )
