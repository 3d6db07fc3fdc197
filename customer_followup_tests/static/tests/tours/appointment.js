import {registry} from "@web/core/registry";

/**
 * Write a moment into a field, as SQL writes it: the same in every language.
 *
 * @param {String} place the selector of what is around the field
 * @param {String} moment on the clock of the browser
 * @returns {Object[]} the steps
 */
function writeMoment(place, moment) {
    return [
        {trigger: `${place} [name=start] button[data-field=start]`, run: "click"},
        {
            trigger: `${place} [name=start] input[data-field=start]`,
            run: `edit ${moment} && press Enter`,
        },
    ];
}

/** VIS-3: agree on a time, move it in the calendar, then on the follow-up. */
registry.category("web_tour.tours").add("customer_followup_appointment", {
    steps: () => [
        {
            content: "The customer agrees to a time",
            trigger: ".o_statusbar_buttons button[data-hotkey=g]",
            run: "click",
        },
        ...writeMoment(".modal", "2099-03-04 10:00:00"),
        {
            trigger: ".modal footer button[name=action_confirm]:visible",
            run: "click",
        },
        {
            content: "It is agreed, and the calendar is one click away",
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current[data-value=scheduled]",
        },
        {
            trigger: "button[name=action_open_meeting]:visible",
            run: "click",
        },
        {
            content: "Somebody moves the meeting to the next day",
            trigger: ".o_calendar_event_form_view",
        },
        ...writeMoment(".o_calendar_event_form_view", "2099-03-05 15:00:00"),
        {
            trigger: ".o_form_button_save:visible",
            run: "click",
        },
        {
            trigger: "body:not(:has(.o_form_button_save:visible))",
        },
        {
            content: "The follow-up has moved with it, and counts that",
            trigger: "button[name=action_open_customer_followup]:visible",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=postponed_count]:contains(1)",
        },
        {
            content: "Now it is not convenient; the customer names another time",
            trigger: ".o_statusbar_buttons button[data-hotkey=c]",
            run: "click",
        },
        ...writeMoment(".modal", "2099-03-06 09:00:00"),
        {
            trigger: ".modal [name=comment]:visible textarea",
            run: "edit Stocktaking",
        },
        {
            trigger: ".modal footer button[name=action_confirm]:visible",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=postponed_count]:contains(2)",
        },
        {
            content: "The meeting has moved with it",
            trigger: "button[name=action_open_meeting]:visible",
            run: "click",
        },
        {
            trigger: ".o_calendar_event_form_view",
        },
    ],
});
