//! What a line of a statement counts: by its label, else by the section that it stands in.
//!
//! Content and import share this rule, so that a table means the same however it came into a site.

use super::headings::{self, Phrases};

/// What the figures of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Money, in the statement's scale.
    Money,
    /// Money per share, per depositary share or per unit, never in a scale.
    PerShare,
    /// A number of shares.
    Shares,
}

/// What the print of a line's figures tells of them.
#[derive(Clone, Copy, Debug, Default)]
struct Print {
    /// A sign of currency stands at one of them.
    coined: bool,
    /// One of them has decimals.
    decimals: bool,
    /// The digits before the decimal point, of the longest.
    digits: usize,
}

impl Print {
    fn of<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let mut print = Self::default();
        for cell in cells {
            let (whole, decimals) = cell.split_once('.').unwrap_or((cell, ""));
            print.coined |= cell.contains(['$', '\u{20ac}', '\u{a3}', '\u{a5}']);
            print.decimals |= decimals.starts_with(|c: char| c.is_ascii_digit());
            print.digits = print.digits.max(whole.chars().filter(char::is_ascii_digit).count());
        }
        print
    }
}

/// A section whose lines go on.
#[derive(Clone, Copy, Debug)]
struct Open {
    indent: u8,
    counted: Option<Counted>,
    /// Whether its lines are indented below it, once the first is seen: then the indent says where it ends.
    deeper: Option<bool>,
}

/// Follows the lines of a statement from the top and tells what each counts.
#[derive(Clone, Debug, Default)]
pub struct Sections {
    open: Vec<Open>,
    last: Option<Counted>,
    stem: Option<Counted>,
}

impl Sections {
    /// A line with only a label, which names those below it.
    pub fn head(&mut self, indent: u8, label: &str) {
        let own = headings::by_heading(label);
        let part = headings::is_part(label) || Phrases::of(label).has("dilutive");
        // A heading right below another, or one that names a part (`Class A:`,
        // `Effect of dilutive securities:`), is within what stood above.
        let within = |open: &Open| open.indent < indent || open.deeper.is_none() || part;
        let above =
            self.open.iter().rev().filter(|open| within(open)).find_map(|open| open.counted);
        self.open.retain(|open| open.indent < indent);
        for open in &mut self.open {
            open.deeper.get_or_insert(true);
        }
        let counted = own.or(above);
        self.open.push(Open { indent, counted, deeper: None });
        self.last = counted;
        self.stem = None;
    }

