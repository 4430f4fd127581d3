import { Component, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { FileUploader } from "@web/views/fields/file_handler";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SHOWN = 1500;

/** What the next stage asks for: what is there, what is missing, one click to each thing. */
export class StageChecklist extends Component {
    static template = "crm_sales.StageChecklist";
    static components = { FileUploader };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.root = useRef("root");
    }

    get list() {
        return this.props.record.data[this.props.name];
    }

    get heading() {
        const { stage, met, items } = this.list;
        return _t("Before %(stage)s: %(met)s of %(count)s", {
            stage,
            met,
            count: items.length,
        });
    }

    get isReady() {
        return this.list.items.every((item) => item.met);
    }

    get canMove() {
        return this.isReady || this.list.override === "approved";
    }

    /** A file is taken right here, what has to be filled is shown, the rest is opened. */
    async open(item) {
        if (item.kind === "field" || item.kind === "property") {
            return this.focus(item.field || "lead_properties", item.label);
        }
        return this.act("action_crm_gate_open", item.id);
    }

    /** Show a field of the form, on whatever page of it it is. */
    async focus(name, label) {
        const form = this.root.el.closest(".o_form_view");
        const find = () => form.querySelector(`.o_field_widget[name="${name}"]`);
        const pages = [...form.querySelectorAll(".o_notebook_headers .nav-link")];
        while (!find() && pages.length) {
            pages.shift().click();
            await new Promise((resolve) => setTimeout(resolve));
        }
        const field = find();
        if (!field) {
            this.notification.add(_t("%s is not on this form.", label), {
                type: "warning",
            });
            return;
        }
        field.scrollIntoView({ block: "center" });
        field.querySelector("input, textarea, [contenteditable], button")?.focus();
        field.classList.add("o_crm_sales_shown");
        setTimeout(() => field.classList.remove("o_crm_sales_shown"), SHOWN);
    }

    async upload({ name, data }) {
        const { resModel, resId } = this.props.record;
        if (await this.props.record.save()) {
            await this.orm.create("ir.attachment", [
                { name, datas: data, res_model: resModel, res_id: resId },
            ]);
            await this.reload();
        }
    }

    move() {
        return this.act("action_crm_gate_move", this.list.stage_id);
    }

    askOverride() {
        return this.act("action_crm_gate_override", this.list.stage_id);
    }

    /** Save first: what was filled just now counts. */
    async act(method, argument) {
        const { record } = this.props;
        if (!(await record.save())) {
            return;
        }
        const ids = [record.resId];
        const action = await this.orm.call(record.resModel, method, [ids, argument]);
        if (action?.type) {
            await this.action.doAction(action, { onClose: () => this.reload() });
        } else {
            await this.reload();
        }
    }

    async reload() {
        const { resModel: model, resId: id } = this.props.record;
        this.env.bus.trigger("MAIL:RELOAD-THREAD", { model, id });
        await this.props.record.load();
    }
}

registry.category("fields").add("crm_sales_stage_checklist", {
    component: StageChecklist,
    supportedTypes: ["json"],
});
