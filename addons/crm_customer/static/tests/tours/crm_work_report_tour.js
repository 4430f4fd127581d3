import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

let presses = 0;

function count(event) {
    presses += event.target.closest("button, a, .dropdown-item") ? 1 : 0;
}

function startCounting() {
    presses = 0;
    document.addEventListener("click", count, true);
}

function expectPresses(expected) {
    document.removeEventListener("click", count, true);
    if (presses !== expected) {
        throw new Error(`${presses} presses instead of ${expected}`);
    }
}

const tours = registry.category("web_tour.tours");
const SENT = ".o_form_view .o_field_widget[name=date_sent]";

tours.add("crm_work_report_send_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        {
            trigger: ".o_app[data-menu-xmlid='crm_customer.crm_customer_menu_root']",
            run: "click",
        },
        {
            content: "from here on every press counts",
            trigger: ".o_list_view",
            run: startCounting,
        },
        {
            trigger:
                "button[data-menu-xmlid='crm_customer.crm_customer_menu_interactions']",
            run: "click",
        },
        {
            trigger:
                ".dropdown-item[data-menu-xmlid='crm_customer.crm_work_report_menu_today']",
            run: "click",
        },
        {
            content: "what was logged stands there",
            trigger: ".o_form_view [name=line_ids]:contains('Tour talk')",
        },
        { trigger: "button[name=action_send]", run: "click" },
        { trigger: SENT, run: () => expectPresses(3) },
    ],
});

tours.add("crm_work_report_phone_tour", {
    steps: () => [
        {
            trigger:
                "[data-block=work_report] .o_crm_today_title:contains('Daily report')",
            run: startCounting,
        },
        {
            trigger:
                "[data-block=work_report] .o_crm_today_title:contains('Daily report')",
            run: "click",
        },
        {
            content: "facts are cards on a phone",
            trigger:
                ".o_form_view [name=line_ids] .o_kanban_record:contains('Tour talk')",
        },
        { trigger: "button[name=action_send]", run: "click" },
        { trigger: SENT, run: () => expectPresses(2) },
        {
            content: "nothing is wider than the screen",
            trigger: ".o_form_view",
            run() {
                const { scrollWidth, clientWidth } =
                    document.querySelector(".o_content");
                // a pixel is rounding
                if (scrollWidth > clientWidth + 1) {
                    throw new Error(
                        `${scrollWidth} pixels on a screen of ${clientWidth}`,
                    );
                }
            },
        },
    ],
});

tours.add("crm_work_report_read_tour", {
    steps: () => [
        {
            trigger:
                "[data-block=work_reports] .o_crm_today_title:contains('customer_own')",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=comment] textarea",
            run: "edit Well done",
        },
        { trigger: "button[name=action_read]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Read')" },
    ],
});
