import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {formatFloat, formatMonetary} from "@web/views/fields/formatters";
import {JournalDashboardGraphField} from "@web/views/fields/journal_dashboard_graph/journal_dashboard_graph_field";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

const SPECIFICATION = {
    parent_id: {},
    customer_grade_id: {fields: {display_name: {}, color: {}}},
    customer_grade_score: {},
    customer_grade_date: {},
    customer_grade_why: {},
    customer_grade_way: {},
    customer_grade_next_date: {},
    customer_grade_history: {},
    customer_contact_interval_days: {},
    customer_onsite_interval_months: {},
    customer_gift_ceiling: {},
    customer_gift_currency_id: {fields: {}},
    customer_credit_completeness: {},
};

/**
 * What the grade of a customer is, why, and what follows from it: asked for when
 * somebody looks at the page, as the papers of the dossier are.
 */
export class CustomerGradePage extends Component {
    static template = "customer_followup.CustomerGradePage";
    static components = {JournalDashboardGraphField};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({grading: null});
        // after a dialog or a button the form reads its record again
        useRecordObserver((record) => this.load(record, record.data));
    }

    async load({resId, context}) {
        if (!resId) {
            this.state.grading = null;
            return;
        }
        const [grading] = await this.orm.webRead("res.partner", [resId], {
            specification: SPECIFICATION,
            context,
        });
        this.state.grading = grading;
    }

    get history() {
        return (this.state.grading.customer_grade_history || []).map((assessment) => ({
            ...assessment,
            day: this.formatDay(assessment.date),
            points: this.formatScore(assessment.score),
        }));
    }

    /** The scores that were applied, the oldest first, for Odoo's own small graph. */
    get graph() {
        const applied = this.history.filter(({state}) => state === "applied").reverse();
        if (applied.length < 2) {
            return null;
        }
        const values = applied.map(({day, score}) => ({x: day, y: score}));
        const series = [{key: _t("Score"), values, is_sample_data: false}];
        return {data: {scores: JSON.stringify(series)}};
    }

    get graphKey() {
        return this.graph.data.scores;
    }

    get rules() {
        const {grading} = this.state;
        const days = grading.customer_contact_interval_days;
        const months = grading.customer_onsite_interval_months;
        const percent = grading.customer_credit_completeness;
        const ceiling = formatMonetary(grading.customer_gift_ceiling, {
            currencyId: grading.customer_gift_currency_id?.id,
        });
        return [
            [
                _t("Contacts by phone or message"),
                days ? _t("every %s days", days) : _t("as the rules say"),
            ],
            [
                _t("On site"),
                months ? _t("every %s months", months) : _t("not by grade"),
            ],
            [
                _t("Gifts a year"),
                grading.customer_gift_ceiling ? _t("up to %s", ceiling) : _t("none"),
            ],
            [_t("Dossier for more credit"), percent ? `${percent} %` : _t("any")],
        ];
    }

    formatDay(day) {
        return day ? formatDate(deserializeDate(day)) : "";
    }

    formatScore(score) {
        return formatFloat(score, {digits: [5, 2]});
    }

    open(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "customer.assessment",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("customer_grade_page", {
    component: CustomerGradePage,
});
