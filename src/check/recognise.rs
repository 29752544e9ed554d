//! Which lines of a statement are sums of others.
//!
//! Statements do not say so; a reader sees it. Lines are read from the top and kept as open until a total takes them
//! up; a line that equals a signed sum of the last open ones, in every column or in all but few, is their total and
//! stands open in their place. A line whose label names no total may only be the plain sum of a section. What speaks for a sum is counted in bits: a total of four digits that agrees in one
//! column agrees by chance once in some thousand tries. What speaks against it is the number of ways in which it could
//! have been found: signs that had to be tried, a beginning in the middle of a section, a label that names no total.

use super::sheet::Sheet;
use crate::model::concept;
use crate::model::statement::{At, Row, Unit};

/// A line that is a sum of others.
pub(super) struct Sum {
    /// The total, as a line of the sheet.
    pub total: usize,
    /// What it adds up: plus or minus, and the line.
    pub terms: Vec<(bool, usize)>,
    /// Whether it holds to the last digit where it holds, so that rounding does not excuse a difference.
    pub exact: bool,
}

/// How a sum stands in one column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// A cell is blank.
    Open,
    /// It holds to the last digit.
    Exact,
    /// It differs by no more than rounding may make it.
    Within,
    /// It does not hold.
    Off,
}

impl Sum {
    /// What the terms add up to in a column.
    pub(super) fn computed(&self, sheet: &Sheet<'_>, column: usize) -> Option<i128> {
        self.terms.iter().try_fold(0, |sum, (plus, line)| {
            let value = sheet.figure(*line, column)?.value;
            Some(if *plus { sum + value } else { sum - value })
        })
    }

    /// How it stands in a column.
    pub(super) fn standing(&self, sheet: &Sheet<'_>, column: usize) -> Standing {
        standing(sheet, self.total, &self.terms, column)
    }

    /// Whether a column is a finding.
    pub(super) fn fails(&self, sheet: &Sheet<'_>, column: usize) -> bool {
        match self.standing(sheet, column) {
            Standing::Open | Standing::Exact => false,
            Standing::Within => self.exact,
            Standing::Off => true,
        }
    }
}

/// What a sum of rounded figures may differ by is half a step for each of them; the comparison is in half steps.
fn standing(sheet: &Sheet<'_>, total: usize, terms: &[(bool, usize)], column: usize) -> Standing {
    let Some(printed) = sheet.figure(total, column) else { return Standing::Open };
    let (mut sum, mut slack) = (0, printed.step);
    for (plus, line) in terms {
        let Some(figure) = sheet.figure(*line, column) else { return Standing::Open };
        sum += if *plus { figure.value } else { -figure.value };
        slack += figure.step;
    }
    let off = (printed.value - sum).abs();
    match off {
        0 => Standing::Exact,
        _ if sheet.rounded && 2 * off <= slack => Standing::Within,
        _ => Standing::Off,
    }
}

/// The sums of a sheet, in the order of their totals.
pub(super) fn sums(sheet: &Sheet<'_>) -> Vec<Sum> {
    let mut reader = Reader { sheet, open: Vec::new(), sections: Vec::new(), bases: Vec::new() };
    let mut found = Vec::new();
    for (index, line) in sheet.lines.iter().enumerate() {
        if line.row.is_section() {
            reader.sections.push(reader.open.len());
        } else if line.reports() {
            let sum = reader.declared(index).or_else(|| reader.recognised(index));
            match sum {
                Some(sum) => {
                    reader.take(&sum);
                    found.push(sum);
                }
                None => reader.open.push(Open { line: index, total: says_total(line.row) }),
            }
        }
    }
    found
}

/// A line that no total has taken up.
#[derive(Clone, Copy)]
struct Open {
    line: usize,
    total: bool,
}

struct Reader<'a, 's> {
    sheet: &'a Sheet<'s>,
    open: Vec<Open>,
    /// How many lines were open where each section began.
    sections: Vec<usize>,
    /// Totals that a later one has taken up, and how many lines were open then: a second sum may begin with them.
    bases: Vec<(usize, usize)>,
}

/// A sum that a line may be, with what speaks for it.
struct Guess {
    terms: Vec<(bool, usize)>,
    exact: bool,
    weight: i64,
}

/// More lines than this are added up only with plain signs.
const FREE: usize = 6;
/// No total takes up more lines.
const LONGEST: usize = 60;
/// What must speak for a sum that holds in every column, in bits beyond its cost.
const ENOUGH: i64 = 6;
/// The same, where it fails in some: it will be a finding.
const ENOUGH_TO_ACCUSE: i64 = 8;
/// The same for a sum that follows from what its lines are.
const ENOUGH_IF_KNOWN: i64 = 3;

