import {registry} from "@web/core/registry";

const text = ".o_survey_form_content textarea";
const several = ".o_survey_question_multiple_choice";
const answer = (place) => `.o_survey_form_content .o_survey_choice_btn:eq(${place})`;
const forward = {
    content: "On to the next question",
    trigger: ".o_survey_form_content button[type=submit]:enabled",
    run: "click",
};

/**
 * Answer a question that has one answer; the page goes on by itself.
 *
 * @param {Number} place of the answer, from 0
 * @param {String} next what is on the screen when the answer is saved
 * @returns {Object[]} the steps
 */
const choose = (place, next) => [
    {trigger: answer(place), run: "click"},
    {content: "Saved, and the next question is asked", trigger: next},
];

/**
 * A specialist goes through the script with a customer who is not satisfied, turns back
 * once, and is led to the follow-up again.
 *
 * Nothing here depends on a language: answers are found by their place.
 */
registry.category("web_tour.tours").add("customer_followup_script", {
    steps: () => [
        {trigger: ".o_notebook a.nav-link[name=script]", run: "click"},
        {
            trigger: "button[name=action_start_script]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Who is on the phone is said above the question",
            trigger: ".o_customer_followup_back",
        },
        // Not convenient; after all, it is
        ...choose(1, ".o_survey_form_content .o_survey_question_date"),
        {trigger: "button[value=previous]:enabled", run: "click"},
        {trigger: `body:not(:has(.o_survey_question_date)) ${answer(1)}`},
        ...choose(0, answer(4)),
        ...choose(3, several),
        {trigger: answer(0), run: "click"},
        forward,
        {trigger: `body:not(:has(${several})) ${answer(2)}`},
        ...choose(1, `body:not(:has(.o_survey_choice_btn)) ${text}`),
        {trigger: text, run: "edit Six bags were damp."},
        forward,
        {
            content: "How did you hear of us: may be left out",
            trigger: ".o_survey_comment",
        },
        forward,
        {trigger: `body:not(:has(.o_survey_comment)) ${answer(1)}`},
        ...choose(1, answer(2)),
        ...choose(0, several),
        {trigger: answer(0), run: "click"},
        forward,
        {
            content: "The closing words of who is not satisfied",
            trigger: `body:not(:has(.o_survey_choice_btn)) ${text}`,
        },
        {trigger: "button[value=finish]:enabled", run: "click"},
        {trigger: ".modal-footer .btn-primary", run: "click"},
        {
            trigger: ".o_customer_script_finished a.btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {trigger: ".o_notebook a.nav-link[name=script]", run: "click"},
        {
            content: "What was answered is on the record",
            trigger: "[name=answer_ids] .o_data_row:contains(Six bags were damp.)",
        },
        {
            content: "The problem was handed over",
            trigger: "button[name=action_open_tickets]",
        },
    ],
});
