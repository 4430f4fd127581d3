from odoo.tests import Form, tagged

from odoo.addons.crm_service.tests.improvement.common import ImprovementCommon


@tagged("post_install", "-at_install")
class TestImprovementTask(ImprovementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls._create_user("task_worker", "project.group_project_user")
        cls.manager.group_ids += cls.env.ref("project.group_project_user")
        cls.project = cls.env["project.project"].create({"name": "Better"})
        cls.improvement = cls._create_improvement()
        for state in ("analysed", "decided", "progress"):
            cls.improvement.state = state

    def _create_task(self):
        action = self.improvement.with_user(self.manager).action_create_task()
        tasks = self.env["project.task"].with_user(self.manager)
        form = Form(tasks.with_context(**action["context"]))
        form.project_id = self.project
        task = form.save()
        task.sudo().user_ids += self.worker
        return task

    def test_a_task_takes_over_what_the_improvement_says(self):
        task = self._create_task()
        self.assertEqual(task.crm_improvement_id, self.improvement)
        self.assertEqual(task.name, self.improvement.name)
        self.assertIn(self.agent, task.user_ids)
        self.assertEqual(self.improvement.task_count, 1)

    def test_the_responsible_hears_when_the_last_task_is_done(self):
        tasks = [self._create_task(), self._create_task()]
        tasks[0].with_user(self.worker).state = "1_done"
        self.assertEqual(self.improvement.task_progress, 50)
        self.assertFalse(self.improvement.activity_ids)
        tasks[1].with_user(self.worker).state = "1_done"
        self.assertEqual(self.improvement.activity_ids.summary, "All tasks are done")
        self.assertEqual(self.improvement.activity_ids.user_id, self.agent)
        tasks[1].with_user(self.worker).state = "1_done"
        self.assertEqual(len(self.improvement.activity_ids), 1)

    def test_who_only_works_sees_nothing_of_the_improvement(self):
        task = self._create_task().with_user(self.worker)
        self.assertNotIn("crm_improvement_id", task.fields_get())
