from odoo.tests import HttpCase, tagged

from .common import IntakeCommon

# the page as part of another one, as on the website of a company
VISIT = """
const until = async (find) => {
    for (let tries = 0; tries < 100; tries++) {
        const found = find();
        if (found) {
            return found;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`not found: ${find}`);
};
const visit = async () => {
    const frame = document.createElement("iframe");
    frame.src = location.href;
    frame.width = 400;
    document.body.append(frame);
    const find = (path) => () => frame.contentDocument?.querySelector(path);
    (await until(find("input[name=phone]"))).value = "138 0013 8000";
    find("input[name=contact_name]")().value = "Li Wei";
    await new Promise((resolve) => setTimeout(resolve, 3500));
    find("form")().requestSubmit();
    if (find("input[name=subject]:invalid")()) {
        find("input[name=subject]")().value = "Six robots";
        find("form")().requestSubmit();
    }
    await until(find(".done"));
    console.log("test successful");
};
visit().catch((error) => console.error(error));
"""


@tagged("post_install", "-at_install")
class TestVisitor(IntakeCommon, HttpCase):
    browser_size = "400x800"

    def test_a_visitor_fills_in_the_form_in_a_frame(self):
        """What is missing the browser says before anything is sent."""
        lines = [
            (0, 0, {"kind": kind, "is_required": kind == "subject"})
            for kind in ("subject", "contact_name", "phone")
        ]
        form = self.env["crm.sales.lead.form"].create(
            {"name": "Fair", "team_id": self.team.id, "field_ids": lines}
        )
        self.browser_js(f"/crm/lead/{form.token}", VISIT, login=None, timeout=60)
        lead = self.Leads.search([("name", "=", "Six robots")])
        self.assertEqual((lead.contact_name, lead.team_id), ("Li Wei", self.team))
