import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const line = ".modal .o_form_view .o_field_widget";

/** A manager sets up a webhook for customers and sees that a test arrives. */
registry.category("web_tour.tours").add("crm_outbox_webhook_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        {
            trigger:
                ".o_menu_sections [data-menu-xmlid='crm_customer.crm_customer_menu_config']",
            run: "click",
        },
        {
            trigger:
                ".dropdown-item[data-menu-xmlid='crm_customer.crm_outbox_endpoint_menu']",
            run: "click",
        },
        { trigger: ".o_breadcrumb .active:contains('Webhooks and Robots')" },
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit ERP of the tour",
        },
        {
            trigger: ".o_field_widget[name=url] input",
            run: "edit https://erp.example.com/crm",
        },
        {
            content: "a secret is proposed, and can be copied",
            trigger: ".o_field_widget[name=secret] input",
            run() {
                if (this.anchor.value.length < 32) {
                    throw new Error("no secret was proposed");
                }
            },
        },
        {
            trigger:
                ".o_field_widget[name=subscription_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        { trigger: `${line}[name=model] .o_select_menu_toggler`, run: "click" },
        { trigger: ".o_select_menu_item:contains('Customer')", run: "click" },
        {
            trigger: `${line}[name=watched_ids] input`,
            run: "edit Customer Level",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Customer Level')",
            run: "click",
        },
        { trigger: `${line}[name=watched_ids] .o_tag:contains('Customer Level')` },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            trigger:
                ".o_field_widget[name=subscription_ids] .o_data_row:contains('Customer Level')",
        },
        ...stepUtils.saveForm(),
        {
            content: "the secret is not shown again",
            trigger: ".o_field_widget[name=secret] input",
            run() {
                if (this.anchor.value !== "•••") {
                    throw new Error("the secret can be read");
                }
            },
        },
        { trigger: "button.btn-primary:contains('Send Test')", run: "click" },
        {
            trigger: ".o_notification:contains('The receiver took it')",
        },
    ],
});
