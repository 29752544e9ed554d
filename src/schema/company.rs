//! `company.yaml`, key by key.

use super::describe::{DATED, FILING, PUBLISHED, key, must, words};
use super::document::ACCEPTS;
use super::{Key, Object, Rule, Shape, form};
use crate::model::company::PROFILES;
use crate::model::statement::Scale;

macro_rules! dated {
    ($name:ident, $shape:expr, $doc:literal) => {
        const $name: Shape = Shape::List(&Shape::Map(&Object {
            keys: &[FILING, PUBLISHED, must("value", $shape, $doc)],
            rule: DATED,
        }));
    };
}
pub(super) const COMPANY: Object = Object {
    keys: &[
        must("name", Shape::Line, "The company's name."),
        must(
            "base_url",
            Shape::Form(&form::SITE),
            "Where the site will be served: for feeds, the sitemap, canonical addresses and `404.html`.",
        ),
        must(
            "time_zone",
            Shape::Form(&form::ZONE),
            "The zone in which every time of the content is meant.",
        ),
        must(
            "fiscal_year_end",
            Shape::Form(&form::YEAR_END),
            "The last day of the fiscal year: month and day, or a weekday.",
        ),
        key(
            "profiles",
            Shape::List(&Shape::Words(|| PROFILES.to_vec())),
            "The sets of rules that the company is subject to.",
        ),
        key(
            "statements",
            Shape::Map(&DEFAULTS),
            "What holds for all statements unless a document says otherwise.",
        ),
        key(
            "theme",
            Shape::Map(&THEME),
            "The look of the site: colors, type, a logo. It has no date: it is public at once.",
        ),
        key(
            "listings",
            LISTINGS,
            "Where the shares are listed. The newest public entry is shown, whole; the first of its list is the symbol beside the name.",
        ),
        key(
            "headquarters",
            HEADQUARTERS,
            "Where the company sits. The newest public entry is shown, whole.",
        ),
        key("contacts", CONTACTS, "Whom to call. The newest public entry is shown, whole."),
        key("about", ABOUT, "What the company does. The newest public entry is shown, whole."),
        key(
            "cautionary_statement",
            CAUTIONARY,
            "On statements about the future. Every page links to it. The newest public entry is shown, whole.",
        ),
        key(
            "liquidity",
            LIQUIDITY,
            "What the company itself says of its liquidity, shown with its date beside the cash. The newest public entry is shown, whole.",
        ),
        ACCEPTS,
    ],
    rule: Rule::Free,
};

dated!(LISTINGS, Shape::List(&Shape::Map(&LISTING)), "All listings of that time.");
dated!(HEADQUARTERS, Shape::Map(&ADDRESS), "The address.");
dated!(CONTACTS, Shape::List(&Shape::Map(&CONTACT)), "All contacts of that time.");
dated!(ABOUT, Shape::ProseOr(&ABOUT_TEXT), "Markdown, or its parts by name.");
dated!(CAUTIONARY, Shape::Prose, "The statement.");
dated!(LIQUIDITY, Shape::Map(&SAID), "In whose words, and by whom.");

pub(super) const DEFAULTS: Object =
    Object { keys: &[CURRENCY_KEY, SCALE_KEY, UNAUDITED_KEY], rule: Rule::Free };
pub(super) const CURRENCY_KEY: Key =
    key("currency", Shape::Form(&form::CURRENCY), "The currency of money. Without it `USD`.");
pub(super) const SCALE_KEY: Key = key(
    "scale",
    Shape::Words(scales),
    "The multiples in which money is printed. Without it `ones`.",
);
pub(super) const UNAUDITED_KEY: Key =
    key("unaudited", Shape::Truth, "Whether the figures are unaudited.");

