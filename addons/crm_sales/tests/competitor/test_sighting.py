from datetime import date

from odoo.tests import tagged

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestSighting(SalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rival = cls.env["crm.sales.competitor"].create(
            {"name": "Zhonglian Grippers", "aliases": "中联夹具"}
        )
        cls.product = cls.env["crm.sales.competitor.product"].create(
            {"competitor_id": cls.rival.id, "name": "ZG 3"}
        )
        cls.customer = cls.env["res.partner"].create({"name": "Lin Machines", "is_company": True})

    def _talk(self, note, **values):
        return self.env["crm.customer.interaction"].create(
            {"partner_id": self.customer.id, "name": "Call", "note": note} | values
        )

    def test_who_is_named_in_an_interaction_is_seen(self):
        talk = self._talk("<p>他们也在看<b>中联夹具</b>的方案</p>", date="2026-03-02 09:00:00")
        seen = self.rival.sighting_ids
        self.assertEqual(seen.interaction_id, talk)
        self.assertEqual(seen.partner_id, self.customer)
        self.assertEqual(seen.date, date(2026, 3, 2))
        self.assertIn("中联夹具", seen.description)
        self.assertTrue(seen.is_found)

    def test_naming_again_in_the_same_interaction_is_no_second_sighting(self):
        talk = self._talk("<p>zhonglian grippers</p>")
        talk.note = "<p>Zhonglian Grippers, cheaper by a tenth</p>"
        self.assertEqual(len(self.rival.sighting_ids), 1)

    def test_a_new_name_is_looked_for_at_once(self):
        self._talk("<p>ZLG was here</p>")
        self.assertFalse(self.rival.sighting_ids)
        self.rival.aliases = "ZLG"
        self._talk("<p>ZLG was here</p>")
        self.assertEqual(len(self.rival.sighting_ids), 1)

    def test_archived_competitors_are_not_looked_for(self):
        self.rival.active = False
        self._talk("<p>Zhonglian Grippers</p>")
        self.assertFalse(self.rival.sighting_ids)

    def test_a_competitor_of_another_company_is_not_seen_here(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.rival.company_id = other
        self._talk("<p>Zhonglian Grippers</p>", company_id=self.env.company.id)
        self.assertFalse(self.rival.sighting_ids)

    def test_a_price_that_is_seen_is_known_unless_a_later_one_is(self):
        values = {"competitor_id": self.rival.id, "product_id": self.product.id, "kind": "price"}
        sightings = self.env["crm.sales.competitor.sighting"]
        sightings.create(values | {"price": 900, "date": "2026-03-02"})
        sightings.create(values | {"price": 800, "date": "2026-01-05"})
        self.assertEqual((self.product.price, self.product.date_price), (900, date(2026, 3, 2)))

    def test_many_interactions_take_as_many_queries_as_one(self):
        self._talk("<p>nothing</p>")
        counts = []
        for size in (1, 10, 100):
            self.env.flush_all()
            talks = [
                {"partner_id": self.customer.id, "name": "Call", "note": "<p>中联夹具</p>"}
            ] * size
            interactions = self.env["crm.customer.interaction"].create(talks)
            self.env["crm.sales.competitor.sighting"].search([]).unlink()
            before = self.env.cr.sql_log_count
            interactions._note_competitors()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        # the first one is to warm the caches
        self.assertEqual(counts[1], counts[2])
