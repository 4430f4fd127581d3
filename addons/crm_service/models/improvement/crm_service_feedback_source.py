from odoo import api, models
from odoo.tools import html2plaintext

from .crm_service_feedback import SOURCE_FIELDS

LOW, HIGH = 2, 4
LENGTH = 100


class CrmServiceFeedback(models.Model):
    """Feedback made of a record: a ticket, a rating, an interaction, the answers to a survey."""

    _inherit = "crm.service.feedback"

    @api.model
    def _open_from(self, source, record):
        """Open the feedback of ``record``, made if there is none, as the user."""
        record.check_access("read")
        feedback = self._find_from(source, record)
        if not feedback:
            feedback = self._make_from(source, record)
        return feedback.with_env(self.env)._get_records_action()

    @api.model
    def _find_from(self, source, record):
        """Return the feedback (sudo) that was made of ``record``."""
        # sudo: also one that the user does not see is there
        everything = self.sudo().with_context(active_test=False)
        return everything.search(
            [("source", "=", source), (SOURCE_FIELDS[source], "=", record.id)], limit=1
        )

    @api.model
    def _make_from(self, source, record):
        """Return new feedback of ``record``, which has been checked."""
        return self.create(getattr(self, f"_prepare_from_{source}")(record))

    @api.model
    def _first_words(self, text):
        """Return what a list shows of a long text."""
        line = " ".join((text or "").split())
        return line if len(line) <= LENGTH else f"{line[: LENGTH - 1]}…"

    @api.model
    def _prepare_from_ticket(self, ticket):
        return {
            "source": "ticket",
            "ticket_id": ticket.id,
            "name": ticket.name,
            "description": html2plaintext(ticket.description or "").strip(),
            "partner_id": ticket.partner_id.id,
            "category_id": ticket.category_id.id,
            "product_id": ticket.product_id.id,
            "company_id": ticket.company_id.id,
            "severity": ticket.impact,
            "sentiment": "negative" if ticket.kind == "complaint" else "neutral",
        }

    @api.model
    def _prepare_from_rating(self, rating):
        # sudo: what the rating is about, for who may read it
        ticket = rating.sudo().crm_ticket_id
        words = (rating.feedback or "").strip()
        return {
            "source": "rating",
            "rating_id": rating.id,
            "ticket_id": ticket.id,
            "name": self._first_words(words) or ticket.name,
            "description": words,
            "date": rating.rated_on or rating.write_date,
            "partner_id": (rating.partner_id or ticket.partner_id).id,
            "category_id": ticket.category_id.id,
            "product_id": ticket.product_id.id,
            "company_id": ticket.company_id.id or self.env.company.id,
            "sentiment": self._sentiment_of(rating.rating),
        }

    @api.model
    def _sentiment_of(self, rate):
        """Return the sentiment of a rating from 1 to 5."""
        if rate <= LOW:
            return "negative"
        return "positive" if rate >= HIGH else "neutral"

    @api.model
    def _prepare_from_interaction(self, interaction):
        return {
            "source": "interaction",
            "interaction_id": interaction.id,
            "name": interaction.name or interaction.display_name,
            "description": html2plaintext(interaction.note or "").strip(),
            "date": interaction.date,
            "partner_id": (interaction.contact_ids[:1] or interaction.partner_id).id,
            "company_id": interaction.company_id.id or self.env.company.id,
            "sentiment": interaction.sentiment or "neutral",
        }

    @api.model
    def _prepare_from_survey(self, answers):
        """Return the values of the free texts of ``answers`` (sudo), none: no text was written."""
        lines = answers.user_input_line_ids.filtered(
            lambda line: line.answer_type in ("text_box", "char_box") and not line.skipped
        )
        texts = [
            f"{line.question_id.title}\n{words.strip()}"
            for line in lines
            if (words := line.value_text_box or line.value_char_box or "").strip()
        ]
        if not texts:
            return {}
        first = lines.filtered(lambda line: line.value_text_box or line.value_char_box)[0]
        return {
            "source": "survey",
            "survey_input_id": answers.id,
            "name": self._first_words(first.value_text_box or first.value_char_box),
            "description": "\n\n".join(texts),
            "partner_id": answers.partner_id.id,
            "user_id": answers.survey_id.user_id.id,
            "company_id": (answers.survey_id.user_id.company_id or self.env.company).id,
        }

    def _get_asker(self):
        """Return the contact who said it, or the employee."""
        is_own = self.source == "employee" and not self.partner_id
        return self.user_id.partner_id if is_own else self.partner_id

    def _crm_erase_records(self, pseudonym):
        """What was said stays a fact of the company, in nobody's words; called in sudo."""
        messages = self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )
        messages.unlink()
        self.activity_ids.unlink()
        self.with_context(tracking_disable=True).write({"name": pseudonym, "description": False})
