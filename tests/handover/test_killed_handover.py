"""A hand-over ended by SIGKILL at seeded moments: nothing is lost, nothing moves twice."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import ClonedWorkerCase

CUSTOMERS = 120
#: (kind, table, its name, who has it)
OWNED = (
    ("partner", "res_partner", "name", "user_id"),
    ("owner", "res_partner", "name", "crm_owner_id"),
    ("lead", "crm_lead", "name", "user_id"),
    ("activity", "mail_activity", "summary", "user_id"),
    ("meeting", "calendar_event", "name", "user_id"),
)
OWNER = """
SELECT '{0}' AS kind, record.{2}, owner.login, NULL::int
  FROM {1} record LEFT JOIN res_users owner ON owner.id = record.{3}
 WHERE record.{2} LIKE 'Killed%'
UNION ALL
"""
#: whose everything is: what must not depend on kills, and comes back by an undo
OWNERS = (
    "".join(OWNER.format(*owned) for owned in OWNED)
    + """
SELECT 'attendee', event.name, person.name, NULL
  FROM calendar_event event JOIN calendar_event_res_partner_rel rel
    ON rel.calendar_event_id = event.id JOIN res_partner person ON person.id = rel.res_partner_id
 WHERE event.name LIKE 'Killed%'
UNION ALL
SELECT 'member', team.name->>'en_US', person.login, member.active::int
  FROM crm_team_member member JOIN crm_team team ON team.id = member.crm_team_id
  JOIN res_users person ON person.id = member.user_id
 WHERE person.login LIKE 'killed%'
UNION ALL
SELECT 'user', login, active::text, NULL FROM res_users WHERE login LIKE 'killed%'
UNION ALL
SELECT 'group', person.login, 'group', rel.gid
  FROM res_groups_users_rel rel JOIN res_users person ON person.id = rel.uid
 WHERE person.login LIKE 'killed%'
 ORDER BY 1, 2, 3, 4
"""
)
#: the journal, with what it says of each record
JOURNAL = """
SELECT source, res_model, res_id, field_name, old_value, new_value, state, reason
  FROM crm_handover_item ORDER BY 2, 3, 4
"""
STATE = "SELECT state FROM crm_handover WHERE note IS NULL ORDER BY id DESC LIMIT 1"
#: what was told: a successor hears of it once, a record notes a new owner once
TOLD = """
SELECT person.name, count(*) FROM mail_message message
  JOIN mail_notification told ON told.mail_message_id = message.id
  JOIN res_partner person ON person.id = told.res_partner_id
 WHERE message.subject = 'You take over from leaver' GROUP BY 1 ORDER BY 1
"""
TRACKED = """
SELECT message.model, message.res_id, value.new_value_char, count(*)
  FROM mail_tracking_value value JOIN mail_message message ON message.id = value.mail_message_id
  JOIN ir_model_fields field ON field.id = value.field_id
 WHERE field.name = 'user_id' AND value.old_value_char = 'leaver'
 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
#: a journal that says otherwise than the record
UNEVEN = """
SELECT item.id FROM crm_handover_item item JOIN crm_lead lead ON lead.id = item.res_id
 WHERE item.res_model = 'crm.lead' AND item.field_name = 'user_id'
   AND lead.user_id <> CASE WHEN item.state = 'moved' THEN item.new_value ELSE item.old_value END
"""
#: what ``action_undo`` does before it begins to give back
BRING_BACK = """
handover = env["crm.handover"].search([("state", "=", "done")])
type(handover)._go_on = lambda handover: None
handover._begin_undo()
env.cr.commit()
"""


@tagged("post_install", "-at_install")
class TestKilledHandover(ClonedWorkerCase):
    folder, job, seed = Path(__file__).parent, "handover", 20261129
    sizes = {"CUSTOMERS": CUSTOMERS}
    outcome, halves = (OWNERS, JOURNAL, STATE, TOLD, TRACKED), UNEVEN

    def _progress(self):
        return self._query("SELECT state, count(*) FROM crm_handover_item GROUP BY 1 ORDER BY 1")

    def _check_calm(self, before, calm):
        _owners, journal, state, told, tracked = calm
        self.assertEqual(state, [("done",)])
        self.assertEqual({row[6] for row in journal}, {"moved"})
        # customers, contacts, leads, activities on every other lead, meetings, a membership
        self.assertEqual(len(journal), 3 * CUSTOMERS + CUSTOMERS // 2 + 10 + 1)
        self.assertEqual(told, [("heir", 1), ("second", 1)])
        self.assertEqual({row[3] for row in tracked}, {1})

    def test_killed_workers_lose_nothing_and_move_nothing_twice(self):
        self._check_kills()

    def _move_and_begin_to_give_back(self):
        self._restore()
        self._work()
        self._shell(BRING_BACK)

    def test_killed_workers_give_back_everything_once(self):
        owners = self._query(OWNERS)
        seconds = self._run_calm()
        self._shell(BRING_BACK)
        self._kill_workers(seconds, again=self._move_and_begin_to_give_back)
        self._work()
        self.assertEqual(self._query(OWNERS), owners)
        self.assertEqual({row[6] for row in self._query(JOURNAL)}, {"returned"})
        self.assertEqual(self._query(STATE), [("undone",)])
        self._work()
        self.assertEqual(self._query(OWNERS), owners)
