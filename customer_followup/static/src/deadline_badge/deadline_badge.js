import {Component, onMounted, onWillUnmount, reactive, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";

const {DateTime} = luxon;
const MINUTE = 60 * 1000;

/**
 * How urgent a deadline is right now, whether the server has come by or not; the same
 * as _get_urgency of customer.deadline.
 *
 * @param {Object} deadline with state, is_open and the moments due_at and warn_at
 * @param {DateTime} now
 * @returns {String}
 */
export function getUrgency(deadline, now) {
    if (!deadline.is_open || deadline.state === "paused") {
        return deadline.state;
    }
    if (deadline.state === "missed" || now >= deadline.due_at.plus({minutes: 1})) {
        return "late";
    }
    return now >= deadline.warn_at ? "soon" : "running";
}

/** Return a stored moment as the browser's, or undefined. */
export function toMoment(value) {
    return typeof value === "string" ? deserializeDateTime(value) : value || undefined;
}

const CLASSES = {
    late: "text-bg-danger",
    soon: "text-bg-warning",
    running: "text-bg-success",
    paused: "text-bg-secondary",
    met: "text-bg-light",
    missed: "text-bg-light text-danger",
    cancelled: "text-bg-light text-muted",
};
const ICONS = {
    late: "fa-exclamation-triangle",
    soon: "fa-hourglass-half",
    running: "fa-clock-o",
    paused: "fa-pause",
    met: "fa-check",
    missed: "fa-history",
    cancelled: "fa-ban",
};

// One clock for all badges of a page; it ticks while somebody looks at it.
const clock = reactive({now: DateTime.now()});
let watchers = 0;
let timer = null;

function useClock() {
    const state = useState(clock);
    onMounted(() => {
        if (!watchers++) {
            timer = setInterval(() => {
                clock.now = DateTime.now();
            }, MINUTE / 2);
        }
        clock.now = DateTime.now();
    });
    onWillUnmount(() => {
        if (!--watchers) {
            clearInterval(timer);
        }
    });
    return state;
}

/** A deadline in colour and words, counted down by the minute. */
export class DeadlineBadge extends Component {
    static template = "customer_followup.DeadlineBadge";
    static props = {deadline: Object};

    setup() {
        this.clock = useClock();
    }

    get urgency() {
        return getUrgency(this.props.deadline, this.clock.now);
    }

    get className() {
        return CLASSES[this.urgency];
    }

    get icon() {
        return ICONS[this.urgency];
    }

    get text() {
        const {due_at} = this.props.deadline;
        const distance = due_at.toRelative({base: this.clock.now});
        return {
            late: () => _t("late, due %(distance)s", {distance}),
            soon: () => _t("due %(distance)s", {distance}),
            running: () => _t("due %(distance)s", {distance}),
            paused: () => _t("stands still"),
            met: () => _t("kept"),
            missed: () => _t("done late"),
            cancelled: () => _t("not needed"),
        }[this.urgency]();
    }

    get title() {
        const {name, due_at, ended_at, user, is_by_clock} = this.props.deadline;
        const lines = [name, _t("Due: %(moment)s", {moment: formatDateTime(due_at)})];
        if (ended_at) {
            lines.push(_t("Ended: %(moment)s", {moment: formatDateTime(ended_at)}));
        }
        lines.push(user);
        if (is_by_clock) {
            lines.push(_t("The working hours could not be used; all hours count."));
        }
        return lines.filter(Boolean).join("\n");
    }
}