impl Reader<'_, '_> {
    fn declared(&self, total: usize) -> Option<Sum> {
        let ids = self.sheet.lines.get(total)?.row.sum_of.as_ref()?;
        let line = |id: &String| {
            let mut lines = self.sheet.lines.iter();
            lines.position(|line| line.row.id == *id && !line.row.is_section())
        };
        let terms: Option<Vec<(bool, usize)>> =
            ids.iter().map(|(plus, id)| Some((*plus, line(id)?))).collect();
        let terms = terms?;
        let tally = Tally::of(self.sheet, total, &terms, usize::MAX)?;
        Some(Sum { total, exact: tally.exact(), terms })
    }

    fn recognised(&self, total: usize) -> Option<Sum> {
        let row = self.sheet.lines.get(total)?.row;
        if !matches!(row.unit, Unit::Money(_)) {
            return None;
        }
        let named = says_total(row);
        let mut best: Option<Guess> = None;
        let mut keep = |guess: Option<Guess>| {
            if let Some(guess) = guess
                && best.as_ref().is_none_or(|best| guess.weight > best.weight)
            {
                best = Some(guess);
            }
        };
        let shortest = self.open.len().saturating_sub(LONGEST);
        for start in (shortest..self.open.len().saturating_sub(1)).rev() {
            let lines: Vec<usize> = self.open[start..].iter().map(|open| open.line).collect();
            if lines.iter().any(|line| self.is_assets(*line)) {
                break;
            }
            let beginning = self.is_beginning(start);
            if named {
                // What stands under a heading down to the line that totals it.
                if self.sections.contains(&start) {
                    let terms = lines.iter().map(|line| (true, *line)).collect();
                    keep(self.weigh(total, terms, 0, true));
                }
                self.guesses(total, &lines, if beginning { 0 } else { 4 }, &mut keep);
            } else if beginning {
                let terms = lines.iter().map(|line| (true, *line)).collect();
                keep(self.weigh(total, terms, 4, false));
            }
        }
        let bases = if named { self.bases.as_slice() } else { &[] };
        for (base, after) in bases.iter().rev().take(3) {
            if let Some(rest) = self.open.get(*after..).filter(|rest| !rest.is_empty()) {
                let rest = rest.iter().map(|open| open.line);
                let lines: Vec<usize> = std::iter::once(*base).chain(rest).collect();
                self.guesses(total, &lines, 2, &mut keep);
            }
        }
        best.map(|guess| Sum { total, terms: guess.terms, exact: guess.exact })
    }

    /// Whether a total may be expected to take up the open lines from this one on.
    fn is_beginning(&self, start: usize) -> bool {
        let first = self.open.get(start);
        let opening = |open: &Open| {
            let row = self.sheet.lines.get(open.line).map(|line| line.row);
            open.total || row.is_some_and(|row| row.at == Some(At::Start))
        };
        start == 0 || self.sections.contains(&start) || first.is_some_and(opening)
    }

    /// Whether a line is the total of assets, which no other total takes up. What stands on the other side of a balance
    /// sheet equals it, so that any one line there is a difference of the others and it.
    fn is_assets(&self, line: usize) -> bool {
        self.sheet.lines.get(line).is_some_and(|line| {
            let concept = line.row.concept.as_ref();
            concept.is_some_and(|concept| concept.value == concept::ASSETS)
                || line.row.label.eq_ignore_ascii_case("total assets")
        })
    }

    /// Tries the signs with which lines may add up.
    fn guesses(
        &self,
        total: usize,
        lines: &[usize],
        cost: i64,
        keep: &mut impl FnMut(Option<Guess>),
    ) {
        let signed = |sign: &dyn Fn(usize) -> bool| -> Vec<(bool, usize)> {
            lines.iter().enumerate().map(|(at, line)| (sign(at), *line)).collect()
        };
        let mut weigh = |terms: Vec<(bool, usize)>, cost: i64| {
            let known = self.is_known(total, &terms);
            keep(self.weigh(total, terms, if known { 0 } else { cost }, known));
        };
        weigh(signed(&|_| true), cost + 1);
        weigh(signed(&|at| at == 0), cost + 2);
        weigh(signed(&|_| false), cost + 5);
        let lowers = |at: usize| {
            lines.get(at).and_then(|line| self.sheet.lines.get(*line)).is_some_and(lowers)
        };
        let own = signed(&|at| !lowers(at));
        if own.iter().skip(1).any(|(plus, _)| !plus) && own.iter().skip(1).any(|(plus, _)| *plus) {
            weigh(own, cost + 2);
        }
        if (3..=FREE).contains(&lines.len()) {
            let ways = 1_u32 << (lines.len() - 1);
            let free = i64::try_from(lines.len()).unwrap_or_default() + 1;
            // All plus and all minus were tried above.
            for way in 1..ways - 1 {
                weigh(signed(&|at| at == 0 || way & (1 << (at - 1)) == 0), cost + free);
            }
        }
    }

