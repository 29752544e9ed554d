//! What an auditor would tick and tie, and what counsel would ask, over a resolved site.
//!
//! A [`Rule`] is data and a function; each file of this folder holds one family of them, and [`RULES`] is all that
//! runs. A rule pushes what it finds into [`Findings`], and may say there what it found to hold. Rules of [`page`] look
//! at what was rendered.

mod again;
mod balance;
mod basis_points;
mod calendar;
mod contrast;
mod coverage;
mod disclosure;
pub mod explain;
mod outlier;
pub mod page;
mod per_share;
mod programs;
mod prose;
mod quarters;
mod recognise;
mod revision;
mod sheet;
mod sums;
mod texts;
mod words;

pub use coverage::unbound;

use crate::diag::{Code, Confirmed, Diagnostic, Diagnostics, Severity};
use crate::model::statement::Statement;
use crate::resolve::Site;

/// One rule: what it is called, for whom it holds, why, and how it is checked.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code of its findings. A code belongs to one rule.
    pub code: Code,
    /// A short name of lower-case words and hyphens.
    pub name: &'static str,
    /// The gravest severity of its findings. What can appear merely because time passes is never an error.
    pub severity: Severity,
    /// The company's profiles for which it runs, any of them; none stands for every site.
    pub profiles: &'static [&'static str],
    /// What it finds, why that matters and what to do, in plain paragraphs.
    pub explanation: &'static str,
    /// The text that it rests on.
    pub source: &'static str,
    /// The date of that text, or of the day on which it was read: ISO 8601.
    pub date: &'static str,
    /// What it looks at.
    run: Run,
}

/// What a rule looks at: the site before it is rendered, each of its pages, or both.
#[derive(Clone, Copy, Debug)]
enum Run {
    /// The site.
    Site(fn(&Site, &mut Findings)),
    /// A page as rendered.
    Page(fn(&page::Page, &mut page::Faults)),
    /// The site, and each page for what its texts have no part in.
    Both(fn(&Site, &mut Findings), fn(&page::Page, &mut page::Faults)),
    /// All files of the output together, while [`page`] walks over them.
    Output,
}

impl Run {
    fn site(self) -> Option<fn(&Site, &mut Findings)> {
        match self {
            Self::Site(run) | Self::Both(run, _) => Some(run),
            Self::Page(_) | Self::Output => None,
        }
    }

    fn page(self) -> Option<fn(&page::Page, &mut page::Faults)> {
        match self {
            Self::Page(run) | Self::Both(_, run) => Some(run),
            Self::Site(_) | Self::Output => None,
        }
    }
}

impl Rule {
    /// The rule whose findings bear a code.
    #[must_use]
    pub fn find(code: Code) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.code == code)
    }

    /// Whether it runs for a company of these profiles.
    #[must_use]
    pub fn applies(&self, profiles: &[&str]) -> bool {
        self.profiles.is_empty() || self.profiles.iter().any(|own| profiles.contains(own))
    }
}

/// Every rule, in the order of its code.
pub const RULES: &[Rule] = &[
    balance::RULE,
    again::RULE,
    sums::RULE,
    per_share::RULE,
    quarters::RULE,
    revision::RULE,
    outlier::SCALE,
    outlier::SIGN,
    basis_points::RULE,
    prose::RULE,
    prose::CITED,
    disclosure::CAUTION,
    disclosure::LEGEND,
    disclosure::SUMMARY,
    disclosure::DATELINE,
    disclosure::NON_GAAP,
    programs::VANISHED,
    programs::OVERDUE,
    programs::BACKWARDS,
    programs::CLAIM,
    programs::ACCESS,
    calendar::RECORDING,
    calendar::WINDOW,
    page::LINKS,
    words::HEADINGS,
    words::LINK_WORDS,
    words::TABLE_HEADS,
    contrast::RULE,
    page::UNIQUE,
    page::REFERENCES,
    page::PARTS,
    page::NAMES,
    page::POLICY,
];

/// Whether findings of a code can come from rendered pages, which not every run looks at.
#[must_use]
pub fn is_of_pages(code: Code) -> bool {
    Rule::find(code).is_some_and(|rule| !matches!(rule.run, Run::Site(_)))
}

/// What the rules found, and what they found to hold.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    diags: Diagnostics,
    confirmed: Vec<Confirmed>,
}

impl Findings {
    /// Reports a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diags.push(diagnostic);
    }

    /// Says that a relation holds.
    pub fn confirm(&mut self, confirmed: Confirmed) {
        self.confirmed.push(confirmed);
    }
}

/// The sums that hold in every column of a statement and can be seen from its lines alone: the id of each total
/// with the signed ids of what it adds up.
pub(crate) fn recognised_sums(statement: &Statement) -> Vec<(String, Vec<(bool, String)>)> {
    let mut found = Vec::new();
    for sheet in sheet::Sheet::of(statement) {
        let id = |line: usize| sheet.lines.get(line).map(|line| line.row.id.clone());
        for sum in recognise::sums(&sheet) {
            let holds = (0..sheet.columns.len()).all(|column| !sum.fails(&sheet, column));
            let terms: Option<Vec<(bool, String)>> =
                sum.terms.iter().map(|(plus, line)| Some((*plus, id(*line)?))).collect();
            if let (true, Some(total), Some(terms)) = (holds, id(sum.total), terms)
                && !found.iter().any(|(known, _)| *known == total)
            {
                found.push((total, terms));
            }
        }
    }
    found
}

/// Runs every rule that the company's profiles ask for, and gives what was found to hold.
pub fn check(site: &Site, diags: &mut Diagnostics) -> Vec<Confirmed> {
    let mut findings = Findings::default();
    for rule in RULES.iter().filter(|rule| rule.applies(&site.edition.company.profiles)) {
        if let Some(run) = rule.run.site() {
            run(site, &mut findings);
        }
    }
    diags.extend(findings.diags);
    findings.confirmed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::model::company::PROFILES;

    #[test]
    fn rules_are_in_order_and_complete() {
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code), "in order, each once");
        for rule in RULES {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(!rule.name.is_empty() && rule.name.chars().all(plain), "{}", rule.code);
            assert!(rule.profiles.iter().all(|own| PROFILES.contains(own)), "{}", rule.code);
            assert!(rule.explanation.len() > 80, "{} is not explained", rule.code);
            assert!(!rule.source.is_empty(), "{} has no source", rule.code);
            assert!(Date::parse(rule.date).is_ok(), "{}: {}", rule.code, rule.date);
            assert_eq!(Rule::find(rule.code).map(|found| found.name), Some(rule.name));
        }
    }

    #[test]
    fn a_rule_runs_for_its_profiles() {
        let rule = Rule { profiles: &["nyse", "nasdaq"], ..balance::RULE };
        assert!(rule.applies(&["us_sec", "nasdaq"]));
        assert!(!rule.applies(&["us_sec"]));
        assert!(!rule.applies(&[]));
        assert!(balance::RULE.applies(&[]));
    }
}
