import { useBus } from "@web/core/utils/hooks";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

export class InteractionFormController extends FormController {
    /** @override */
    setup() {
        super.setup();
        this.isTyping = false;
        useBus(this.model.bus, "FIELD_IS_DIRTY", (ev) => {
            this.isTyping = ev.detail;
        });
    }

    /**
     * The host saves a new record when the page is closed, if only nothing required is
     * missing. Nothing is missing here, and an untouched dialog is no contact.
     *
     * @override
     */
    async beforeUnload(ev) {
        const { root } = this.model;
        if (root.isNew && !root.dirty && !this.isTyping) {
            return;
        }
        return super.beforeUnload(ev);
    }
}

registry.category("views").add("crm_interaction_form", {
    ...formView,
    Controller: InteractionFormController,
});
