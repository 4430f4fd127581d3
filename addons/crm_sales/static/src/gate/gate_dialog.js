import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { standardErrorDialogProps } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";

export const GATE = "odoo.addons.crm_sales.tools.gate.refusal.StageGateError";

/** Says what a move misses, and leads to the checklist or to an override. */
export class StageGateDialog extends Component {
    static template = "crm_sales.StageGateDialog";
    static components = { Dialog };
    static props = { ...standardErrorDialogProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.title = _t("Not Yet");
        this.message = this.props.data.arguments[0];
        this.leadIds = this.props.data.context.crm_gate_lead_ids;
        this.stageId = this.props.data.context.crm_gate_stage_id;
    }

    /** An opportunity that is being created has no checklist yet. */
    get isOne() {
        return this.leadIds.length === 1;
    }

    async openChecklist() {
        const { currentController } = this.action;
        const isForm = currentController?.view?.type === "form";
        this.props.close();
        await this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Checklist"),
                res_model: "crm.lead",
                res_id: this.leadIds[0],
                views: [[false, "form"]],
                context: { crm_gate_stage_id: this.stageId },
            },
            isForm ? { stackPosition: "replaceCurrentAction" } : {},
        );
    }

    async showLeads() {
        this.props.close();
        await this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Opportunities"),
            res_model: "crm.lead",
            domain: [["id", "in", this.leadIds]],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    async askOverride() {
        this.props.close();
        const action = await this.orm.call("crm.lead", "action_crm_gate_override", [
            this.leadIds,
            this.stageId,
        ]);
        await this.action.doAction(action);
    }
}

registry.category("error_dialogs").add(GATE, StageGateDialog);

/** A refused stage goes back to what it was; what else was changed stays to be saved. */
const crmForm = registry.category("views").get("crm_form");
patch(crmForm.Model.Record.prototype, {
    async _save() {
        try {
            return await super._save(...arguments);
        } catch (error) {
            const isRefused = error.exceptionName === GATE && this.resId;
            if (isRefused && "stage_id" in this._changes) {
                await this._update({ stage_id: this._values.stage_id });
            }
            throw error;
        }
    },
});
