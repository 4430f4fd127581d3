import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const { DateTime } = luxon;

/** A menu of the app, by the xmlids of its section and of the entry. */
function openMenu(section, entry) {
    return [
        {
            trigger: `.o_menu_sections [data-menu-xmlid='crm_customer.${section}']`,
            run: "click",
        },
        {
            trigger: `.dropdown-item[data-menu-xmlid='crm_customer.${entry}']`,
            run: "click",
        },
    ];
}

/** A sales rep enters the birthday of a contact, and sees at once when it is to be done. */
registry.category("web_tour.tours").add("crm_care_birthday_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        ...openMenu("crm_customer_menu_customers", "res_partner_menu_contacts"),
        { trigger: ".o_breadcrumb .active:contains('Contacts')" },
        { trigger: ".o_searchview_input", run: "edit Wang Wei" },
        { trigger: ".o_searchview_input", run: "press Enter" },
        { trigger: ".o_data_cell:contains('Wang Wei')", run: "click" },
        { trigger: ".o_form_view .nav-link[name=crm_care_dates]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=crm_care_date_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "the occasion is a birthday already",
            trigger:
                ".o_field_widget[name=crm_care_date_ids] .o_selected_row [name=text] input",
            run() {
                const soon = DateTime.now().plus({ days: 20 });
                this.anchor.focus();
                this.anchor.value = `1985-${soon.toFormat("MM-dd")}`;
                this.anchor.dispatchEvent(new Event("input", { bubbles: true }));
                this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        ...stepUtils.saveForm(),
        {
            content: "it is kept; the stat button may be behind More beside other apps",
            trigger:
                ".o_field_widget[name=crm_care_date_ids] .o_data_row:not(.o_selected_row):contains('Birthday')",
        },
        ...openMenu("crm_care_menu", "crm_care_act_menu"),
        { trigger: ".o_breadcrumb .active:contains('Upcoming Care')" },
        {
            content: "without waiting for the night",
            trigger: ".o_data_row:contains('Wang Wei'):contains('Birthday')",
        },
    ],
});
