import {stepUtils} from "@web_tour/tour_utils";

/** What several tours do: open a menu, choose an entry of a list that drops down. */

/**
 * @param {String} name a menu of the addon, without the addon's name
 * @returns {String} the selector of its entry
 */
export const menu = (name) => `[data-menu-xmlid='customer_followup.${name}']`;

/**
 * @param {String} parent a menu of the bar
 * @param {String} child a menu below it
 * @returns {Object[]} the steps that open it, from the list of applications on
 */
export function openMenu(parent, child) {
    return [
        ...stepUtils.goToAppSteps("customer_followup.customer_followup_menu"),
        {trigger: menu(parent), run: "click"},
        {trigger: menu(child), run: "click"},
    ];
}

/**
 * Choose an entry of a selection.
 *
 * Ends when the list has closed: it gives the focus back to its field, and what a step
 * wrote into another field meanwhile would be lost without having been changed.
 *
 * @param {String} field the selector of the field
 * @param {String} word what the entry says
 * @returns {Object[]} the steps
 */
export function choose(field, word) {
    return [
        {trigger: `${field} input`, run: "click"},
        {trigger: `.o_select_menu_item:contains(${word})`, run: "click"},
        {
            content: `The list has closed, with ${word} chosen`,
            trigger: "body:not(:has(.o_select_menu_item))",
        },
    ];
}
