import { registry } from "@web/core/registry";
import { PivotRenderer } from "@web/views/pivot/pivot_renderer";
import { pivotView } from "@web/views/pivot/pivot_view";

/** White space by segment and product, with a sentence on who is compared with whom. */
export class WhitePivotRenderer extends PivotRenderer {
    static template = "crm_sales.WhitePivotRenderer";
}

registry.category("views").add("crm_sales_white_pivot", {
    ...pivotView,
    Renderer: WhitePivotRenderer,
});
