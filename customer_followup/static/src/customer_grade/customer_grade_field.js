import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A grade in its colour; it is never chosen here, as it follows from an assessment. */
export class CustomerGradeField extends Component {
    static template = "customer_followup.CustomerGradeField";
    static props = {...standardFieldProps, placeholder: {type: String, optional: true}};

    get grade() {
        return this.props.record.data[this.props.name];
    }
}

registry.category("fields").add("customer_grade", {
    component: CustomerGradeField,
    displayName: _t("Grade of a customer"),
    supportedTypes: ["many2one"],
    relatedFields: [
        {name: "display_name", type: "char"},
        {name: "color", type: "integer"},
    ],
    extractProps: ({placeholder}) => ({placeholder}),
});
