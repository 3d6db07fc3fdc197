import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const MENU = "customer_followup.customer_followup";
const FIRST_RULE = ".o_list_view .o_data_row:first";

/** FUP-1: the service manager reads the rules in words and switches one off and on. */
registry.category("web_tour.tours").add("customer_followup_rules", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps(`${MENU}_menu`),
        {
            trigger: `[data-menu-xmlid='${MENU}_configuration_menu']`,
            run: "click",
        },
        {
            trigger: `[data-menu-xmlid='${MENU}_rule_menu']`,
            run: "click",
        },
        {
            content: "The rule says in words what it does, with its number of days",
            trigger: `${FIRST_RULE} td[name=description]:contains(7)`,
        },
        {
            content: "It is on: switch it off",
            trigger: `${FIRST_RULE} td[name=active] input:checked`,
            run: "click",
        },
        {
            content: "It is off: switch it on",
            trigger: `${FIRST_RULE}.text-muted td[name=active] input:not(:checked)`,
            run: "click",
        },
        {
            trigger: `${FIRST_RULE}:not(.text-muted) td[name=active] input:checked`,
        },
    ],
});
