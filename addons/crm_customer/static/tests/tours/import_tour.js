import { registry } from "@web/core/registry";

const CONTENT =
    "客户名称,联系人,手机,邮箱\n" +
    "浏览测试有限公司,王强,13800138000,wang@tour.example.com\n" +
    "浏览错误有限公司,李娜,12,li@tour.example.com\n";

/** From the menu: upload, check, load, look at the records, undo. */
registry.category("web_tour.tours").add("crm_customer_import_tour", {
    steps: () => [
        {
            trigger: "button[data-menu-xmlid='crm_customer.crm_customer_menu_data']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='crm_customer.crm_customer_import_menu']",
            run: "click",
        },
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_crm_import_input:not(:visible)",
            run() {
                const data = new DataTransfer();
                data.items.add(new File([CONTENT], "tour.csv", { type: "text/csv" }));
                this.anchor.files = data.files;
                this.anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { trigger: "td[name=heading]:contains(客户名称)" },
        { trigger: "button[name=action_check].btn-primary", run: "click" },
        { trigger: ".o_field_widget[name=error_count]:contains(1)" },
        { trigger: ".nav-link[name=issues]", run: "click" },
        { trigger: ".o_crm_import_kinds:contains(12)" },
        { trigger: "button[name=action_load].btn-primary", run: "click" },
        { trigger: ".o_field_widget[name=created_count]:contains(2)" },
        { trigger: "button[name=action_open_result].btn-primary", run: "click" },
        { trigger: ".o_data_row:contains(浏览测试有限公司)" },
        { trigger: ".breadcrumb-item:last a, .o_back_button", run: "click" },
        { trigger: "button[name=action_undo]", run: "click" },
        { trigger: ".modal-footer .btn-primary", run: "click" },
        { trigger: ".o_field_widget[name=undone_count]:contains(2)" },
    ],
});
