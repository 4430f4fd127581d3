from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import ServiceCommon

ROOT = "crm_service.crm_service_menu_root"


@tagged("post_install", "-at_install")
class TestMenus(ServiceCommon):
    """Whoever sees a menu of the app can open it, in each of its views."""

    def _get_actions(self, user):
        """Return the windows behind the menus that ``user`` sees below the app."""
        menus = self.env["ir.ui.menu"].with_user(user)
        shown = menus.browse(menus._visible_menu_ids())
        root = self.env.ref(ROOT)
        below = shown.filtered(lambda menu: f"{root.id}/" in menu.sudo().parent_path)
        actions = [menu.sudo().action for menu in below if menu.sudo().action]
        return [action for action in actions if action._name == "ir.actions.act_window"]

    def _open(self, action, user):
        """Do what the screen does; return how many views there are."""
        records = self.env[action.res_model].with_user(user)
        if action.target == "new":
            return bool(records.get_views([(False, "form")]))
        domain = safe_eval(action.domain or "[]", {"uid": user.id})
        records.search(domain, limit=1)
        views = [(view, kind) for view, kind in action.views if kind != "activity"]
        return len(records.get_views(views)["views"])

    def _check_menus(self, user):
        actions = self._get_actions(user)
        for action in actions:
            with self.subTest(menu=action.name):
                self.assertTrue(self._open(action, user))
        return len(actions)

    def test_each_role_opens_what_it_sees(self):
        product_manager = self._create_user("product_owner", "crm_customer.role_product_manager")
        counts = [
            self._check_menus(user)
            for user in (product_manager, self.agent, self.leader, self.head)
        ]
        self.assertEqual(counts, sorted(counts))
        self.assertGreater(counts[0], 5)
