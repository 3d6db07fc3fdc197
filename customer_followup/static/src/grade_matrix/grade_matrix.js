import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

const TITLES = {
    from: _t("Grade Before"),
    to: _t("Grade After"),
    present: _t("Present Grade"),
    scheme: _t("By This Scheme"),
};
const ICONS = {
    up: "fa-arrow-up text-success",
    same: "fa-minus text-muted",
    down: "fa-arrow-down text-danger",
    first: "fa-plus text-info",
    lost: "fa-times text-warning",
};
const CLASSES = {
    up: "text-bg-success bg-opacity-25 text-success-emphasis",
    down: "text-bg-danger bg-opacity-25 text-danger-emphasis",
    same: "bg-200 text-body fw-bold",
    first: "text-bg-info bg-opacity-25 text-info-emphasis",
    lost: "text-bg-warning bg-opacity-25 text-warning-emphasis",
};
const WAYS = {
    up: _t("improved"),
    down: _t("declined"),
    same: _t("unchanged"),
    first: _t("graded for the first time"),
    lost: _t("not graded any more"),
};

/**
 * How many customers went from which grade to which. A number opens the customers.
 *
 * The field is a Json of `customer.grade.matrix.mixin`; nothing is edited here.
 */
export class GradeMatrix extends Component {
    static template = "customer_followup.GradeMatrix";
    static props = {
        ...standardFieldProps,
        before: {type: String, optional: true},
        after: {type: String, optional: true},
    };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.formatInteger = formatInteger;
        this.formatLoad = (load) => formatFloat(load, {digits: [16, 1]});
    }

    get matrix() {
        return this.props.record.data[this.props.name] || null;
    }

    get titles() {
        return {before: TITLES[this.props.before], after: TITLES[this.props.after]};
    }

    /** Whether the grades say how much work they are. */
    get hasLoad() {
        return this.matrix.rows.some((row) => "load" in row);
    }

    get loads() {
        const sum = (axis) => axis.reduce((total, {load}) => total + load, 0);
        return {before: sum(this.matrix.rows), after: sum(this.matrix.columns)};
    }

    get numbers() {
        return Object.entries(ICONS)
            .map(([way, icon]) => ({
                way,
                icon,
                label: WAYS[way],
                count: this.matrix.numbers[way],
            }))
            .filter(({count, way}) => count || ["up", "same", "down"].includes(way));
    }

    /** Which part of all customers is graded after. */
    get coverage() {
        const graded = this.matrix.columns
            .filter(({code}) => code)
            .reduce((total, {count}) => total + count, 0);
        const percent = this.matrix.total ? (100 * graded) / this.matrix.total : 0;
        return _t("%(graded)s of %(total)s customers are graded (%(percent)s %)", {
            graded: formatInteger(graded),
            total: formatInteger(this.matrix.total),
            percent: formatFloat(percent, {digits: [16, 1]}),
        });
    }

    getClass({count, direction}) {
        return count ? CLASSES[direction] : "text-muted";
    }

    /** What a reader of the screen is told about a cell. */
    describe(row, column, {count, direction}) {
        return _t("%(count)s customers from %(before)s to %(after)s: %(way)s", {
            count: formatInteger(count),
            before: row.name,
            after: column.name,
            way: row.code || column.code ? WAYS[direction] : WAYS.same,
        });
    }

    async open(before, after) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        const action = await this.orm.call(record.resModel, "action_open_customers", [
            [record.resId],
            before,
            after,
        ]);
        await this.action.doAction(action);
    }
}

export const gradeMatrix = {
    component: GradeMatrix,
    displayName: _t("Grades Before and After"),
    supportedTypes: ["json"],
    extractProps: ({options}) => ({before: options.before, after: options.after}),
};

registry.category("fields").add("customer_grade_matrix", gradeMatrix);
