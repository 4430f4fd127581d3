import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const MAX_BYTES = 200 * 1024 * 1024;
const EXTENSIONS = [".csv", ".txt", ".tsv", ".xlsx", ".xlsm"];

/** Drop area for the file of an import; sends it to the route that streams to disk. */
export class ImportUpload extends Component {
    static template = "crm_customer.ImportUpload";
    static props = { ...standardWidgetProps };

    setup() {
        this.input = useRef("input");
        this.notification = useService("notification");
        this.state = useState({ over: false, percent: null, error: "", name: "" });
        this.accept = EXTENSIONS.join(",");
    }

    onDrop(ev) {
        this.state.over = false;
        this.take(ev.dataTransfer.files);
    }

    onPick() {
        this.take(this.input.el.files);
    }

    async take(files) {
        if (!files.length || this.state.percent !== null) {
            return;
        }
        const file = files[0];
        this.state.error = this.findProblem(file);
        if (this.state.error || !(await this.props.record.save())) {
            return;
        }
        this.state.name = file.name;
        this.state.percent = 0;
        try {
            this.state.error = await this.send(file);
        } finally {
            this.state.percent = null;
            this.input.el && (this.input.el.value = "");
        }
        await this.props.record.load();
    }

    findProblem(file) {
        const name = file.name.toLowerCase();
        if (!EXTENSIONS.some((extension) => name.endsWith(extension))) {
            return _t(
                "%s is neither CSV nor XLSX. Save it as one of these first.",
                file.name,
            );
        }
        if (file.size > MAX_BYTES) {
            return _t("%s is larger than 200 MB. Split it.", file.name);
        }
        return "";
    }

    /** Send the file; resolve to the text of the error, or to "". */
    send(file) {
        const data = new FormData();
        data.append("csrf_token", odoo.csrf_token);
        data.append("import_id", this.props.record.resId);
        data.append("ufile", file);
        return new Promise((resolve) => {
            const xhr = new XMLHttpRequest();
            xhr.open("POST", "/crm/import/upload");
            xhr.upload.addEventListener("progress", (ev) => {
                this.state.percent = Math.round((100 * ev.loaded) / ev.total);
            });
            xhr.addEventListener("load", () => resolve(this.readAnswer(xhr)));
            xhr.addEventListener("error", () =>
                resolve(_t("The connection broke. Upload the file again.")),
            );
            xhr.send(data);
        });
    }

    readAnswer(xhr) {
        if (xhr.status === 413) {
            return _t("The file is larger than 200 MB. Split it.");
        }
        try {
            return JSON.parse(xhr.responseText).error || "";
        } catch {
            return _t("The server refused the file (%s). Reload the page.", xhr.status);
        }
    }
}

registry.category("view_widgets").add("crm_import_upload", { component: ImportUpload });
