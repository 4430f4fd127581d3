from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ..portal.common import PortalCommon


class SatisfactionCommon(PortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.write({"is_rating_on": True, "rating_delay": 24, "rating_pause": 30})
        cls.stage_solved.asks_rating = True
        cls.contact.lang = "en_US"

    def _close(self, ticket=None):
        ticket = ticket or self.ticket
        ticket.with_user(self.head).action_close()
        return ticket

    def _ask(self, hours=25):
        """Let the scheduled action run so many hours later; return the mails that it wrote."""
        before = self.env["mail.mail"].search([])
        with (
            freeze_time(fields.Datetime.now() + timedelta(hours=hours)),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("crm_service.satisfaction_cron_ask").method_direct_trigger()
        return self.env["mail.mail"].search([]) - before

    def _vote(self, ticket, rate, feedback=None, **context):
        """Vote as the page of the last request does."""
        rating = ticket._get_rating_request()
        voter = ticket.sudo().with_context(crm_rating_nonce=rating._crm_nonce(), **context)
        return voter.rating_apply(rate, rating=rating, feedback=feedback)