    /// Holds a guess against the columns. `known` says that it must hold if the statement is complete.
    fn weigh(
        &self,
        total: usize,
        terms: Vec<(bool, usize)>,
        cost: i64,
        known: bool,
    ) -> Option<Guess> {
        let few = (self.sheet.columns.len().saturating_sub(1) / 3).max(1);
        let tally = Tally::of(self.sheet, total, &terms, few)?;
        let exact = tally.exact();
        let off = if exact { tally.off + tally.within } else { tally.off };
        let holds = tally.exact + if exact { 0 } else { tally.within };
        let few = if off + holds < 2 { 0 } else { (off + holds - 1).div_euclid(3).max(1) };
        let bits = if exact { tally.bits } else { tally.bits_within };
        let enough = match (known, off) {
            (true, _) => ENOUGH_IF_KNOWN,
            (false, 0) => ENOUGH,
            (false, _) => ENOUGH_TO_ACCUSE,
        };
        let off_cost = i64::try_from(off).unwrap_or(i64::MAX / 8) * 6;
        (holds > 0 && off <= few && bits - cost >= enough).then(|| Guess {
            terms,
            exact,
            weight: bits - cost - off_cost,
        })
    }

    /// Whether the taxonomy, or the meaning of a balance at the end of a period, says that a line is this sum.
    fn is_known(&self, total: usize, terms: &[(bool, usize)]) -> bool {
        let row = |line: usize| self.sheet.lines.get(line).map(|line| line.row);
        let element = |row: &Row| row.concept.as_ref().map(|c| c.value.clone());
        let Some(total) = row(total) else { return false };
        let Some(name) = element(total) else { return false };
        let mut rows = terms.iter().filter_map(|(plus, line)| Some((*plus, row(*line)?)));
        if total.at == Some(At::End) {
            let opening = |(plus, row): (bool, &Row)| {
                plus && row.at == Some(At::Start) && element(row).as_deref() == Some(&*name)
            };
            return terms.iter().all(|(plus, _)| *plus) && rows.any(opening);
        }
        let matches = |pattern: &str, name: &str| match pattern.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == pattern,
        };
        let Some((_, parts)) = PARTS.iter().find(|(whole, _)| matches(whole, &name)) else {
            return false;
        };
        rows.all(|(_, row)| {
            element(row).is_some_and(|name| parts.iter().any(|part| matches(part, &name)))
        })
    }

    /// The total stands open in place of what it takes up.
    fn take(&mut self, sum: &Sum) {
        let taken = |line: usize| sum.terms.iter().any(|(_, term)| *term == line);
        let before = self.open.iter().take_while(|open| !taken(open.line)).count();
        let totals: Vec<usize> = self
            .open
            .iter()
            .filter(|open| open.total && taken(open.line))
            .map(|open| open.line)
            .collect();
        self.open.retain(|open| !taken(open.line));
        self.sections.retain(|at| *at <= before);
        self.open.push(Open { line: sum.total, total: true });
        self.bases.extend(totals.into_iter().map(|line| (line, self.open.len())));
    }
}

/// How a sum stands over all columns.
#[derive(Default)]
struct Tally {
    exact: usize,
    within: usize,
    off: usize,
    /// What the columns that hold to the last digit say for it.
    bits: i64,
    /// What all columns that hold say for it, if rounding may excuse a difference.
    bits_within: i64,
}

impl Tally {
    /// Counts the columns; nothing once more than `few` are off, or when none can be judged.
    fn of(sheet: &Sheet<'_>, total: usize, terms: &[(bool, usize)], few: usize) -> Option<Self> {
        let mut tally = Self::default();
        let mut seen: Vec<i128> = Vec::new();
        for column in 0..sheet.columns.len() {
            let stands = standing(sheet, total, terms, column);
            match stands {
                Standing::Open => continue,
                Standing::Exact => tally.exact += 1,
                Standing::Within => tally.within += 1,
                Standing::Off => tally.off += 1,
            }
            if tally.off > few {
                return None;
            }
            let value = sheet.figure(total, column).map_or(0, |figure| figure.value);
            // Two columns with one total, as in a first quarter, say a thing once.
            if stands == Standing::Off || seen.contains(&value) {
                continue;
            }
            seen.push(value);
            let (bits, slack) = bits(sheet, value, terms, column);
            tally.bits_within += (bits - slack).max(0);
            tally.bits += if stands == Standing::Exact { bits } else { 0 };
        }
        (tally.exact + tally.within > 0 || tally.off > 0).then_some(tally)
    }

    /// Whether its differences are not those of rounding: one column at most differs by so little.
    fn exact(&self) -> bool {
        self.within == 0 || self.within == 1 && self.exact > 0
    }
}

