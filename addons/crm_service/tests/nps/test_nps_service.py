from freezegun import freeze_time

from odoo.tests import TransactionCase, tagged

from .common import NpsCommon

ANSWERED = "2026-05-15 08:00:00"
#: customer, (when opened, team, category, product) of its tickets, what it answered
CASE = (
    # two teams, one category twice, one product
    ("A", [("2026-03-01", 0, 0, 0), ("2026-04-01", 1, 0, None)], 10),
    # the first one is too long ago by a second, the second one is not
    ("B", [("2026-02-15 07:59:59", 0, 1, 0), ("2026-02-15 08:00:00", 1, 0, 1)], 3),
    # the second one came after the answer
    ("C", [("2026-05-15 08:00:00", 0, 1, None), ("2026-05-15 08:00:01", 1, 0, 1)], 8),
    ("D", [], 10),
)


@tagged("post_install", "-at_install")
@freeze_time("2026-05-16 08:00:00")
class TestNpsService(NpsCommon, TransactionCase):
    """Answers count for the teams, categories and products of the tickets of three months.

    By hand: team 0 has A and C (10, 8), team 1 has A and B (10, 3); category 0 has A and B, 1 has
    C; product 0 has A, 1 has B. D counts in all (10, 3, 8, 10) and for none.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.teams = cls.team | cls._create_team("Field Service", cls.agent)
        cls.categories = cls.env["crm.service.category"].create(
            [{"name": "Pumps"}, {"name": "Valves"}]
        )
        cls.products = cls.env["product.product"].create([{"name": "Pump"}, {"name": "Valve"}])

    def setUp(self):
        super().setUp()
        self.contacts = [self._create_case(*case[:2]) for case in CASE]
        self.round = self._start()
        for contact, case in zip(self.contacts, CASE, strict=True):
            with freeze_time(ANSWERED):
                self._answer(self._of(self.round, contact), case[2])
        self.env.flush_all()

    def _create_case(self, name, tickets):
        customer = self._create_customer(name)
        customer.crm_level_id = self.level
        contact = self._create_contact(name, f"{name}@example.com", customer)
        for opened, team, category, product in tickets:
            self._create_ticket(
                partner_id=contact.id,
                date_opened=opened if " " in opened else f"{opened} 08:00:00",
                team_id=self.teams[team].id,
                category_id=self.categories[category].id,
                product_id=product is not None and self.products[product].id,
            )
        return contact

    def _figures(self, name, user=None):
        answers = self.env["crm.service.nps.answer"].with_user(user or self.head)
        rows = answers._read_group(
            [("round_id", "=", self.round.id), ("state", "=", "answered")],
            [name],
            ["__count", "is_answered:sum", "nps:avg", "score:avg"],
        )
        return {one: (count, said, float(nps), float(mean)) for one, count, said, nps, mean in rows}

    def test_figures_by_hand(self):
        alone = (1, 1, 100, 10)
        for name, records, by_hand in (
            ("service_team_ids", self.teams, [(2, 2, 50, 9), (2, 2, 0, 6.5), alone]),
            ("category_ids", self.categories, [(2, 2, 0, 6.5), (1, 1, 0, 8), alone]),
            # C had a ticket without a product
            ("product_ids", self.products, [(1, 1, 100, 10), (1, 1, -100, 3), (2, 2, 50, 9)]),
        ):
            with self.subTest(name):
                keys = [*records, records.browse()]
                self.assertEqual(self._figures(name), dict(zip(keys, by_hand, strict=True)))

    def test_in_all_an_answer_counts_once(self):
        [row] = self.env["crm.service.nps.answer"]._read_group(
            [("round_id", "=", self.round.id)], [], ["is_answered:sum", "nps:avg"]
        )
        self.assertEqual((row[0], float(row[1])), (4, 25), "two promoters, a detractor, of four")

    def test_what_comes_later_changes_nothing(self):
        before = self._figures("service_team_ids")
        self._create_ticket(partner_id=self.contacts[3].id, date_opened="2026-05-01 08:00:00")
        ticket = self.env["crm.service.ticket"].search([("partner_id", "=", self.contacts[0].id)])
        ticket.team_id = self.teams[0]
        self.assertEqual(self._figures("service_team_ids"), before)

    def test_tickets_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Other"})
        contact = self._create_case("E", [])
        team = self._create_team("Other", self.env["res.users"], company_id=other.id)
        self._create_ticket(
            partner_id=contact.id,
            company_id=other.id,
            team_id=team.id,
            date_opened="2026-05-10 08:00:00",
        )
        answer = self.env["crm.service.nps.answer"].create(
            self.env["crm.service.nps.answer"]._prepare_facts(contact, self.company)
            | {
                "round_id": self.round.id,
                "quarter": self.round.date_from,
                "state": "answered",
                "date_answered": ANSWERED,
            }
        )
        answer._note_service()
        self.assertFalse(answer.service_team_ids)

    def test_each_figure_opens_its_answers(self):
        domain = [("round_id", "=", self.round.id), ("service_team_ids", "in", self.teams[1].ids)]
        found = self.env["crm.service.nps.answer"].with_user(self.head).search(domain)
        self.assertEqual(sorted(found.mapped("partner_id.name")), ["A", "B"])
