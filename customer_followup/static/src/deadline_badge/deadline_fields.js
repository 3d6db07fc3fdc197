import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {DeadlineBadge, toMoment} from "./deadline_badge";

/** The moments of a deadline as the browser's. */
function read(deadline) {
    return {
        ...deadline,
        due_at: toMoment(deadline.due_at),
        warn_at: toMoment(deadline.warn_at),
        ended_at: toMoment(deadline.ended_at),
    };
}

/** The deadlines of a document; in lists only the one that comes next. */
export class DeadlinesField extends Component {
    static template = "customer_followup.DeadlinesField";
    static components = {DeadlineBadge};
    static props = {...standardFieldProps, onlyNext: {type: Boolean, optional: true}};

    setup() {
        this.action = useService("action");
    }

    /** Show the log of a deadline, and who was told of it. */
    open({id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "customer.deadline",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    get deadlines() {
        const deadlines = (this.props.record.data[this.props.name] || []).map(read);
        if (!this.props.onlyNext) {
            // the way of the document, not the most urgent first as in lists
            return deadlines.sort((one, other) => one.id - other.id);
        }
        return deadlines.filter(({is_open}) => is_open).slice(0, 1);
    }
}

registry.category("fields").add("customer_deadlines", {
    component: DeadlinesField,
    displayName: _t("Deadlines of a document"),
    supportedTypes: ["json"],
    supportedOptions: [
        {label: _t("Only the next one"), name: "only_next", type: "boolean"},
    ],
    extractProps: ({options}) => ({onlyNext: Boolean(options.only_next)}),
});

/** When a deadline is due, in colour and words; the record is the deadline. */
export class DeadlineField extends Component {
    static template = "customer_followup.DeadlineField";
    static components = {DeadlineBadge};
    static props = {...standardFieldProps};

    get deadline() {
        const {data} = this.props.record;
        return data.due_at && read({...data, name: data.policy_id?.display_name});
    }
}

registry.category("fields").add("customer_deadline", {
    component: DeadlineField,
    displayName: _t("Countdown to a deadline"),
    supportedTypes: ["datetime"],
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "is_open", type: "boolean"},
        {name: "warn_at", type: "datetime"},
        {name: "policy_id", type: "many2one"},
    ],
});
