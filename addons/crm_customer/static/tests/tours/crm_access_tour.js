import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** From the apps to an entry of the menu Access. */
function openAccess(entry) {
    return [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row" },
        {
            trigger:
                ".o_menu_sections [data-menu-xmlid='crm_customer.crm_access_menu']",
            run: "click",
        },
        {
            trigger: `.dropdown-item[data-menu-xmlid='crm_customer.${entry}']`,
            run: "click",
        },
    ];
}

function pick(field, text) {
    return [
        {
            trigger: `.o_field_widget[name=${field}] input`,
            run: `edit ${text}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:contains('${text}')`,
            run: "click",
        },
    ];
}

/** An administrator reads why a sales rep cannot change a colleague's customer. */
registry.category("web_tour.tours").add("crm_access_explain_tour", {
    steps: () => [
        ...openAccess("crm_access_explain_menu"),
        { trigger: ".o_breadcrumb .active:contains('Explain Access')" },
        ...pick("user_id", "customer_own"),
        ...pick("res_id", "Tour Access Ltd"),
        { trigger: "button[name=action_explain]", run: "click" },
        {
            content: "reading is allowed",
            trigger: ".o_field_widget[name=state_read]:contains('Allowed')",
        },
        {
            content: "changing is not, and the rule is named",
            trigger: ".o_field_widget[name=state_write]:contains('Denied')",
        },
        {
            trigger:
                ".o_field_widget[name=summary_write]:contains('Customers of others')",
        },
        { trigger: ".nav-link[name=write]", run: "click" },
        {
            content: "with what it asks, in words",
            trigger:
                ".o_field_widget[name=write_line_ids] .o_data_row:contains('Salesperson is')",
        },
    ],
});

/** A manager lets a colleague leave: who, that it is for good, one button. */
registry.category("web_tour.tours").add("crm_access_leaver_tour", {
    steps: () => [
        ...openAccess("crm_handover_menu"),
        { trigger: ".o_breadcrumb .active:contains('Leavers and Hand-Overs')" },
        { trigger: ".o_list_button_add", run: "click" },
        ...pick("user_id", "Tour Leaver"),
        { trigger: ".o_field_widget[name=is_leaving] input", run: "click" },
        {
            content: "the open work is counted",
            trigger:
                ".o_field_widget[name=source_ids] .o_data_row:contains('Customers'):contains('1')",
        },
        { trigger: ".nav-link[name=shares]", run: "click" },
        {
            content: "the back-up person succeeds",
            trigger:
                ".o_field_widget[name=share_ids] .o_data_row:contains('customer_own')",
        },
        {
            trigger: "button[name=action_start]:contains('Hand Over and Archive')",
            run: "click",
        },
        { trigger: ".modal .btn-primary", run: "click" },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')",
        },
        { trigger: ".oe_stat_button:contains('Moved')", run: "click" },
        { trigger: ".o_data_row:contains('Tour Access Ltd')" },
    ],
});

/** Who sees values masked looks at one in full. */
registry.category("web_tour.tours").add("crm_access_reveal_tour", {
    steps: () => [
        {
            content: "the phone is masked",
            trigger: ".o_field_widget[name=phone] input:value(+86****8000)",
        },
        { trigger: ".o_crm_reveal button[data-field=phone]", run: "click" },
        {
            trigger:
                ".o_crm_reveal span[data-field=phone]:contains('+86 138 0013 8000')",
        },
        { trigger: ".o_notification:contains('more can be revealed')" },
    ],
});

/** A reviewer confirms one grant, withdraws the other, finishes: seven clicks from the review. */
registry.category("web_tour.tours").add("crm_access_review_tour", {
    steps: () => [
        ...openAccess("crm_access_review_menu"),
        { trigger: ".o_data_cell:contains('Access Review 2026 Q3')", run: "click" },
        { trigger: ".btn-primary[name=action_view_lines]", run: "click" },
        {
            trigger: ".o_data_row:contains('Leo') button[name=action_confirm]",
            run: "click",
        },
        { trigger: ".o_list_view:not(:has(.o_data_row:contains('Leo')))" },
        {
            trigger: ".o_data_row:contains('Sally') button[name=action_withdraw]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Moved to service",
        },
        { trigger: ".modal button[name=action_decide]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_view_nocontent" },
        { trigger: ".breadcrumb-item.o_back_button", run: "click" },
        { trigger: "button[name=action_finish]", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_arrow_button_current:contains('Done')" },
    ],
});
