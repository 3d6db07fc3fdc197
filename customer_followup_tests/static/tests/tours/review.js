import {registry} from "@web/core/registry";

/** VIS-9: the supervisor reads a record, accepts it and says what to do better. */
registry.category("web_tour.tours").add("customer_followup_review", {
    steps: () => [
        {
            content: "The record says how it went",
            trigger: ".o_form_view [name=result]",
        },
        {
            content: "It waits for a review",
            trigger: ".o_statusbar_buttons button[data-hotkey=w]",
            run: "click",
        },
        {
            trigger: ".modal [name=comment] textarea",
            run: "edit 下次先问新产品。",
        },
        {
            trigger: ".modal footer button[name=action_confirm]:visible",
            run: "click",
        },
        {
            content: "It is reviewed, with name and guidance",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=reviewed]",
        },
        {
            trigger: ".o_form_view:has([name=guidance]) [name=reviewed_by_id]",
        },
    ],
});
