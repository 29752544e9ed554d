//! IR108: lines that should add up, and do not.
//!
//! Declared sums (`sum_of`) and recognised ones, the roll-forwards of cash and equity among them. A sum that holds in
//! all columns but one is a finding in that one. Where two sums of one column fail and one cell stands in both, and both
//! ask for the same figure, that cell is the finding.

use std::sync::Arc;

use super::recognise::{self, Standing, Sum};
use super::sheet::Sheet;
use super::{Findings, Rule, Run};
use crate::date::FiscalYearEnd;
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::statement::{Row, Statement};
use crate::resolve::Site;
use crate::text::amount::{Cell, printed};

pub(super) const RULE: Rule = Rule {
    code: code::SUM,
    name: "sum",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
A total must equal the lines that it adds up, a balance at the end of a period the balance at its start and what changed \
it. Which lines a total takes up is read from the table itself: a line that equals a sum of the lines above it in all \
columns, or in all but few, is their total. `sum_of` says it where that cannot be seen, or is wrong.

Amounts are added as printed, parentheses and all; a nil counts as zero, and a column with a blank cell is passed over. \
Rounded figures may differ from their rounded total by half a unit for each of them. If a sum holds to the last digit in \
the other columns, a single difference of that size is reported all the same.

The finding stands at the total, or at the cell on which two failing sums agree. Its labels show what was added. Compare \
the cells with the document; if it prints them so, accept the finding.",
    source: "XBRL International, Calculations 1.1 (on rounding and consistency); Regulation S-X, Article 10",
    date: "2023-02-22",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for statement in site.edition.documents.iter().flat_map(|document| &document.statements) {
        mixed(statement, findings);
        for sheet in Sheet::of(statement) {
            let sums = recognise::sums(&sheet);
            let audit =
                Audit { sheet: &sheet, sums: &sums, year_end: &site.edition.company.year_end };
            for sum in &sums {
                audit.confirm(sum, findings);
            }
            for column in 0..sheet.columns.len() {
                audit.accuse(column, findings);
            }
        }
    }
}

/// Reports declared sums whose lines cannot be added to each other.
fn mixed(statement: &Statement, findings: &mut Findings) {
    for total in statement.rows.iter().filter(|row| row.sum_of.is_some()) {
        let ids = total.sum_of.iter().flatten().map(|(_, id)| id);
        let term = |id: &String| statement.rows.iter().find(|row| row.id == *id);
        let unlike = |row: &&Row| (&row.unit, row.scale) != (&total.unit, total.scale);
        if let Some(other) = ids.filter_map(term).find(unlike) {
            let message =
                format!("{} and {} are printed in different units", total.label, other.label);
            findings.push(
                Diagnostic::warning(code::SUM, total.span.clone(), message)
                    .label(other.span.clone(), "`sum_of` names this line")
                    .help("correct `sum_of`, or the unit or scale of one of the lines"),
            );
        }
    }
}

/// A sheet with its sums.
struct Audit<'a, 's> {
    sheet: &'a Sheet<'s>,
    sums: &'a [Sum],
    year_end: &'a FiscalYearEnd,
}

/// A cell that is to blame for the failure of several sums: its line, and what it should hold.
struct Culprit {
    line: usize,
    value: i128,
    sums: Vec<usize>,
}

impl Audit<'_, '_> {
    fn confirm(&self, sum: &Sum, findings: &mut Findings) {
        let relation: Arc<str> = self.words(sum).into();
        for column in 0..self.sheet.columns.len() {
            if sum.fails(self.sheet, column) || sum.standing(self.sheet, column) == Standing::Open {
                continue;
            }
            let lines = std::iter::once(sum.total).chain(sum.terms.iter().map(|(_, line)| *line));
            let cells = lines.filter_map(|line| self.sheet.cell(line, column));
            findings.confirm(Confirmed {
                code: code::SUM,
                relation: Arc::clone(&relation),
                places: cells.map(|cell| cell.span.clone()).collect(),
            });
        }
    }

