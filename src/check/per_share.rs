//! IR109: the loss per share is the loss divided by the weighted shares, within the rounding of all three.

use rust_decimal::Decimal;

use super::{Findings, Rule, Run};
use crate::date::FiscalYearEnd;
use crate::diag::{Confirmed, Diagnostic, Severity, code};
use crate::model::statement::{Row, Statement, Unit};
use crate::resolve::Site;
use crate::text::amount::{Amount, Cell, printed};

pub(super) const RULE: Rule = Rule {
    code: code::PER_SHARE,
    name: "per-share",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
Earnings or loss per share is the income or loss available to common stockholders, divided by the weighted average number \
of shares of the same period. Each of the three is printed rounded; the finding is made only where no values that round \
to what is printed would agree.

Which line is divided is seen from the columns that agree: the one available to common stockholders, else net income or \
loss. Diluted figures of a profit may add back interest or dividends, so they are only confirmed. If every column agrees \
once shares are taken in thousands, or once the sign is turned, that is what is reported: `scale` or `negate` is missing.

Compare the three cells with the document; if it prints them so, accept the finding.",
    source: "FASB ASC 260-10-45-10, Earnings Per Share: basic earnings per share",
    date: "1997-12-15",
    run: Run::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for statement in site.edition.documents.iter().flat_map(|document| &document.statements) {
        for row in statement.rows.iter().filter(|row| is_per_share(row)) {
            if let Some(ratio) = Ratio::of(statement, row) {
                ratio.judge(&site.edition.company.year_end, findings);
            }
        }
    }
}

/// Which shares a line counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shares {
    Basic,
    Diluted,
    Both,
}

/// By its concept, else by its label.
fn shares(row: &Row) -> Shares {
    let text = row.concept.as_ref().map_or(&row.label, |concept| &concept.value).to_lowercase();
    match (text.contains("basic"), text.contains("diluted")) {
        (true, true) => Shares::Both,
        (false, true) => Shares::Diluted,
        _ => Shares::Basic,
    }
}

/// Whether a line is the income or loss per share of the whole company.
fn is_per_share(row: &Row) -> bool {
    const PARTIAL: [&str; 7] = [
        "continuing",
        "discontinued",
        "pro forma",
        "adjusted",
        "dividend",
        "before",
        "extraordinary",
    ];
    if !matches!(row.unit, Unit::PerShare(_)) {
        return false;
    }
    let label = row.label.to_lowercase();
    match &row.concept {
        Some(concept) => concept.value.starts_with("EarningsPerShare"),
        None => {
            ["loss", "income", "earnings"].iter().any(|word| label.contains(word))
                && !PARTIAL.iter().any(|word| label.contains(word))
        }
    }
}

/// What a line may be divided to: the elements, and the words of labels without one, the likeliest first.
const RESULTS: [(&str, &[&str]); 3] = [
    (
        "NetIncomeLossAvailableToCommonStockholders",
        &[
            "attributable to common",
            "applicable to common",
            "available to common",
            "allocable to common",
        ],
    ),
    ("NetIncomeLoss", &["net loss", "net income", "net (loss) income", "net earnings"]),
    ("ProfitLoss", &[]),
];

/// A loss per share with what it is made of.
struct Ratio<'s> {
    statement: &'s Statement,
    per_share: &'s Row,
    result: &'s Row,
    shares: &'s Row,
}

/// How a column stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Holds,
    /// With the other sign.
    Turned,
    /// With shares in thousands.
    Thousands,
    Off,
}

impl<'s> Ratio<'s> {
    /// The result and the shares that agree with the line in most columns.
    fn of(statement: &'s Statement, per_share: &'s Row) -> Option<Self> {
        let kind = shares(per_share);
        let weighted = |row: &&Row| {
            let name = row.concept.as_ref().map_or(&row.label, |concept| &concept.value);
            row.unit == Unit::Shares && name.to_lowercase().contains("weighted")
        };
        let counts: Vec<&Row> = statement.rows.iter().filter(weighted).collect();
        let of_kind = |wanted: Shares| counts.iter().find(|row| shares(row) == wanted).copied();
        let counted =
            of_kind(kind).or_else(|| of_kind(Shares::Both)).or(match counts.as_slice() {
                [only] => Some(*only),
                _ => None,
            })?;
        let money = |row: &&Row| matches!(row.unit, Unit::Money(_)) && !row.is_section();
        let mut best: Option<(usize, Self)> = None;
        for (element, words) in RESULTS {
            let is = |row: &&Row| match &row.concept {
                Some(concept) if element == "NetIncomeLossAvailableToCommonStockholders" => {
                    concept.value.starts_with(element)
                }
                Some(concept) => concept.value == element,
                None => {
                    let label = row.label.to_lowercase();
                    words.iter().any(|word| label.contains(word))
                }
            };
            for result in statement.rows.iter().filter(money).filter(is) {
                let ratio = Self { statement, per_share, result, shares: counted };
                let holds = ratio.standings().filter(|(_, s)| *s != Standing::Off).count();
                if holds > best.as_ref().map_or(0, |(most, _)| *most) {
                    best = Some((holds, ratio));
                }
            }
        }
        best.map(|(_, ratio)| ratio)
    }

    fn figure(row: &Row, column: usize) -> Option<Amount> {
        match row.cells.get(column)?.cell {
            Cell::Amount(amount) => Some(amount),
            Cell::Nil | Cell::Blank => None,
        }
    }

    fn standings(&self) -> impl Iterator<Item = (usize, Standing)> {
        (0..self.statement.columns.len())
            .filter_map(|column| Some((column, self.standing(column)?)))
    }

