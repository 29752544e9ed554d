//! The pipeline, events, people and pages, key by key.

use super::describe::{DATED, FILING, PUBLISHED, key, must, words};
use super::document::ACCEPTS;
use super::{Object, Rule, Shape, form};
use crate::model::calendar::EventKind;
use crate::model::pipeline::{OutcomeStatus, Phase, State};

pub(super) const CANDIDATE: Object = Object {
    keys: &[
        must("name", Shape::Line, "The candidate's name."),
        must(
            "programs",
            Shape::List(&Shape::Map(&PROGRAM)),
            "Its programs: each is a row of the pipeline.",
        ),
        ACCEPTS,
    ],
    rule: Rule::Free,
};

pub(super) const PROGRAM: Object = Object {
    keys: &[
        key(
            "id",
            Shape::Form(&form::ID),
            "A name within the candidate, where two programs share indication and region.",
        ),
        must("indication", Shape::Line, "What it is to treat."),
        key("region", Shape::Line, "Where, if the region matters."),
        key(
            "succeeds",
            Shape::Line,
            "The id, else the indication, of the program that this one takes the place of.",
        ),
        key(
            "history",
            Shape::List(&Shape::Map(&ENTRY)),
            "What was said of it, each with its date.",
        ),
        key(
            "milestones",
            Shape::List(&Shape::Map(&MILESTONE)),
            "What was expected, each with its date.",
        ),
    ],
    rule: Rule::Free,
};

pub(super) const ENTRY: Object = Object {
    keys: &[
        FILING,
        PUBLISHED,
        must("phase", Shape::Words(|| words(&Phase::ALL)), "The phase."),
        key("state", Shape::Words(|| words(&State::ALL)), "How it stands."),
        key("note", Shape::Line, "A few words."),
        key("modality", Shape::Line, "What kind of medicine it is."),
        key("partner", Shape::Line, "The partner."),
        key("sponsor", Shape::Line, "Who runs the trial, if not the company."),
        key("designation", Shape::Line, "Such as `Orphan drug`."),
    ],
    rule: DATED,
};

pub(super) const MILESTONE: Object = Object {
    keys: &[
        FILING,
        PUBLISHED,
        must("what", Shape::Line, "What is expected."),
        key("window", Shape::Form(&form::WINDOW), "When. Without it no date was given."),
        key("as_said", Shape::Line, "The time in the words of the document."),
        key("outcome", Shape::Map(&OUTCOME), "What became of it."),
    ],
    rule: DATED,
};

pub(super) const OUTCOME: Object = Object {
    keys: &[
        FILING,
        PUBLISHED,
        must("status", Shape::Words(|| words(&OutcomeStatus::ALL)), "How it ended."),
        key("on", Shape::Form(&form::DATE), "The day, where it is known."),
        key("window", Shape::Form(&form::WINDOW), "The new time, of what has moved."),
        key("note", Shape::Line, "A few words."),
    ],
    rule: DATED,
};

pub(super) const EVENT: Object = Object {
    keys: &[
        must("title", Shape::Line, "The title."),
        key("kind", Shape::Words(|| words(&EventKind::ALL)), "What it is. Without it `other`."),
        FILING,
        PUBLISHED,
        must("starts", Shape::Form(&form::MOMENT), "When it begins. A date alone is a whole day."),
        key(
            "ends",
            Shape::Form(&form::MOMENT),
            "When it ends. Without it an event with a time counts as live for two hours.",
        ),
        key("place", Shape::Line, "Where."),
        key("note", Shape::Prose, "What else there is to say."),
        key("dial_in", Shape::List(&Shape::Map(&DIAL_IN)), "Numbers to call."),
        key("access_code", Shape::Line, "The code to give; in quotes, so that it stays as it is."),
        key("webcast", Shape::Map(&WEBCAST), "Where to listen on the web."),
        key("replay", Shape::Map(&REPLAY), "The recording."),
        ACCEPTS,
    ],
    rule: DATED,
};

pub(super) const DIAL_IN: Object = Object {
    keys: &[
        must("number", Shape::Form(&form::PHONE), "A telephone number, as printed."),
        key("region", Shape::Line, "For callers from where."),
    ],
    rule: Rule::Free,
};

pub(super) const WEBCAST: Object = Object {
    keys: &[
        must("url", Shape::Form(&form::URL), "The address."),
        key("until", Shape::Form(&form::MOMENT), "Until when it is kept."),
    ],
    rule: Rule::Free,
};

pub(super) const REPLAY: Object = Object {
    keys: &[
        key("starts", Shape::Form(&form::MOMENT), "From when on."),
        key("approximate", Shape::Truth, "Whether that time is approximate."),
        key("until", Shape::Form(&form::MOMENT), "Until when."),
        key("dial_in", Shape::List(&Shape::Map(&DIAL_IN)), "Numbers to call."),
        key("access_code", Shape::Line, "The code to give; in quotes, so that it stays as it is."),
        key("code_label", Shape::Line, "What the code is called: `conference number`."),
    ],
    rule: Rule::Free,
};

pub(super) const PERSON: Object = Object {
    keys: &[
        must("name", Shape::Line, "The name."),
        must(
            "history",
            Shape::List(&Shape::Map(&ROLE)),
            "The roles, each with its date. The newest public one is shown.",
        ),
    ],
    rule: Rule::Free,
};

pub(super) const ROLE: Object =
    Object { keys: &[FILING, PUBLISHED, must("role", Shape::Line, "The role.")], rule: DATED };

pub(super) const PAGE: Object = Object {
    keys: &[
        must("title", Shape::Line, "The title."),
        FILING,
        PUBLISHED,
        key("description", Shape::Line, "One sentence for search engines and link previews."),
        key("order", Shape::Whole, "The place among the pages; those without come last, by title."),
        ACCEPTS,
    ],
    rule: DATED,
};