    /// `Net loss = Revenue - Total operating expenses`; of a long sum its ends.
    fn words(&self, sum: &Sum) -> String {
        let label = |line: usize| self.sheet.lines.get(line).map_or("", |line| &line.row.label);
        let mut out = format!("{} {}", label(sum.total), if sum.exact { "=" } else { "\u{2248}" });
        let count = sum.terms.len();
        for (at, (plus, line)) in sum.terms.iter().enumerate() {
            if count > 6 && (3..count - 1).contains(&at) {
                out.push_str(if at == 3 { " + \u{2026}" } else { "" });
                continue;
            }
            let sign = match (plus, at) {
                (true, 0) => " ",
                (false, 0) => " -",
                (true, _) => " + ",
                (false, _) => " - ",
            };
            out.push_str(sign);
            out.push_str(label(*line));
        }
        out
    }

    /// Reports what fails in one column.
    fn accuse(&self, column: usize, findings: &mut Findings) {
        let fails = |sum: &Sum| sum.fails(self.sheet, column);
        let mut failing: Vec<usize> =
            (0..self.sums.len()).filter(|index| self.sums.get(*index).is_some_and(fails)).collect();
        while let Some(culprit) = self.culprit(&failing, column) {
            failing.retain(|index| !culprit.sums.contains(index));
            findings.diags.extend(self.blame(&culprit, column));
        }
        for sum in failing.iter().filter_map(|index| self.sums.get(*index)) {
            findings.diags.extend(self.report(sum, column));
        }
    }

    /// A cell that stands in two failing sums or more, in none that holds, and of which all ask the same.
    fn culprit(&self, failing: &[usize], column: usize) -> Option<Culprit> {
        let involved = |sum: &Sum, line: usize| {
            sum.total == line || sum.terms.iter().any(|(_, term)| *term == line)
        };
        let held = |line: usize| {
            self.sums.iter().any(|sum| {
                involved(sum, line)
                    && !sum.fails(self.sheet, column)
                    && sum.standing(self.sheet, column) != Standing::Open
            })
        };
        (0..self.sheet.lines.len()).find_map(|line| {
            let own = |index: &usize| self.sums.get(*index).is_some_and(|sum| involved(sum, line));
            let sums: Vec<usize> = failing.iter().copied().filter(own).collect();
            if sums.len() < 2 || held(line) {
                return None;
            }
            let mut wanted =
                sums.iter().filter_map(|index| self.wanted(self.sums.get(*index)?, line, column));
            let value = wanted.next()?;
            wanted.all(|other| other == value).then_some(Culprit { line, value, sums })
        })
    }

    /// What a line would have to hold for a sum to hold.
    fn wanted(&self, sum: &Sum, line: usize, column: usize) -> Option<i128> {
        let computed = sum.computed(self.sheet, column)?;
        if sum.total == line {
            return Some(computed);
        }
        let (plus, _) = sum.terms.iter().find(|(_, term)| *term == line)?;
        let missing = self.sheet.figure(sum.total, column)?.value - computed;
        let value = self.sheet.figure(line, column)?.value;
        Some(if *plus { value + missing } else { value - missing })
    }

    fn blame(&self, culprit: &Culprit, column: usize) -> Option<Diagnostic> {
        let cell = self.sheet.cell(culprit.line, column)?;
        let label = &self.sheet.lines.get(culprit.line)?.row.label;
        let (is, wanted) =
            (self.shown(culprit.line, column)?, self.print(culprit.line, culprit.value));
        let message = format!(
            "{label} is {is}{} where {} sums ask for {wanted}",
            self.when(culprit.line, column),
            culprit.sums.len()
        );
        let mut finding = Diagnostic::warning(code::SUM, cell.span.clone(), message);
        for sum in culprit.sums.iter().filter_map(|index| self.sums.get(*index)) {
            let at = if sum.total == culprit.line { sum.terms.last()?.1 } else { sum.total };
            let text = if sum.total == culprit.line {
                format!("the lines down to here add up to {wanted}")
            } else {
                format!("{} here follows from {wanted}", self.shown(sum.total, column)?)
            };
            finding = finding.label(self.sheet.cell(at, column)?.span.clone(), text);
        }
        Some(finding.help(self.advice(&[(culprit.line, culprit.value)], column)))
    }

