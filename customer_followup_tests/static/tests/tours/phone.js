import {registry} from "@web/core/registry";

const WIDTH = 390;
const FINGER = 44;

/**
 * Check that a page fits a phone: nothing scrolls sideways, and what is pressed is big.
 *
 * @param {String} place the selector of the page
 * @returns {Object} the step
 */
function fits(place) {
    return {
        content: `${place} fits`,
        trigger: place,
        run: () => {
            const page = document.documentElement;
            if (window.innerWidth !== WIDTH || page.scrollWidth > window.innerWidth) {
                throw new Error(`${page.scrollWidth} of ${window.innerWidth} pixels`);
            }
            const shown = [...document.querySelectorAll(`${place} *`)].filter(
                (el) => el.getClientRects().length
            );
            const wide = shown.find(
                (el) =>
                    el.getBoundingClientRect().right > WIDTH + 1 ||
                    (["auto", "scroll"].includes(getComputedStyle(el).overflowX) &&
                        el.scrollWidth > el.clientWidth + 1)
            );
            if (wide) {
                throw new Error(`too wide: ${wide.outerHTML.slice(0, 200)}`);
            }
            const small = shown.find(
                (el) =>
                    el.matches(
                        ".o_form_statusbar button.btn, .o_form_sheet button.btn, " +
                            ".o_selection_badge, .nav-link, .modal-footer .btn, " +
                            ".o_customer_briefing a"
                    ) &&
                    !el.closest(".o-mail-Form-chatter") &&
                    el.getBoundingClientRect().height < FINGER
            );
            if (small) {
                throw new Error(`too small: ${small.outerHTML.slice(0, 200)}`);
            }
        },
    };
}

const MORE = ".o_form_statusbar .o_statusbar_buttons .dropdown-toggle";

/** Issue 8: the follow-up, its dialogs and the briefing, on a screen of 390 pixels. */
registry.category("web_tour.tours").add("customer_followup_phone", {
    steps: () => [
        {
            trigger: ".o_form_view .o_notebook a.nav-link[name=record]",
        },
        fits(".o_form_view .o_form_sheet"),
        fits(".o_form_view .o_form_statusbar"),
        {
            trigger: ".o_notebook a.nav-link[name=preparation]",
            run: "click",
        },
        {
            content: "Cards, where there is no room for columns",
            trigger: "[name=recent_order_ids] .o_kanban_record [name=amount_total]",
        },
        fits(".o_form_view .o_form_sheet"),
        {
            trigger: ".o_notebook a.nav-link[name=record]",
            run: "click",
        },
        {
            content: "The record of a visit",
            trigger: `[name=result] .o_selection_badge[value='"problem"']`,
            run: "click",
        },
        {
            trigger: "[name=case_department_id]",
        },
        fits(".o_form_view .o_form_sheet"),
        {
            trigger: MORE,
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu [data-hotkey=g]",
            run: "click",
        },
        {
            trigger: ".modal [name=start] button",
        },
        fits(".modal"),
        {
            trigger: ".modal footer button[name=action_confirm]:visible",
            run: "click",
        },
        {
            content: "Agreed: the meeting is under the thumb",
            trigger: ".o_form_sheet button[name=action_open_meeting]:visible",
        },
        {
            trigger: MORE,
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu [data-hotkey=c]",
            run: "click",
        },
        {
            trigger: ".modal [name=comment] textarea:visible",
        },
        fits(".modal"),
        {
            trigger: ".modal footer button[special=cancel]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: ".o_form_sheet button[name=action_open_briefing]:visible",
            run: "click",
        },
        {
            trigger: ".o_customer_briefing h2[data-section=visits]",
        },
        fits(".o_form_view .o_form_sheet"),
    ],
});
