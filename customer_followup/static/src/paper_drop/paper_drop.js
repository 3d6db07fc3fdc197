import {useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useFileUploader} from "@web/core/utils/files";
import {
    Many2ManyBinaryField,
    many2ManyBinaryField,
} from "@web/views/fields/many2many_binary/many2many_binary_field";

/** Files are dropped, chosen, or photographed; a refused one does not stop the others. */
export class PaperDropField extends Many2ManyBinaryField {
    static template = "customer_followup.PaperDropField";

    setup() {
        super.setup();
        this.uploadFiles = useFileUploader();
        this.drop = useRef("drop");
        this.state = useState({isOver: false, isBusy: false});
    }

    onDragOver(ev) {
        this.state.isOver = ev.dataTransfer.types.includes("Files");
    }

    onDragLeave(ev) {
        this.state.isOver = this.drop.el.contains(ev.relatedTarget);
    }

    async onDrop(ev) {
        this.state.isOver = false;
        const dropped = [...ev.dataTransfer.files];
        if (!dropped.length || this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            const answers = await this.uploadFiles("/web/binary/upload_attachment", {
                csrf_token: odoo.csrf_token,
                ufile: dropped,
                model: this.props.record.resModel,
                id: this.props.record.resId || 0,
            });
            await this.onFileUploaded(answers || []);
        } finally {
            this.state.isBusy = false;
        }
    }

    async onFileUploaded(files) {
        for (const file of files) {
            if (file.error) {
                this.notification.add(file.error, {
                    title: _t("Not uploaded"),
                    type: "danger",
                });
            }
        }
        const stored = files.filter((file) => !file.error).map((file) => file.id);
        if (stored.length) {
            await this.operations.saveRecord(stored);
        }
    }
}

registry.category("fields").add("customer_paper_drop", {
    ...many2ManyBinaryField,
    component: PaperDropField,
});
