import base64
from io import BytesIO

from freezegun import freeze_time
from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import NEAR, NOW, VisitCommon


def picture(kind="JPEG"):
    file = BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitScreen(VisitCommon):
    def test_the_screen_of_a_customer_writes_nothing(self):
        count = self.Visit.search_count([])
        screen = self.mine.get_screen(partner_id=self.wang.id)
        self.assertEqual(screen["customer"]["name"], "Acme Trading")
        self.assertEqual(screen["state"], "planned")
        self.assertFalse(screen["visit_id"])
        self.assertFalse(screen["customer"]["can_locate"])
        self.assertEqual(self.Visit.search_count([]), count)

    def test_the_screen_says_where_one_is_still(self):
        self.mine.check_in(visit_id=self._create_visit().id, position=NEAR)
        screen = self.mine.get_screen(partner_id=self.nowhere.id)
        self.assertEqual(screen["elsewhere"]["name"], "Acme Trading")
        self.assertTrue(screen["customer"]["can_locate"])

    def test_the_report_comes_back_as_it_was_written(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        self.mine.save_report(visit.id, {"note": "One\nTwo", "next_step": "Call"})
        report = self.mine.get_screen(visit_id=visit.id)["report"]
        self.assertEqual(report["note"].split(), ["One", "Two"])
        self.assertEqual(report["next_step"], "Call")

    def test_nobody_opens_the_screen_of_another(self):
        visit = self._create_visit(user_id=self.user_team.id)
        with self.assertRaises(AccessError):
            self.mine.get_screen(visit_id=visit.id)

    def test_photos_hang_on_what_happened(self):
        visit = self._create_visit()
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        self.mine.add_photo(visit.id, picture())
        photos = self.mine.add_photo(visit.id, picture("PNG"))
        self.assertEqual(
            [photo["name"] for photo in photos], ["2026-03-04-1.jpg", "2026-03-04-2.png"]
        )
        attachment = self.env["ir.attachment"].browse(photos[0]["id"])
        self.assertEqual(attachment.res_model, "crm.customer.interaction")
        self.assertEqual(attachment.res_id, visit.interaction_id.id)

    def test_only_pictures_are_taken(self):
        visit = self._create_visit()
        with self.assertRaises(UserError):
            self.mine.add_photo(visit.id, picture())  # not there yet
        self.mine.check_in(visit_id=visit.id, position=NEAR)
        svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode()
        html = base64.b64encode(b"<html><script>1</script></html>").decode()
        big = base64.b64encode(b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024)).decode()
        for data in (svg, html, big, "no base64!", "", None, 5):
            with self.assertRaises(UserError):
                self.mine.add_photo(visit.id, data)
