import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

import {DeadlinesField} from "../deadline_badge/deadline_fields";

const PAPER = {
    type_id: {fields: {display_name: {}}},
    number: {},
    date_issue: {},
    date_expiry: {},
    is_expired: {},
    attachment_count: {},
    paper_location: {},
    state: {},
};
const DOSSIER = {
    customer_deadline_summary: {},
    customer_dossier_summary: {},
    customer_dossier_is_stale: {},
    customer_document_ids: {fields: PAPER},
};
const BADGES = {
    submitted: "text-bg-info",
    verified: "text-bg-success",
    rejected: "text-bg-danger",
};

/**
 * What is missing in a dossier and what is there, asked for when somebody looks at the
 * page: whoever opens a customer for another reason does not wait for it.
 */
export class DossierPapers extends Component {
    static template = "customer_followup.DossierPapers";
    static components = {DeadlinesField};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.fields = useService("field");
        this.state = useState({dossier: null, labels: {}});
        // after a dialog or a button the form reads its record again
        useRecordObserver((record) => this.load(record, record.data));
    }

    async load({resId, context}) {
        if (!resId) {
            this.state.dossier = null;
            return;
        }
        const [dossiers, {state}] = await Promise.all([
            this.orm.webRead("res.partner", [resId], {
                specification: DOSSIER,
                context,
            }),
            this.fields.loadFields("customer.document", {fieldNames: ["state"]}),
        ]);
        this.state.dossier = dossiers[0];
        this.state.labels = Object.fromEntries(state.selection);
    }

    get missing() {
        return (this.state.dossier.customer_dossier_summary || "")
            .split("\n")
            .filter(Boolean);
    }

    get papers() {
        return this.state.dossier.customer_document_ids.map((paper) => ({
            ...paper,
            name: paper.type_id?.display_name,
            issued: this.format(paper.date_issue),
            expires: this.format(paper.date_expiry),
            label: paper.is_expired ? _t("Expired") : this.state.labels[paper.state],
            badge: paper.is_expired
                ? "text-bg-danger"
                : BADGES[paper.state] || "text-bg-light",
        }));
    }

    format(day) {
        return day ? formatDate(deserializeDate(day)) : "";
    }

    /** Show a document; what was done there is asked for on the way back. */
    open(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "customer.document",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("customer_dossier_papers", {
    component: DossierPapers,
});
