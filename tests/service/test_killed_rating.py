"""Requests for ratings and votes, ended by SIGKILL: asked once, counted once, followed up once."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import ClonedWorkerCase

TICKETS = 40
RATINGS = """
SELECT ticket.name, ticket.date_rating_due, rating.rating, rating.consumed, rating.feedback,
       (SELECT count(*) FROM mail_mail_res_partner_rel rel
         WHERE rel.res_partner_id = ticket.partner_id),
       (SELECT count(*) FROM mail_message message
         WHERE message.model = 'crm.service.ticket' AND message.res_id = ticket.id)
  FROM crm_service_ticket ticket
  LEFT JOIN rating_rating rating ON rating.crm_ticket_id = ticket.id
 WHERE ticket.name LIKE 'Killed%' ORDER BY 1
"""
FOLLOW_UPS = """
SELECT activity.res_name, activity.note, count(*)
  FROM mail_activity activity JOIN res_users leader ON leader.id = activity.user_id
 WHERE activity.res_model = 'crm.service.ticket' AND leader.login = 'killed_leader'
 GROUP BY 1, 2 ORDER BY 1, 2
"""
#: a request without its mail or the other way round, a key of two, a low vote not followed up
HALVES = """
SELECT rating.id FROM rating_rating rating
  JOIN crm_service_ticket ticket ON ticket.id = rating.crm_ticket_id
 WHERE ticket.name LIKE 'Killed%' AND (
       1 <> (SELECT count(*) FROM mail_mail_res_partner_rel rel
              WHERE rel.res_partner_id = ticket.partner_id)
    OR ticket.date_rating_due IS NOT NULL
    OR (rating.consumed AND rating.rating <= 2)::int <> (
       SELECT count(*) FROM mail_activity activity
        WHERE activity.res_model = 'crm.service.ticket' AND activity.res_id = ticket.id))
 UNION ALL
SELECT min(id) FROM rating_rating GROUP BY access_token HAVING count(*) > 1
"""


@tagged("post_install", "-at_install")
class TestKilledRating(ClonedWorkerCase):
    folder, job, seed = Path(__file__).parent, "rating", 20261203
    sizes = {"TICKETS": TICKETS}
    outcome, halves = (RATINGS, FOLLOW_UPS), HALVES

    def _check_calm(self, before, calm):
        """Of two tickets of a contact the first is asked about; a third of the votes are low."""
        ratings, follow_ups = calm
        asked = [row for row in ratings if int(row[0][-3:]) % 10 != 1]
        self.assertEqual({row[2] for row in ratings if row not in asked}, {None})
        self.assertEqual({row[3] for row in asked}, {True})
        self.assertEqual({row[5] for row in ratings}, {1}, "a mail to each contact")
        self.assertEqual([row[2] for row in asked[:4]], [1, 5, 1, 3], "0, 2, 3 and 4")
        low = [row[0] for row in asked if row[2] == 1]
        self.assertEqual(len(follow_ups), len(low))
        self.assertEqual({row[2] for row in follow_ups}, {1})

    def test_killed_workers_ask_once_and_count_once(self):
        self._check_kills()
