import { registry } from "@web/core/registry";

// a sales rep adds a customer: menu, New, name, address, Save
registry.category("web_tour.tours").add("crm_customer_create_tour", {
    url: "/odoo/crm-customers",
    steps: () => [
        { trigger: ".o_list_view .o_list_button_add", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=name] :is(input, textarea)",
            run: "edit Blue Whale Trading",
        },
        {
            trigger: ".o_field_widget[name=street] input",
            run: "edit 广东省深圳市南山区科苑路15号 && press Tab",
        },
        { trigger: ".o_field_widget[name=city] input:value(深圳市)" },
        { trigger: ".o_field_widget[name=crm_district] input:value(南山区)" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_crm_badges .o_crm_code:contains(C)" },
        { trigger: ".o_crm_badges .o_field_badge:contains(Prospect)" },
        { trigger: ".nav-link.active:contains(Overview)" },
    ],
});
