import json

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged, users
from odoo.tools import mute_logger

from ..properties.common import define_own_fields
from .erasure_common import EMAIL, NAME, ErasureCommon


class PersonalDataCommon(ErasureCommon):
    def _report(self, user=None):
        reports = self.env["report.crm_customer.report_personal_data"]
        user = user or self.user_manager
        return reports.with_user(user), self.person.with_user(user)


@tagged("post_install", "-at_install")
class TestPersonalData(PersonalDataCommon):
    def test_the_report_tells_everything(self):
        reports, person = self._report()
        report = reports._prepare(person)
        sections = {section["title"]: section for section in report["sections"]}
        for title in (
            "Contact",
            "Names Before",
            "Keys in Other Systems",
            "Bank Accounts",
            "Files",
            "Consents",
            "Interactions",
            "Messages on the Contact",
            "Messages Written by the Contact",
            "Activities",
            "Meetings",
            "Leads and Opportunities",
            "Sales Orders",
            "Invoices",
            "Rows of Imported Files",
        ):
            self.assertIn(title, sections)
        self.assertEqual(sections["Interactions"]["count"], 2)
        self.assertEqual(sections["Leads and Opportunities"]["count"], 2)
        text = str(report)
        for word in (NAME, EMAIL, "Buyer", "Quixote Lane 5", "Folder of Ximena", "62220000139"):
            self.assertIn(word, text)

    def test_the_paper_is_in_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.person.lang = "zh_CN"
        reports, person = self._report()
        self.assertEqual(reports._prepare(person)["lang"], "zh_CN")
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.user_manager)
            ._render_qweb_html("crm_customer.report_personal_data", person.ids)
        )
        self.assertIn(NAME, html.decode())

    def test_own_fields_are_told_by_their_labels(self):
        define_own_fields(self.env)
        country = self.env.ref("base.jp")
        self.person.properties = {"aa": "QX-17", "gg": "s", "hh": ["x", "y"], "ii": country.id}
        reports, person = self._report()
        text = str(reports._prepare(person))
        for word in ("设备编号: QX-17", "Plant: South plant", "Lines: Milling, Turning"):
            self.assertIn(word, text)
        (contact,) = [
            holding for holding in reports._export(person)["data"] if holding["title"] == "Contact"
        ]
        own = contact["records"][0]["properties"]
        self.assertEqual(own["Home country"], country.name)
        self.assertEqual(own["设备编号"], "QX-17")

    def test_the_data_are_the_same(self):
        reports, person = self._report()
        data = json.loads(json.dumps(reports._export(person)))
        by_model = {part["model"]: part["records"] for part in data["data"]}
        self.assertEqual(by_model["sale.order"][0]["amount_total"], self.order.amount_total)
        self.assertEqual(len(by_model["res.partner"]), 2)
        self.assertIn(EMAIL, json.dumps(data))

    def test_papers_of_another_company_stay_there(self):
        values = {"name": "Secret there", "partner_id": self.person.id}
        self.env["crm.lead"].create(values | {"company_id": self.company_b.id})
        reports, person = self._report()
        self.assertNotIn("Secret there", str(reports._prepare(person)))

    def test_a_private_meeting_of_a_colleague_stays_private(self):
        self.meeting.sudo().write({"privacy": "private", "user_id": self.user_own.id})
        self.meeting.sudo().partner_ids = self.person + self.user_own.partner_id
        reports, person = self._report()
        report = reports._prepare(person)
        meetings = [part for part in report["sections"] if part["title"] == "Meetings"]
        self.assertNotIn("Lunch", str(meetings))

    def test_after_erasing_nothing_is_left_to_tell(self):
        self._erase()
        reports, person = self._report()
        report = str(reports._prepare(person))
        for word in ("Ximena", "quixote", "139-1717", "62220000139"):
            self.assertNotIn(word, report)

    @users("customer_all")
    def test_only_the_manager_tells(self):
        reports, person = self._report(self.env.user)
        with self.assertRaises(AccessError):
            reports._prepare(person)
        with self.assertRaises(AccessError):
            reports._export(person)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_person_of_another_company_is_not_told(self):
        stranger = self.env["res.partner"].create(
            {"name": "Stranger", "company_id": self.company_b.id}
        )
        reports, _person = self._report()
        with self.assertRaises(AccessError):
            reports._export(stranger.with_user(self.user_manager))


@tagged("post_install", "-at_install")
class TestPersonalDataDownload(HttpCase, PersonalDataCommon):
    def test_the_manager_downloads(self):
        self.authenticate("customer_manager", "customer_manager")
        action = self.person.action_crm_personal_data_json()
        answer = self.url_open(action["url"])
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.json()["contact"], self.person.display_name)

    @mute_logger("odoo.http")
    def test_nobody_else_does(self):
        url = f"/crm/personal-data/{self.person.id}"
        for login in ("customer_all", "customer_plain"):
            self.authenticate(login, login)
            self.assertEqual(self.url_open(url).status_code, 403)
        self.authenticate(None, None)
        self.assertNotIn("quixote", self.url_open(url).text)
        self.authenticate("customer_manager", "customer_manager")
        self.assertIn(self.url_open("/crm/personal-data/999999999").status_code, (403, 404))