const THEME: Object = Object {
    keys: &[
        key(
            "colors",
            Shape::Map(&COLORS),
            "Colors on light screens. What is left out follows from the others, or is the theme's.",
        ),
        key(
            "dark_colors",
            Shape::Map(&COLORS),
            "Colors on dark screens. Without them `accent` and `second` are those of light ones, as light as they must be there.",
        ),
        key(
            "fonts",
            Shape::Map(&FONTS),
            "Type families. Nothing is loaded: visitors must have them.",
        ),
        key("logo", Shape::Map(&LOGO), "The logo at the top of every page."),
        key("page_width", Shape::Form(&form::WIDTH), "How wide a page may be. Without it `80rem`."),
    ],
    rule: Rule::Free,
};

const COLORS: Object = Object {
    keys: &[
        key("paper", COLOR, "The ground."),
        key("ink", COLOR, "Text."),
        key("mute", COLOR, "Secondary text."),
        key("hair", COLOR, "Fine lines."),
        key("tint", COLOR, "The ground of notices and of marked lines."),
        key("accent", COLOR, "Links, bars, the first series of charts."),
        key("on_accent", COLOR, "Text on the accent. Without it white or black."),
        key("second", COLOR, "The second series of charts."),
    ],
    rule: Rule::Free,
};
const COLOR: Shape = Shape::Form(&form::COLOR);

const FONTS: Object = Object {
    keys: &[
        key(
            "text",
            FAMILIES,
            "Text and tables. The first family that a visitor has is taken; the last is one that all have.",
        ),
        key("headings", FAMILIES, "Headings and large figures."),
    ],
    rule: Rule::Free,
};
const FAMILIES: Shape = Shape::List(&Shape::Form(&form::FAMILY));

const LOGO: Object = Object {
    keys: &[
        must(
            "file",
            Shape::Form(&form::PICTURE),
            "An SVG or a PNG in `static/`. It is shown 44 pixels high, or less where it is wide.",
        ),
        key(
            "dark_file",
            Shape::Form(&form::PICTURE),
            "The same for dark screens. Without it the logo stands on the ground of light ones.",
        ),
        must("alt", Shape::Line, "What the logo says, for those who do not see it."),
        key(
            "with_name",
            Shape::Truth,
            "Whether the name stands beside the logo. Without it the logo stands in its place.",
        ),
    ],
    rule: Rule::Free,
};

pub(super) const LISTING: Object = Object {
    keys: &[
        must("exchange", Shape::Line, "The exchange, as visitors know it."),
        must("ticker", Shape::Line, "The symbol of the shares."),
    ],
    rule: Rule::Free,
};

pub(super) const ADDRESS: Object = Object {
    keys: &[
        key("street", Shape::Line, "Street and number."),
        key("city", Shape::Line, "The city."),
        key("region", Shape::Line, "State, province or canton."),
        key("postal_code", Shape::Line, "The postal code; in quotes where it begins with a zero."),
        key("country", Shape::Line, "The country."),
    ],
    rule: Rule::Free,
};

pub(super) const CONTACT: Object = Object {
    keys: &[
        key("role", Shape::Line, "What for: `Investors`, `Media`."),
        key("name", Shape::Line, "A person."),
        key("organization", Shape::Line, "The company or agency."),
        key("phone", Shape::Form(&form::PHONE), "A telephone number, as printed."),
        key("email", Shape::Form(&form::EMAIL), "An e-mail address."),
    ],
    rule: Rule::Some(&["name", "organization"]),
};

pub(super) const ABOUT_TEXT: Object = Object {
    keys: &[
        key("headline", Shape::Line, "One sentence at the top of the home page."),
        key("summary", Shape::Prose, "The paragraph below it."),
        key("text", Shape::Prose, "The text of the page about the company."),
    ],
    rule: Rule::Free,
};

pub(super) const SAID: Object = Object {
    keys: &[
        key("quote", Shape::Line, "The company's own words, shown in quotation marks."),
        key("summary", Shape::Prose, "The same in the editor's words, shown as a summary."),
        key("by", Shape::Line, "The person who said it."),
    ],
    rule: Rule::One(&["quote", "summary"]),
};

fn scales() -> Vec<&'static str> {
    words(&Scale::ALL)
}
