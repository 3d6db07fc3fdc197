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
            content: "The list only says that it is on",
            trigger: `${FIRST_RULE} td[name=active] input:checked:disabled`,
        },
        {
            trigger: `${FIRST_RULE} td[name=name]`,
            run: "click",
        },
        {
            content: "Nothing but the buttons, which ask, switches a rule",
            trigger: ".o_form_view .o_cp_action_menus .fa-cog",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown--menu:has(.fa-clone):not(:has(.oi-archive, .oi-unarchive))",
        },
        {
            content: "It is on: switch it off",
            trigger: ".o_form_view button[name=action_archive]",
            run: "click",
        },
        {
            content: "It says what happens then",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It is off: switch it on",
            trigger: ".o_form_view button[name=action_open_switch]",
            run: "click",
        },
        {
            content: "It says how much it would open",
            trigger: ".modal button[name=action_switch_on]",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_archive]",
        },
    ],
});
