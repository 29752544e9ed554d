//! The codes of all findings: stable, so that they can be searched for, accepted and explained.
//!
//! Families: IR0 content, IR1 figures, IR2 time, IR3 disclosure, IR4 pipeline, IR5 calendar, IR6
//! governance, IR7 links and accessibility, IR8 import.

use std::fmt;

/// A finding's code, such as `IR104`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    id: &'static str,
    meaning: &'static str,
}

impl Code {
    /// The code as it is written.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.id
    }

    /// What the code stands for, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.meaning
    }

    /// The code that is written as `id`.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        ALL.iter().copied().find(|code| code.id == id)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! codes {
    ($($name:ident $id:literal $meaning:literal;)*) => {
        $(#[doc = $meaning] pub const $name: Code = Code { id: $id, meaning: $meaning };)*
        /// Every code, in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    ENCODING "IR001" "a file is not valid UTF-8";
    SYNTAX "IR002" "a file cannot be parsed";
    DUPLICATE_KEY "IR003" "a key stands twice in one mapping";
    UNKNOWN_KEY "IR004" "a key that has no meaning here";
    MISSING_KEY "IR005" "a required key is missing";
    BAD_VALUE "IR006" "a value is not of the kind that its key takes";
    DUPLICATE_ID "IR007" "two records share one id, name or output path";
    DANGLING "IR008" "a reference to something that does not exist";
    MISSING_FILE "IR009" "a file that should be there is missing";
    STRAY_FILE "IR010" "a file in content/ belongs to no record";
    TEMPLATE "IR011" "a template cannot be parsed or rendered";
    CELL "IR101" "a cell cannot be read as a figure";
    COLUMNS "IR102" "a line has too many or too few cells";
    HEAD "IR103" "a column head is not a period or a known column";
    BALANCE "IR104" "total assets differ from total liabilities and equity";
    CITATION "IR105" "a citation of a fact that no public document reports";
    CONFLICT "IR106" "one document reports a concept and period with two values";
    ACCEPT "IR107" "an acceptance that matches no finding";
    SUM "IR108" "lines do not add up to their total";
    PER_SHARE "IR109" "loss per share is not the loss divided by the shares";
    QUARTERS "IR110" "a year to date is not the sum of its quarters";
    REVISION "IR111" "a later document reports a figure otherwise";
    SCALE "IR112" "a figure is a thousand times its neighbours";
    SIGN "IR113" "a figure has the other sign than its neighbours";
    BASIS_POINTS "IR114" "a change in basis points is not that of its percentages";
    PROSE "IR121" "a figure in a text differs from the statement that prints it";
    CITED "IR122" "the words of a citation are not the figure that they cite";
    DATE "IR201" "a date, time, period or window cannot be read";
    UNTIL_MIDNIGHT "IR202" "a record dated today is hidden until midnight";
    CAUTION "IR301" "words about the future without a cautionary statement";
    LEGEND "IR302" "the cautionary statement does not name a candidate or a partner";
    SUMMARY "IR303" "a summary that does not say of what it is one";
    DATELINE "IR304" "a dateline gives another day than its document";
    NON_GAAP "IR305" "a measure outside of GAAP without a reconciliation";
    SUCCESSION "IR401" "a program that succeeds itself or an unknown program";
    PROGRAM "IR402" "a program that was never made public with a phase";
    VANISHED "IR403" "a program that the newest update no longer mentions";
    OVERDUE "IR404" "a milestone whose time has passed without an outcome";
    BACKWARDS "IR405" "a program that goes back a phase without a word";
    CLAIM "IR406" "a claim of safety or efficacy for a candidate that is not approved";
    ACCESS "IR407" "no policy on expanded access, or not all of it";
    REPLAY "IR501" "a replay or webcast that ends before it starts";
    RECORDING "IR502" "a recording of a past event without an end";
    WINDOW "IR503" "a release at a time of day that the exchange asks about";
    LINK "IR701" "a link that points nowhere or is not safe";
    HEADINGS "IR702" "a heading that skips a level";
    LINK_WORDS "IR703" "a link whose words do not say where it leads";
    TABLE_HEADS "IR704" "a table, or a column of one, without a head";
    CONTRAST "IR705" "colors that cannot be told apart well enough";
    UNIQUE "IR706" "two elements of a page with one id";
    REFERENCES "IR707" "an attribute that names an element which its page does not have";
    PARTS "IR708" "a page without language, title, main part or first heading";
    NAMES "IR709" "an image, a button or a field without words";
    POLICY "IR710" "something on a page that its security policy forbids";
    UNREADABLE "IR801" "an input that is not a filing";
    LAYOUT "IR802" "a part of an input whose layout is not certain";
    COLUMN "IR803" "a column whose period is not stated or not certain";
    UNSCALED "IR804" "a table that does not say in which unit it is printed";
    INFERRED "IR805" "a value that was inferred and wants to be looked at";
    EDITED "IR806" "a file that an editor changed is not overwritten";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
        assert_eq!(Code::find("IR104"), Some(BALANCE));
        assert_eq!(Code::find("IR999"), None);
    }
}