    fn report(&self, sum: &Sum, column: usize) -> Option<Diagnostic> {
        let cell = self.sheet.cell(sum.total, column)?;
        let row = self.sheet.lines.get(sum.total)?.row;
        let computed = sum.computed(self.sheet, column)?;
        let message = format!(
            "{} is {}{} where its lines add up to {}",
            row.label,
            self.shown(sum.total, column)?,
            self.when(sum.total, column),
            self.print(sum.total, computed)
        );
        let mut finding = Diagnostic::warning(code::SUM, cell.span.clone(), message);
        let count = sum.terms.len();
        for (at, (plus, line)) in sum.terms.iter().enumerate() {
            if count > 12 && at > 0 && at + 1 < count {
                continue;
            }
            let sign = if *plus { '+' } else { '\u{2212}' };
            let term = self.sheet.cell(*line, column)?;
            finding =
                finding.label(term.span.clone(), format!("{sign} {}", self.shown(*line, column)?));
        }
        let others = sum.terms.iter().map(|(_, line)| *line);
        let wanted: Vec<(usize, i128)> = std::iter::once(sum.total)
            .chain(others)
            .filter_map(|line| Some((line, self.wanted(sum, line, column)?)))
            .collect();
        let finding = finding.help(self.advice(&wanted, column));
        Some(if sum.standing(self.sheet, column) == Standing::Within {
            finding
                .help("rounding may explain so little, but the other columns add up to the digit")
        } else {
            finding
        })
    }

    /// What may have happened: a slip of the key that would explain the difference, if there is just one.
    fn advice(&self, wanted: &[(usize, i128)], column: usize) -> String {
        let slips: Vec<String> = wanted
            .iter()
            .filter_map(|(line, value)| {
                let is = self.sheet.figure(*line, column)?.value;
                let slip = slip(is, *value)?;
                let label = &self.sheet.lines.get(*line)?.row.label;
                Some(format!("{slip} in {label}? {} would add up", self.print(*line, *value)))
            })
            .collect();
        match slips.as_slice() {
            [only] => format!("{only}; if the document prints it as here, accept this finding"),
            _ => "compare the cells with the document; if it prints them so, accept this finding with its reason"
                .into(),
        }
    }

    fn when(&self, line: usize, column: usize) -> String {
        let period = self.sheet.lines.get(line).zip(self.sheet.columns.get(column));
        let period = period.and_then(|(line, at)| self.sheet.statement.period(line.row, *at));
        period.map_or_else(String::new, |period| {
            let word = if period.is_instant() { "at" } else { "for" };
            format!(" {word} {}", self.year_end.code(period))
        })
    }

    /// A cell as statements print it.
    fn shown(&self, line: usize, column: usize) -> Option<String> {
        Some(match self.sheet.cell(line, column)?.cell {
            Cell::Amount(amount) => printed(amount.value, amount.decimals),
            Cell::Nil => "nil".into(),
            Cell::Blank => return None,
        })
    }

    /// A value as the line would print it.
    fn print(&self, line: usize, value: i128) -> String {
        self.sheet.printed(line, value)
    }
}

/// What a slip of the key is called that makes one figure of another: two neighbouring digits swapped, or the sign.
fn slip(is: i128, wanted: i128) -> Option<&'static str> {
    if is == -wanted && is != 0 {
        return Some("the wrong sign");
    }
    let (a, b) = (is.unsigned_abs().to_string(), wanted.unsigned_abs().to_string());
    let different: Vec<usize> = a
        .bytes()
        .zip(b.bytes())
        .enumerate()
        .filter(|(_, (a, b))| a != b)
        .map(|(at, _)| at)
        .collect();
    let [first, second] = different.as_slice() else { return None };
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let swapped = a.len() == b.len()
        && *second == first + 1
        && a.get(*first) == b.get(*second)
        && a.get(*second) == b.get(*first)
        && (is < 0) == (wanted < 0);
    swapped.then_some("two digits swapped")
}

#[cfg(test)]
mod tests {
    use super::slip;

    #[test]
    fn slips_of_the_key_are_named() {
        assert_eq!(slip(3588, 3858), Some("two digits swapped"));
        assert_eq!(slip(-3588, -3858), Some("two digits swapped"));
        assert_eq!(slip(266, -266), Some("the wrong sign"));
        for (is, wanted) in [(3588, -3858), (3588, 3589), (3588, 8538), (0, 0), (12, 121), (12, 12)]
        {
            assert_eq!(slip(is, wanted), None, "{is} {wanted}");
        }
    }
}