/// What a column that agrees says for a sum, in bits, and by how many rounding makes it say less. A column in which
/// only one term has a value says half as much: it would also agree if the other terms belonged elsewhere.
fn bits(sheet: &Sheet<'_>, total: i128, terms: &[(bool, usize)], column: usize) -> (i64, i64) {
    let values = || terms.iter().filter_map(|(_, line)| sheet.figure(*line, column));
    let several = values().filter(|figure| figure.value != 0).nth(1).is_some();
    let largest = values().map(|figure| figure.value.unsigned_abs()).max().unwrap_or_default();
    let size = if total == 0 && several { largest } else { total.unsigned_abs() };
    let bits = i64::from((size + 1).ilog2());
    let slack: u128 = values().map(|figure| figure.step.unsigned_abs()).sum();
    let slack = if sheet.rounded { i64::from((slack + 1).ilog2()) } else { 0 };
    (if several { bits } else { bits / 2 }, slack)
}

/// Whether a line prints amounts that lower a result although they are printed without a sign.
fn lowers(line: &super::sheet::Line<'_>) -> bool {
    let label = line.row.label.to_lowercase();
    let words = ["expense", "cost", "tax", "provision", "less", "loss", "dividend", "charge"];
    let positive = line.figures.iter().flatten().filter(|figure| figure.value > 0).count();
    let negative = line.figures.iter().flatten().filter(|figure| figure.value < 0).count();
    positive > negative && words.iter().any(|word| label.contains(word))
}

/// Whether a line's concept or label names a total.
pub(super) fn says_total(row: &Row) -> bool {
    if row.concept.as_ref().and_then(|c| concept::find(&c.value)).is_some_and(|c| c.total) {
        return true;
    }
    let label = row.label.to_lowercase();
    let begins = ["total", "net ", "gross ", "subtotal", "sub-total", "balance"];
    let holds = [
        "loss from",
        "income from",
        "income (loss)",
        "(loss) income",
        "loss before",
        "income before",
        "loss attributable",
        "income attributable",
        "loss applicable",
        "loss available",
        "loss allocable",
        "income available",
        "earnings before",
        "earnings from",
        "operating income",
        "operating loss",
        "operating profit",
        "operating (loss",
        "comprehensive",
        "margin",
        "profit",
        "end of",
    ];
    row.at == Some(At::End)
        || begins.iter().any(|begin| label.starts_with(begin))
        || holds.iter().any(|part| label.contains(part))
}

/// Totals that the taxonomy makes of others, and what they may be made of. A star stands for any ending.
const PARTS: [(&str, &[&str]); 9] = [
    ("GrossProfit", &["Revenue*", "SalesRevenue*", "CostOf*"]),
    (
        "OperatingIncomeLoss",
        &["Revenue*", "SalesRevenue*", "GrossProfit", "OperatingExpenses", "CostsAndExpenses"],
    ),
    (
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxes*",
        &[
            "OperatingIncomeLoss",
            "NonoperatingIncomeExpense",
            "OtherNonoperatingIncomeExpense",
            "InvestmentIncomeInterest",
            "InterestExpense*",
        ],
    ),
    (
        "NetIncomeLoss",
        &[
            "IncomeLossFromContinuingOperations*",
            "IncomeTaxExpenseBenefit",
            "IncomeLossFromDiscontinuedOperations*",
            "Revenue*",
            "OperatingExpenses",
            "CostsAndExpenses",
            "OperatingIncomeLoss",
            "NonoperatingIncomeExpense",
            "OtherNonoperatingIncomeExpense",
            "ProfitLoss",
            "NetIncomeLossAttributableToNoncontrollingInterest",
        ],
    ),
    (
        "ProfitLoss",
        &[
            "IncomeLossFromContinuingOperations*",
            "IncomeTaxExpenseBenefit",
            "IncomeLossFromDiscontinuedOperations*",
        ],
    ),
    ("NetIncomeLossAvailableToCommonStockholders*", &["NetIncomeLoss", "PreferredStockDividends*"]),
    (
        "CashAndCashEquivalentsPeriodIncreaseDecrease",
        &[
            "NetCashProvidedByUsedInOperatingActivities*",
            "NetCashProvidedByUsedInInvestingActivities*",
            "NetCashProvidedByUsedInFinancingActivities*",
            "EffectOfExchangeRate*",
        ],
    ),
    (
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecrease*",
        &[
            "NetCashProvidedByUsedInOperatingActivities*",
            "NetCashProvidedByUsedInInvestingActivities*",
            "NetCashProvidedByUsedInFinancingActivities*",
            "EffectOfExchangeRate*",
        ],
    ),
    (
        "LiabilitiesAndStockholdersEquity",
        &[
            "Liabilities",
            "StockholdersEquity*",
            "MinorityInterest",
            "TemporaryEquity*",
            "CommitmentsAndContingencies",
        ],
    ),
];
