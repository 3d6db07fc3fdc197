import {
    deserializeDateTime,
    formatDateTime,
    toLocaleDateTimeString,
} from "@web/core/l10n/dates";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const {DateTime} = luxon;

const LOOKS = {
    waiting: {icon: "fa-circle-o", label: _t("Not yet")},
    open: {icon: "fa-pencil", label: _t("To sign")},
    approved: {icon: "fa-check", label: _t("Approved")},
    refused: {icon: "fa-times", label: _t("Refused")},
    returned: {icon: "fa-undo", label: _t("Asked back")},
    cancelled: {icon: "fa-ban", label: _t("Cancelled")},
};
const BLOCKED = {icon: "fa-exclamation", label: _t("Nobody can sign this")};

const DECISIONS = {
    approved: (names) => _t("Approved by %(user)s", names),
    refused: (names) => _t("Refused by %(user)s", names),
    asked_back: (names) => _t("Asked back by %(user)s", names),
};

/**
 * The levels of a document that is signed, as a line of steps: who signed, when and
 * with which words, who holds it up and since when.
 *
 * The field is a Json that `customer.approval.mixin` computes; nothing is edited here.
 */
export class ApprovalProgress extends Component {
    static template = "customer_followup.ApprovalProgress";
    static props = {...standardFieldProps};

    get steps() {
        const steps = this.props.record.data[this.props.name] || [];
        return steps.map((step) => this.describeStep(step));
    }

    describeStep(step) {
        const isOpen = step.state === "open";
        const isBlocked = step.is_blocked && ["waiting", "open"].includes(step.state);
        const waiting = isOpen && !isBlocked ? this.describeWaiting(step) : {};
        return {
            id: step.id,
            name: step.name,
            state: isBlocked ? "blocked" : step.state,
            isOpen,
            ...(isBlocked ? BLOCKED : LOOKS[step.state]),
            signatures: step.signatures.map((it) => this.describeSignature(it)),
            // what is said otherwise needs no word for the state
            isLabelled: isBlocked || (!step.signatures.length && !waiting.users),
            waiting,
        };
    }

    describeSignature({user, on_behalf_of: absent, action, date, comment}) {
        return {
            decision: DECISIONS[action]({user}),
            onBehalf: absent && _t("on behalf of %(user)s", {user: absent}),
            moment: this.describeMoment(date),
            comment,
        };
    }

    describeWaiting({waiting_for: users, since}) {
        const names = users.join(", ");
        return {
            users: users.length ? _t("Waiting for %(users)s", {users: names}) : "",
            moment: since && this.describeMoment(since),
        };
    }

    describeMoment(serialized) {
        const moment = deserializeDateTime(serialized);
        // a clock of this machine that is behind must not say "in 3 seconds"
        const past = DateTime.min(moment, DateTime.now());
        return {
            iso: moment.toISO(),
            text: toLocaleDateTimeString(moment),
            full: formatDateTime(moment),
            asked: _t("asked %(ago)s", {ago: past.toRelative()}),
        };
    }
}

export const approvalProgress = {
    component: ApprovalProgress,
    displayName: _t("Signatures"),
    supportedTypes: ["json"],
};

registry.category("fields").add("customer_approval_progress", approvalProgress);
