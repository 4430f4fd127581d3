from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOW, RequestCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmRequestSource(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user(
            "request_seller",
            "crm_customer.group_customer_own",
            "sales_team.group_sale_salesman",
        )
        cls.wang = cls.env["res.partner"].create({"name": "Wang Wei", "parent_id": cls.customer.id})
        cls.lead = cls.env["crm.lead"].create(
            {"name": "Ten robots", "partner_id": cls.wang.id, "user_id": cls.seller.id}
        )
        cls.order = cls.env["sale.order"].create(
            {"partner_id": cls.customer.id, "user_id": cls.seller.id}
        )

    def test_the_customer_follows_from_the_source(self):
        for source, customer in ((self.lead, self.wang), (self.order, self.customer)):
            request = self._ask(self.seller, source_ref=f"{source._name},{source.id}")
            self.assertEqual(request.partner_id, customer)
            self.assertEqual(request.commercial_partner_id, self.customer)
            self.assertEqual(request.action_open_source()["res_id"], source.id)

    def test_who_answers_reads_the_name_of_what_he_may_not_open(self):
        request = self._ask(self.seller, source_ref=f"crm.lead,{self.lead.id}")
        request = request.with_user(self.answerer)
        self.assertIn("Ten robots", request.about)
        values = request.web_read({"source_ref": {"fields": {"display_name": {}}}, "about": {}})
        self.assertNotIn("Ten robots", values[0]["source_ref"]["display_name"])

    def test_only_named_models_are_asked_from(self):
        with self.assertRaises(ValueError):
            self._ask(source_ref=f"res.users,{self.seller.id}")

    def test_smart_buttons_count_and_open_what_is_theirs(self):
        self._ask(self.seller, source_ref=f"crm.lead,{self.lead.id}")
        self._ask(self.seller, source_ref=f"sale.order,{self.order.id}")
        self._ask(self.seller)
        self._ask(self.user_all)
        for record, count in (
            (self.lead, 1),
            (self.order, 1),
            (self.customer, 3),
            (self.wang, 3),
        ):
            seen = record.with_user(self.seller)
            self.assertEqual(seen.crm_request_count, count, record)
            action = seen.action_crm_view_requests()
            found = self.Request.with_user(self.seller).search(action["domain"])
            self.assertEqual(len(found), count)

    def test_counting_takes_one_query_for_any_number(self):
        for model, records in (
            ("res.partner", [{"name": f"C{n}"} for n in range(100)]),
            ("crm.lead", [{"name": f"L{n}"} for n in range(100)]),
        ):
            records = self.env[model].create(records)
            counts = []
            # the first run fills the registry's caches
            for some in (records[:10], records[:10], records):
                self.env.flush_all()
                self.env.invalidate_all()
                start = self.env.cr.sql_log_count
                some.with_user(self.seller).mapped("crm_request_count")
                counts.append(self.env.cr.sql_log_count - start)
            self.assertEqual(counts[1], counts[2], model)

    def _timeline(self, user):
        page = self.env["crm.timeline"].with_user(user).get_page(self.customer.id)
        return [entry for entry in page["entries"] if entry["kind"] == "request"]

    def test_the_timeline_shows_question_and_answer_to_who_may_read_them(self):
        request = self._ask(self.seller, source_ref=f"crm.lead,{self.lead.id}")
        with freeze_time("2026-09-29 06:00:00"):
            self._answer(request)
        with freeze_time("2026-09-30 06:00:00"):
            answer, question = self._timeline(self.seller)
            self.assertEqual(question["text"], "The customer washes with steam.")
            self.assertEqual(question["badge"], "Asked Technical")
            self.assertEqual(question["open"], ["crm.request", request.id])
            self.assertEqual(answer["text"], "FKM, up to 200 °C.")
            self.assertEqual(answer["author"], "Sun Lei")
            self.assertEqual(len(self._timeline(self.head)), 2)
            self.assertEqual(self._timeline(self.stranger), [])

    def test_erasing_reaches_questions_about_a_person(self):
        person = self._create_customer("Li Na", is_company=False, email="lina@example.com")
        direct = self._ask(self.user_all, source_ref=f"res.partner,{person.id}")
        lead = self.env["crm.lead"].create({"name": "Mail", "email_from": "lina@example.com"})
        by_mail = self.Request.create(
            {
                "name": "She is ill",
                "question": "Is she?",
                "department_id": self.department.id,
                "source_ref": f"crm.lead,{lead.id}",
            }
        )
        other = self._ask()
        self._answer(direct)
        holding = person.sudo()._crm_data_requests()
        self.assertEqual(holding.records, (direct | by_mail).sudo())
        hours = direct.sudo().answer_hours
        holding.records._crm_erase_records("Erased 1")
        self.env.invalidate_all()
        for request in (direct | by_mail).sudo():
            words = f"{request.name} {request.question} {request.answer}"
            self.assertEqual(words, "Erased 1 <p>Erased 1</p> False")
            self.assertFalse(request.message_ids)
        self.assertEqual(direct.sudo().answer_hours, hours)
        self.assertIn("steam", other.sudo().question)

    def test_merged_customers_keep_the_questions_of_both(self):
        double = self._create_customer("Acme Ltd", crm_code="Q-2")
        request = self._ask(source_ref=f"res.partner,{double.id}")
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with mute_logger("odoo.sql_db"):
            wizard._merge((double + self.customer).ids, self.customer, extra_checks=False)
        self.env.invalidate_all()
        self.assertEqual(request.sudo().partner_id, self.customer)
        self.assertEqual(request.sudo().source_ref, self.customer)
        self.assertEqual(request.sudo().res_id, self.customer.id)
        self.assertEqual(self.customer.crm_request_count, 1)
