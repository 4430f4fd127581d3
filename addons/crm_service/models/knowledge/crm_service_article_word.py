from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.knowledge.question import can_be_mistyped
from ...tools.knowledge.typing import alike

# looked at, and taken, for each word that nobody knows
SEEN, TAKEN = 30, 3


def _gin_trigram(registry):
    """Return the index that finds words like one, where the database has pg_trgm."""
    return "USING gin (word gin_trgm_ops)" if registry.has_trigram else ""


class CrmServiceArticleWord(models.Model):
    """The Latin words of titles, so that a mistyped one finds the right one.

    Words are learnt and never forgotten: one that no article has any more finds none.
    """

    _name = "crm.service.article.word"
    _description = "Word of an Article"
    _log_access = False
    _rec_name = "word"

    word = fields.Char(required=True, readonly=True)

    _word_uniq = models.UniqueIndex("(word)")
    _alike_idx = models.Index(_gin_trigram)

    @api.model
    def _learn(self, words):
        """Remember the words that can be mistyped."""
        known = sorted(set(filter(can_be_mistyped, words)))
        if known:
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO crm_service_article_word (word) SELECT unnest(%s)
                        ON CONFLICT (word) DO NOTHING RETURNING id
                    """,
                    known,
                )
            )

    @api.model
    def _correct(self, typed):
        """Return ``{typed word: (right words)}`` of the words that no title has."""
        if not typed or not self.env.registry.has_trigram:
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT asked.word, known.word
                  FROM unnest(%s) AS asked (word), LATERAL (
                      SELECT word FROM crm_service_article_word
                       WHERE word %% asked.word
                       ORDER BY similarity(word, asked.word) DESC LIMIT %s) AS known
                 WHERE NOT EXISTS (SELECT FROM crm_service_article_word AS right_one
                                    WHERE starts_with(right_one.word, asked.word))
                """,
                list(typed),
                SEEN,
            )
        )
        found = {}
        for word, known in rows:
            found.setdefault(word, []).append(known)
        return {word: tuple(alike(word, known)[:TAKEN]) for word, known in found.items()}
