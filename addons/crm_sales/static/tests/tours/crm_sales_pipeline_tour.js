import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

/** A team leader reviews the pipeline: three clicks from the menu to what is new. */
registry.category("web_tour.tours").add("crm_sales_pipeline_tour", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        { trigger: "[data-menu-xmlid='crm.crm_menu_report']", run: "click" },
        {
            trigger: "[data-menu-xmlid='crm_sales.crm_sales_pipeline_review_menu']",
            run: "click",
        },
        { trigger: "[data-movement=closing]:contains('1,750')" },
        { trigger: "[data-movement=new] button:contains('New')", run: "click" },
        { trigger: ".o_data_row:contains('Tour grippers')" },
        { trigger: ".o_breadcrumb a:contains('Pipeline Review')", run: "click" },
        // what was chosen before is still chosen
        { trigger: "[data-movement=up] button:contains('Raised')", run: "click" },
        { trigger: ".o_list_footer:contains('250')" },
        { trigger: ".o_breadcrumb a:contains('Pipeline Review')", run: "click" },
        { trigger: "[data-mode=period]", run: "click" },
        { trigger: ".o_crm_review_entered:contains('2')", run: "click" },
        { trigger: ".o_data_row:contains('Tour grippers')" },
        { trigger: ".o_breadcrumb a:contains('Pipeline Review')", run: "click" },
        { trigger: ".o_crm_review_period", run: "select last_quarter" },
        { trigger: ".o_crm_review_waterfall:contains('fewer than two are known')" },
    ],
});
