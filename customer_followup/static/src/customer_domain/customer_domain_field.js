import {DomainField, domainField} from "@web/views/fields/domain/domain_field";
import {Domain} from "@web/core/domain";
import {registry} from "@web/core/registry";

/**
 * A condition on customers: counts and lists only those, and not suppliers and people.
 * The model says who they are, in its field `customer_domain`.
 */
export class CustomerDomainField extends DomainField {
    getEvaluatedDomain(props = this.props) {
        const domain = super.getEvaluatedDomain(props);
        const customers = props.record.data.customer_domain;
        return domain.isInvalid || !customers
            ? domain
            : Domain.and([domain, customers]).toList({});
    }
}

registry.category("fields").add("customer_domain", {
    ...domainField,
    component: CustomerDomainField,
    fieldDependencies: [{name: "customer_domain", type: "char"}],
});
