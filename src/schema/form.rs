//! Forms of text. A pattern is what every text of the form fits; the readers ask for more.

use super::Form;

pub(super) const MOMENT: Form = Form {
    name: "a date and time, or a date",
    pattern: r"^\s*(19\d{2}|2[01]\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?( ?(Z|[+-]\d{2}:?\d{2}))?)?\s*$",
    number: false,
    examples: &["2026-11-12 16:05", "2026-11-12"],
};
pub(super) const DATE: Form = Form {
    name: "a date",
    pattern: r"^\s*(19\d{2}|2[01]\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$",
    number: false,
    examples: &["2026-11-12"],
};
pub(super) const PERIOD: Form = Form {
    name: "a date or a period",
    pattern: r"^\s*((19\d{2}|2[01]\d{2}|2200)-(Q[1-4]|H[12]|9M|FY)|(19\d{2}|2[01]\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(/(19\d{2}|2[01]\d{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?)\s*$",
    number: false,
    examples: &["2026-Q3", "2026-9M", "2026-FY", "2026-09-30", "2026-07-01/2026-09-30"],
};
pub(super) const WINDOW: Form = Form {
    name: "a window of time",
    pattern: r"^\s*\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|H[12]))?(/\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|H[12]))?)?\s*$",
    number: true,
    examples: &["2026-11", "2027-Q1", "2027-H2", "2027", "2026-11/2026-12"],
};
pub(super) const ID: Form =
    Form { name: "an id", pattern: r"^\s*[a-z0-9-]+\s*$", number: true, examples: &["q3-2026"] };
pub(super) const REFERENCE: Form =
    Form { name: "the id of a document", pattern: r"\S", number: true, examples: &["q3-2026"] };
pub(super) const URL: Form = Form {
    name: "an address on the web",
    pattern: r"^\s*https?://[^\s/]",
    number: false,
    examples: &["https://example.com/call"],
};
pub(super) const SITE: Form = Form {
    name: "the address of a site",
    pattern: r"^\s*https?://[A-Za-z0-9][^\s?#]*\s*$",
    number: false,
    examples: &["https://ir.example.com/", "https://example.github.io/ir/"],
};
pub(super) const ZONE: Form = Form {
    name: "an IANA time zone",
    pattern: r"^\s*[A-Za-z][A-Za-z0-9_+/-]*\s*$",
    number: false,
    examples: &["America/New_York", "Europe/Zurich"],
};
pub(super) const YEAR_END: Form = Form {
    name: "the end of a fiscal year",
    pattern: r"^\s*(\d{2}-\d{2}|[A-Za-z]+ [A-Za-z]+ (of )?\S+|[A-Za-z]+day nearest .+)\s*$",
    number: false,
    examples: &["12-31", "last Saturday of September", "Saturday nearest 09-30"],
};
pub(super) const CURRENCY: Form = Form {
    name: "a currency of ISO 4217",
    pattern: r"^\s*[A-Z]{3}\s*$",
    number: false,
    examples: &["USD", "EUR"],
};
pub(super) const PHONE: Form = Form {
    name: "a telephone number",
    pattern: r"[0-9].*[0-9].*[0-9]",
    number: true,
    examples: &["(201) 555-0100", "+41 44 555 01 00"],
};
pub(super) const EMAIL: Form = Form {
    name: "an e-mail address",
    pattern: r"^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$",
    number: false,
    examples: &["ir@example.com"],
};
pub(super) const ACCESSION: Form = Form {
    name: "an accession number of EDGAR",
    pattern: r"^\s*\d{10}-\d{2}-\d{6}\s*$",
    number: false,
    examples: &["0001234567-26-000123"],
};
pub(super) const SHA256: Form = Form {
    name: "a SHA-256 of 64 hexadecimal digits",
    pattern: r"^\s*[0-9A-Fa-f]{64}\s*$",
    number: true,
    examples: &["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
};
pub(super) const CODE: Form = Form {
    name: "the code of a finding",
    pattern: r"^\s*IR\d{3}\s*$",
    number: false,
    examples: &["IR104"],
};
pub(super) const PLACE: Form = Form {
    name: "a file of the record and its line",
    pattern: r"^\s*.+:\d+\s*$",
    number: false,
    examples: &["balance-sheet.csv:9"],
};
pub(super) const COLOR: Form = Form {
    name: "a color",
    pattern: r"^\s*#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\s*$",
    number: true,
    examples: &["#0d5257", "#8b8579"],
};
pub(super) const FAMILY: Form = Form {
    name: "a font family",
    pattern: r"^[^\x00-\x1f!-*,/:-@\[-^`{-~]{1,60}$",
    number: false,
    examples: &["sans-serif", "Helvetica Neue", "Georgia"],
};
pub(super) const PICTURE: Form = Form {
    name: "the name of an SVG or PNG in static/",
    pattern: r"^\s*[A-Za-z0-9_./-]+\.([Ss][Vv][Gg]|[Pp][Nn][Gg])\s*$",
    number: false,
    examples: &["logo.svg", "logo.png"],
};
pub(super) const WIDTH: Form = Form {
    name: "a width",
    pattern: r"^\s*((4[5-9]|[5-9]\d|1[01]\d|120) *rem|(7[2-9]\d|[89]\d{2}|1[0-8]\d{2}|19[01]\d|1920) *px)\s*$",
    number: false,
    examples: &["80rem", "1200px"],
};
