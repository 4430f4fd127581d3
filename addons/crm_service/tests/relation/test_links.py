from odoo.tests import TransactionCase, tagged

TICKET = "crm.service.ticket"
# stays with the ticket that it is about, each for a reason
STAYS = {
    "crm.service.event": "the log of each ticket is its own, clocks read all of them",
    "crm.service.assignment": "who had the loser, and why",
    "crm.service.clock": "replayed",
    "crm.service.escalation": "what was said of the loser then",
    "crm.service.merge": "the record of the merge itself",
    "crm.service.presence": "forgotten after a minute",
    "crm.service.macro.run": "what was done with the loser then",
    "crm.service.quality.review": "how the loser was answered then",
    "crm.service.replay.outcome": "what was replayed of the loser then",
    "crm.service.replay.ticket": "what was replayed of the loser then",
}


@tagged("post_install", "-at_install")
class TestLinks(TransactionCase):
    def test_every_field_that_points_at_a_ticket_goes_along_or_stays_for_a_reason(self):
        """A new model that points at tickets is named in ``_get_links``, or in STAYS here."""
        moving = {
            (link.model, link.field)
            for link in self.env["crm.service.merge"]._get_links(self.env[TICKET])
        }
        unknown = [
            (name, field.name)
            for name, model in self.env.items()
            if not model._abstract and not model._transient and model._auto
            for field in model._fields.values()
            if field.type == "many2one" and field.comodel_name == TICKET and field.store
            if (name, field.name) not in moving and name not in STAYS
        ]
        self.assertEqual(unknown, [])

    def test_every_link_exists(self):
        for link in self.env["crm.service.merge"]._get_links(self.env[TICKET]):
            self.assertIn(link.field, self.env[link.model]._fields)
            if link.model_field:
                self.assertIn(link.model_field, self.env[link.model]._fields)
