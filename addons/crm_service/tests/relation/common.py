from freezegun import freeze_time

from odoo.fields import Command
from odoo.tools import SQL

from ..common import ServiceCommon

# a Monday, 10:00 and 14:00 in Shanghai
MORNING = "2026-03-02 02:00:00"
NOON = "2026-03-02 04:00:00"
AFTERNOON = "2026-03-02 06:00:00"
# what every act leaves behind, and what is not about tickets
APART = {"bus_bus", "crm_service_merge", "crm_service_macro_run", "ir_cron_trigger"}


class RelationCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.service.sla"].search([]).active = False
        cls.sla = cls.env["crm.service.sla"].create(
            {
                "name": "Answer",
                "target": "first_response",
                "hours": 4,
                "team_ids": [Command.set(cls.team.ids)],
                "around_the_clock": True,
            }
        )

    @classmethod
    def _create_at(cls, moment, name="Pump leaks", **values):
        with freeze_time(moment):
            return cls._create_ticket(name, user_id=cls.agent.id, **values)

    def _say(self, ticket, body="It still leaks", author=None, **values):
        """Let the contact, or ``author``, write on the ticket."""
        return ticket.message_post(
            body=body,
            author_id=(author or self.contact).id,
            message_type="email",
            subtype_xmlid="mail.mt_comment",
            **values,
        )

    def _fill(self, ticket):
        """Give the ticket one of everything that can point at it."""
        self._say(ticket, attachments=[("photo.png", b"photo")])
        ticket.message_subscribe(self.customer.ids)
        ticket.activity_schedule("mail.mail_activity_data_todo", user_id=self.agent.id)
        self.env["crm.service.time"].create(
            {"ticket_id": ticket.id, "hours": 1.5, "user_id": self.agent.id}
        )
        self.env["mail.scheduled.message"].create(
            {
                "model": ticket._name,
                "res_id": ticket.id,
                "body": "Later",
                "author_id": self.agent.partner_id.id,
                "scheduled_date": "2031-01-01 00:00:00",
            }
        )
        department = self.env["crm.request.department"].search([], limit=1)
        department = department or self.env["crm.request.department"].create({"name": "Works"})
        self.env["crm.request"].create(
            {
                "name": "Which seal?",
                "question": "Which seal fits?",
                "department_id": department.id,
                "source_ref": f"{ticket._name},{ticket.id}",
            }
        )
        self.env["crm.lead"].create({"name": "New pump", "crm_ticket_id": ticket.id})
        ticket.rating_ids.create(self._prepare_rating(ticket))

    def _prepare_rating(self, ticket):
        return {
            "res_model_id": self.env["ir.model"]._get_id(ticket._name),
            "res_id": ticket.id,
            "partner_id": self.contact.id,
            "rated_partner_id": self.agent.partner_id.id,
        }

    def _snapshot(self):
        """Return ``{table: checksum of all rows}``, all columns but who wrote last and when."""
        self.env.flush_all()
        tables = [
            row[0]
            for row in self.env.execute_query(
                SQL(
                    "SELECT table_name FROM information_schema.tables WHERE "
                    "table_schema = 'public' AND table_type = 'BASE TABLE'"
                )
            )
        ]
        return {table: self._checksum(table) for table in tables if table not in APART}

    def _checksum(self, table):
        query = SQL(
            "SELECT md5(string_agg(line, '' ORDER BY line)) FROM (SELECT md5((to_jsonb(t) "
            "- 'write_date' - 'write_uid')::text) AS line FROM %s t) lines",
            SQL.identifier(table),
        )
        return self.env.execute_query(query)[0][0]

    def assertUnchanged(self, before):
        after = self._snapshot()
        changed = [table for table, checksum in before.items() if after[table] != checksum]
        self.assertEqual(changed, [])