    /// What a line with figures counts; `cells` are its figures as printed.
    ///
    /// A label that names a unit decides. Else the section does: as far as the indent says where there is one,
    /// else to the next section or total, short of a line that cannot be of it.
    pub fn line<'a>(
        &mut self,
        indent: u8,
        label: &str,
        cells: impl IntoIterator<Item = &'a str>,
    ) -> Counted {
        for open in &mut self.open {
            open.deeper.get_or_insert(indent > open.indent);
        }
        self.open.retain(|open| open.deeper != Some(true) || indent > open.indent);
        let print = Print::of(cells);
        let words = Phrases::of(label);
        let counted = self.counted(label, &words, print);
        if counted == Counted::Money {
            // What follows an amount is one, too: the lines are no longer what the heading says.
            for open in &mut self.open {
                open.counted = None;
            }
        }
        // `- Diluted` below `Net income per share - Basic` repeats what stands before the dash.
        if !label.starts_with(headings::DASHES) {
            self.stem = headings::stem(label).and_then(headings::by_label);
        }
        if words.starts_with("total") {
            self.open.pop();
            self.last = None;
        }
        counted
    }

    fn counted(&self, label: &str, words: &Phrases, print: Print) -> Counted {
        match headings::by_label(label) {
            // A count of shares bears no sign: `Common shares outstanding  $ 24` is their amount.
            Some(Counted::Shares) if print.coined && !words.is_count() => return Counted::Money,
            Some(own) => return own,
            None => {}
        }
        if label.starts_with(headings::DASHES) && self.stem.is_some() {
            return self.stem.unwrap_or(Counted::Money);
        }
        let innermost = self.open.iter().rev().find(|open| open.counted.is_some());
        let section = innermost.and_then(|open| open.counted);
        if headings::is_bare(label) {
            return section.or(self.last).unwrap_or(Counted::Money);
        }
        let flat = innermost.is_some_and(|open| open.deeper == Some(false));
        match section {
            Some(Counted::Shares) if print.coined => Counted::Money,
            Some(counted) if headings::is_part(label) => counted,
            Some(Counted::PerShare) if print.digits > 3 && words.has("shares") => Counted::Shares,
            // Per-share figures have decimals. Whole hundreds below a heading without indent, and thousands below
            // any, are what is divided, or what comes after the section.
            Some(Counted::PerShare) if !print.decimals && print.digits > 3 - usize::from(flat) => {
                Counted::Money
            }
            Some(Counted::Shares) if flat && words.name_money() => Counted::Money,
            Some(_) if flat && words.starts_with("total") => Counted::Money,
            Some(counted) => counted,
            None => Counted::Money,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Counted::{Money, PerShare, Shares};

    /// The lines of a statement, a label and a figure each; those without a figure are sections.
    fn counted(lines: &[(&str, &str)]) -> Vec<Counted> {
        let mut sections = Sections::default();
        let mut all = Vec::new();
        for (label, figure) in lines {
            let words = label.trim_start();
            let indent = u8::try_from((label.len() - words.len()) / 2).unwrap();
            if figure.is_empty() {
                sections.head(indent, words);
            } else {
                all.push(sections.line(indent, words, [*figure]));
            }
        }
        all
    }

    #[test]
    fn a_section_decides_where_the_label_names_no_unit() {
        let lines = [
            ("Net income per share:", ""),
            ("  Class A", "0.62"),
            ("  Continuing operations", "0.50"),
            ("Weighted average shares:", ""),
            ("  Class B", "900,000"),
            ("  Restricted stock", "12"),
            ("Cash and cash equivalents", "512"),
            ("Stockholders' equity:", ""),
            ("  Common shares", "24"),
        ];
        let wanted = [PerShare, PerShare, Shares, Shares, Money, Money];
        assert_eq!(counted(&lines), wanted);
    }

    #[test]
    fn a_section_without_indent_runs_to_what_cannot_be_of_it() {
        let lines = [
            ("Earnings per ADS:", ""),
            ("Class A", "1"),
            ("Discontinued operations", "(0.12)"),
            ("Shares at the end of the year", "24,525"),
            ("Cash", "512"),
            ("Weighted-average shares:", ""),
            ("Class A", "900"),
            ("Preferred", "$ 12"),
            ("Cash dividends", "40"),
            ("Total assets", "9,000"),
            ("Class A", "7"),
        ];
        let wanted = [PerShare, PerShare, Shares, Money, Shares, Money, Money, Money, Money];
        assert_eq!(counted(&lines), wanted);
    }

    #[test]
    fn a_part_is_within_the_section_above_it() {
        let lines = [
            ("Net income per share:", ""),
            ("Class A:", ""),
            ("Before extraordinary item", "0.5"),
            ("Class B:", ""),
            ("Before extraordinary item", "0.4"),
            ("Revenue:", ""),
            ("Products", "400"),
        ];
        assert_eq!(counted(&lines), [PerShare, PerShare, Money]);
    }

    #[test]
    fn a_dash_repeats_what_stands_before_it() {
        let lines =
            [("Net income per share - Basic", "0.62"), ("- Diluted", "0.60"), ("- Sales", "4")];
        assert_eq!(counted(&lines), [PerShare, PerShare, PerShare]);
    }

    #[test]
    fn a_calculation_of_earnings_per_share_divides_money_by_shares() {
        let lines = [
            ("Numerator for basic earnings per share:", ""),
            ("  Net income", "$ 233"),
            ("  Interest", "11"),
            ("Denominator:", ""),
            ("  Basic", "162,172"),
            ("Effect of dilutive securities:", ""),
            ("  Warrants", "9"),
            ("Tangible book value per share:", ""),
            ("  Equity", "$ 50,493"),
            ("  Goodwill", "(381)"),
            ("  Per share", "$ 93.54"),
        ];
        assert_eq!(counted(&lines), [Money, Money, Shares, Shares, Money, Money, PerShare]);
    }

    #[test]
    fn a_sign_of_currency_marks_the_amount_of_shares() {
        assert_eq!(counted(&[("Common shares outstanding", "$ 24")]), [Money]);
        assert_eq!(counted(&[("Common shares outstanding", "24")]), [Shares]);
        assert_eq!(counted(&[("Weighted average shares", "$ 24,525")]), [Shares]);
    }
}