    fn standing(&self, column: usize) -> Option<Standing> {
        let range = |row: &Row| Some(Range::of(row, Self::figure(row, column)?));
        let (printed, result, shares) =
            (range(self.per_share)?, range(self.result)?, range(self.shares)?);
        let quotient = result.over(shares)?;
        let thousandth = |range: Range| {
            Some(Range {
                low: range.low.checked_div(Decimal::ONE_THOUSAND)?,
                high: range.high.checked_div(Decimal::ONE_THOUSAND)?,
            })
        };
        Some(if quotient.meets(printed) {
            Standing::Holds
        } else if quotient.meets(Range { low: -printed.high, high: -printed.low }) {
            Standing::Turned
        } else if thousandth(quotient)?.meets(printed) {
            Standing::Thousands
        } else {
            Standing::Off
        })
    }

    fn judge(&self, year_end: &FiscalYearEnd, findings: &mut Findings) {
        let standings: Vec<(usize, Standing)> = self.standings().collect();
        let all = |wanted: Standing| standings.iter().all(|(_, standing)| *standing == wanted);
        let Some((first, _)) = standings.first() else { return };
        if all(Standing::Turned) {
            let message =
                format!("{} and {} differ in sign", self.per_share.label, self.result.label);
            let help = "facts carry the sign of the taxonomy, in which a loss is negative: add a column `negate` with `yes` to the line that is printed the other way";
            findings.diags.extend(self.finding(*first, message, help));
            return;
        }
        if all(Standing::Thousands) {
            let message = format!(
                "{} follows from {} only if shares are counted in thousands",
                self.per_share.label, self.result.label
            );
            let help = "where shares are printed in thousands, add a column `scale` with `thousands` to their line";
            findings.diags.extend(self.finding(*first, message, help));
            return;
        }
        let holds = standings.iter().filter(|(_, s)| *s == Standing::Holds).count();
        for (column, standing) in &standings {
            if *standing == Standing::Holds {
                self.confirm(*column, findings);
            } else if 2 * holds >= standings.len() && !self.may_differ(*column) {
                findings.diags.extend(self.report(*column, *standing, year_end));
            }
        }
    }

    /// Diluted earnings add back what the shares would have saved.
    fn may_differ(&self, column: usize) -> bool {
        shares(self.per_share) == Shares::Diluted
            && Self::figure(self.result, column).is_none_or(|result| result.value > Decimal::ZERO)
    }

    fn confirm(&self, column: usize, findings: &mut Findings) {
        let relation = format!(
            "{} \u{2248} {} / {}",
            self.per_share.label, self.result.label, self.shares.label
        );
        let cells = [self.per_share, self.result, self.shares];
        let places = cells.iter().filter_map(|row| row.cells.get(column));
        findings.confirm(Confirmed {
            code: code::PER_SHARE,
            relation: relation.into(),
            places: places.map(|cell| cell.span.clone()).collect(),
        });
    }

    fn report(
        &self,
        column: usize,
        standing: Standing,
        year_end: &FiscalYearEnd,
    ) -> Option<Diagnostic> {
        let is = Self::figure(self.per_share, column)?;
        let (result, shares) =
            (Self::figure(self.result, column)?, Self::figure(self.shares, column)?);
        let quotient =
            self.result.value(result).checked_div(self.shares.value(shares).normalize())?;
        let quotient = if self.per_share.negate { -quotient } else { quotient };
        let when = self.statement.period(self.per_share, column);
        let when = when.map_or_else(String::new, |when| format!(" for {}", year_end.code(when)));
        let message = format!(
            "{} is {}{when} where {} divided by {} is {}",
            self.per_share.label,
            printed(is.value, is.decimals),
            printed(result.value, result.decimals),
            printed(shares.value, shares.decimals),
            printed(quotient, is.decimals + 2),
        );
        let help = match standing {
            Standing::Turned => {
                "the sign differs: if the document prints it so, accept this finding with its reason"
            }
            Standing::Thousands => {
                "the shares of this column seem to be in thousands: compare them with the document"
            }
            _ => {
                "compare the three cells with the document; if it prints them so, accept this finding with its reason"
            }
        };
        self.finding(column, message, help)
    }

    fn finding(&self, column: usize, message: String, help: &str) -> Option<Diagnostic> {
        let span = |row: &Row| row.cells.get(column).map(|cell| cell.span.clone());
        Some(
            Diagnostic::warning(code::PER_SHARE, span(self.per_share)?, message)
                .label(span(self.result)?, "divided")
                .label(span(self.shares)?, "by this number of shares")
                .help(help),
        )
    }
}

/// The values that round to a printed figure, in whole units and the taxonomy's sign.
#[derive(Clone, Copy)]
struct Range {
    low: Decimal,
    high: Decimal,
}

impl Range {
    fn of(row: &Row, amount: Amount) -> Self {
        let half = Amount { value: Decimal::new(5, amount.decimals.min(27) + 1), decimals: 0 };
        let (value, half) = (row.value(amount), row.whole(half));
        Self { low: value.saturating_sub(half), high: value.saturating_add(half) }
    }

    /// The quotients of two ranges; nothing where one may be divided by zero.
    fn over(self, by: Self) -> Option<Self> {
        if by.low <= Decimal::ZERO {
            return None;
        }
        let (of_low, of_high) = (
            if self.low < Decimal::ZERO { by.low } else { by.high },
            if self.high < Decimal::ZERO { by.high } else { by.low },
        );
        Some(Self { low: self.low.checked_div(of_low)?, high: self.high.checked_div(of_high)? })
    }

    fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}
