//! Seeded errors: every figure of every statement is changed, one at a time, and the auditor must notice.
//!
//! A figure is changed by one in its last digit, up and down, and by swapping two of its digits. Where an exact
//! relation binds it, every change must be found; where only relations within rounding do, those changes that no
//! rounding explains, and no others. What no relation binds is named, cell by cell.
#![expect(clippy::disallowed_methods, reason = "tests read the repository's own files")]

#[expect(dead_code, reason = "other tests build whole sites")]
mod site;

use std::collections::{BTreeMap, BTreeSet};

use ir_site::date::Zone;
use ir_site::diag::{Diagnostic, Diagnostics, Report, code};
use ir_site::model::statement::Row;
use ir_site::resolve::{self, Site};
use ir_site::source::{Snapshot, Span};
use ir_site::text::amount::{self, Amount, Cell};
use ir_site::{Audit, check};
use rust_decimal::Decimal;
use site::EPICEPT;

/// After every document of both sites.
const TODAY: &str = "2026-01-01";

/// A company that does not exist, with statements in full.
const MARLOW: &str = "tests/fixtures/marlow";

/// The address of a cell: document, statement, row, column.
type Address = (usize, usize, usize, usize);

struct Bench {
    files: Snapshot,
    site: Site,
    report: Report,
}

impl Bench {
    fn of(root: &str) -> Self {
        let files = site::snapshot(&site::files(root));
        let at = |zone: &Zone| Ok::<_, ()>(site::instant(TODAY, zone));
        let Audit { site, report, .. } = ir_site::audit(&files, at).expect("an instant");
        let mut site = site.expect("a sound site");
        // Figures are all that matters here, and links and citations take time to follow.
        site.edition.pages.clear();
        site.edition.events.clear();
        for document in &mut site.edition.documents {
            document.body.text = "".into();
        }
        Self { files, site, report }
    }

    /// Every cell that prints a figure.
    fn cells(&self) -> Vec<Address> {
        let mut cells = Vec::new();
        for (d, document) in self.site.edition.documents.iter().enumerate() {
            for (s, statement) in document.statements.iter().enumerate() {
                for (r, row) in statement.rows.iter().enumerate() {
                    let figures = row.cells.iter().enumerate();
                    let figures = figures.filter(|(_, c)| matches!(c.cell, Cell::Amount(_)));
                    cells.extend(figures.map(|(c, _)| (d, s, r, c)));
                }
            }
        }
        cells
    }

    fn row(&self, (d, s, r, _): Address) -> &Row {
        &self.site.edition.documents[d].statements[s].rows[r]
    }

    fn span(&self, at: Address) -> &Span {
        &self.row(at).cells[at.3].span
    }

    /// `q2-2008 income:9 Interest income`.
    fn name(&self, at: Address) -> String {
        let document = &self.site.edition.documents[at.0];
        let statement = document.statements[at.1].kind.name();
        format!("{} {statement}: {} [{}]", document.id, self.row(at).label, at.3 + 1)
    }

    /// The findings that are new once a cell prints something else, accepted ones left out.
    fn found(&self, (d, s, r, c): Address, text: &str) -> Vec<Diagnostic> {
        let mut edition = self.site.edition.clone();
        let cell = &mut edition.documents[d].statements[s].rows[r].cells[c];
        cell.cell = amount::read(text).expect("a figure");
        text.clone_into(&mut cell.text);
        let accepts = edition.accepts.clone();
        let mut diags = Diagnostics::default();
        let site = resolve::resolve(edition, &self.files, &mut diags);
        check::check(&site, &mut diags);
        let report = Report::new(diags, &accepts, &self.files, true);
        let known: BTreeSet<&str> =
            self.report.diagnostics.iter().map(|d| d.message.as_str()).collect();
        let new = report.diagnostics.into_iter().filter(|d| !known.contains(d.message.as_str()));
        new.collect()
    }

    /// The places of what holds, those of exact relations and those within rounding.
    fn bound(&self) -> (BTreeSet<&Span>, BTreeSet<&Span>) {
        let within = |relation: &str| relation.contains('\u{2248}');
        let (mut exact, mut rounded) = (BTreeSet::new(), BTreeSet::new());
        for confirmed in &self.report.confirmed {
            let bound = if within(&confirmed.relation) { &mut rounded } else { &mut exact };
            bound.extend(&confirmed.places);
        }
        (exact, rounded)
    }
}

/// Every slip of a printed figure: one more and one less in the last digit, and two digits swapped that stand no
/// further apart than `apart`.
fn slips(printed: &str, apart: usize) -> Vec<String> {
    let digits: Vec<usize> =
        printed.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut slips = Vec::new();
    let last = *digits.last().expect("a figure has digits");
    let digit = printed.as_bytes()[last] - b'0';
    for other in [digit.checked_sub(1), Some(digit + 1)].into_iter().flatten() {
        if other < 10 {
            let mut slip = printed.as_bytes().to_vec();
            slip[last] = b'0' + other;
            slips.push(String::from_utf8(slip).expect("ASCII"));
        }
    }
    for (index, first) in digits.iter().enumerate() {
        for second in digits[index + 1..].iter().take(apart) {
            let mut slip = printed.as_bytes().to_vec();
            slip.swap(*first, *second);
            slips.push(String::from_utf8(slip).expect("ASCII"));
        }
    }
    slips.retain(|slip| slip != printed);
    slips.sort();
    slips.dedup();
    slips
}

/// Whether a loss per share, a result and a number of shares agree within the rounding of all three, worked out in
/// integers: the result in ten-thousandths of what is printed, all three in halves of their last digit.
fn divides(per_share: Amount, result: (Amount, i128), shares: Amount) -> bool {
    let halves = |amount: Amount| 2 * amount.value.mantissa();
    let (p, l, s) = (halves(per_share), halves(result.0), halves(shares));
    // (l ± 1) / 2 × factor / ((s ± 1) / 2) = (p ± 1) / 2 / 10^decimals
    let scale = 10_i128.pow(per_share.decimals) * 2 * result.1;
    let (low, high) = ((l - 1) * scale, (l + 1) * scale);
    let products = [(p - 1) * (s - 1), (p - 1) * (s + 1), (p + 1) * (s - 1), (p + 1) * (s + 1)];
    let (least, most) = (products.iter().min(), products.iter().max());
    least.is_some_and(|least| *least <= high) && most.is_some_and(|most| *most >= low)
}

/// The lines of a statement that a loss per share ties together, by the confirmed relation of a column.
struct Ties<'b> {
    bench: &'b Bench,
    by_cell: BTreeMap<Span, Address>,
}

impl Ties<'_> {
    /// Whether the changed cell breaks one of its relations within rounding, worked out without the auditor.
    fn broken(&self, at: Address, text: &str) -> bool {
        let span = self.bench.span(at);
        let amount = |address: Address| -> (Amount, &Row) {
            let row = self.bench.row(address);
            let cell = if address == at {
                amount::read(text).expect("a figure")
            } else {
                row.cells[address.3].cell
            };
            let Cell::Amount(amount) = cell else {
                return (Amount { value: Decimal::ZERO, decimals: 0 }, row);
            };
            (amount, row)
        };
        let own = self.bench.report.confirmed.iter().filter(|c| c.places.contains(span));
        own.filter(|confirmed| confirmed.relation.contains('\u{2248}')).any(|confirmed| {
            let cells: Vec<(Amount, &Row)> =
                confirmed.places.iter().map(|place| amount(self.by_cell[place])).collect();
            if confirmed.code == code::PER_SHARE {
                let factor = 10_i128.pow(cells[1].1.scale.exponent());
                return !divides(cells[0].0, (cells[1].0, factor), cells[2].0);
            }
            assert_eq!(confirmed.code, code::QUARTERS, "{}", confirmed.relation);
            let sum: Decimal = cells[1..].iter().map(|(amount, _)| amount.value).sum();
            let printed = cells.iter().filter(|(amount, _)| !amount.value.is_zero()).count();
            let off = (cells[0].0.value - sum).abs() * Decimal::TWO;
            off > Decimal::from(printed)
        })
    }
}

/// Changes every figure of a site, and gives the names of the cells that nothing binds, and how many changes were
/// made and found.
fn seed(root: &str, apart: usize) -> (Vec<String>, usize, usize) {
    let bench = Bench::of(root);
    let (exact, rounded) = bench.bound();
    let by_cell = bench.cells().into_iter().map(|at| (bench.span(at).clone(), at)).collect();
    let mut ties = Ties { bench: &bench, by_cell };
    // A nil has no digits to change, and stands in relations all the same.
    for (d, document) in bench.site.edition.documents.iter().enumerate() {
        for (s, statement) in document.statements.iter().enumerate() {
            for (r, row) in statement.rows.iter().enumerate() {
                for (c, cell) in row.cells.iter().enumerate() {
                    ties.by_cell.entry(cell.span.clone()).or_insert((d, s, r, c));
                }
            }
        }
    }
    let (mut unbound, mut wrong, mut made, mut noticed) = (Vec::new(), Vec::new(), 0, 0);
    for at in bench.cells() {
        let span = bench.span(at);
        let printed = bench.row(at).cells[at.3].text.clone();
        if !exact.contains(span) && !rounded.contains(span) {
            unbound.push(bench.name(at));
        }
        for slip in slips(&printed, apart) {
            made += 1;
            let found = bench.found(at, &slip);
            noticed += usize::from(!found.is_empty());
            let must = exact.contains(span) || rounded.contains(span) && ties.broken(at, &slip);
            if must && found.is_empty() {
                wrong.push(format!("not found: {}: {printed} -> {slip}", bench.name(at)));
            }
            if !must && let Some(finding) = found.first() {
                let message = &finding.message;
                wrong.push(format!("false: {}: {printed} -> {slip}: {message}", bench.name(at)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {made}:\n{}", wrong.len(), wrong.join("\n"));
    (unbound, made, noticed)
}

#[test]
fn slips_are_all_there_are() {
    assert_eq!(slips("$ (120)", 9), ["$ (021)", "$ (102)", "$ (121)", "$ (210)"]);
    assert_eq!(slips("99", 9), ["98"]);
    assert_eq!(slips("1,000", 1), ["0,100", "1,001"]);
}

#[test]
fn a_quotient_is_judged_in_integers() {
    let amount = |text| match amount::read(text) {
        Ok(Cell::Amount(amount)) => amount,
        other => panic!("{other:?}"),
    };
    let divides = |p, l, s| divides(amount(p), (amount(l), 1000), amount(s));
    assert!(divides("(0.30)", "(7,321)", "24,525,026"));
    assert!(!divides("(0.31)", "(7,321)", "24,525,026"));
    assert!(!divides("0.30", "(7,321)", "24,525,026"));
    assert!(divides("(2.00)", "(3,425)", "1,711,570"));
    assert!(!divides("(2.01)", "(3,425)", "1,711,570"));
}

/// The selected balance sheets of the example site print lines that nothing else in their release speaks of.
const UNBOUND: &str = "\
q2-2008 balance-sheet: Property and equipment, net [1]
q2-2008 balance-sheet: Property and equipment, net [2]
q2-2008 balance-sheet: Accounts payable and other accrued liabilities [1]
q2-2008 balance-sheet: Accounts payable and other accrued liabilities [2]
q2-2008 balance-sheet: Deferred revenue [1]
q2-2008 balance-sheet: Deferred revenue [2]
q2-2008 balance-sheet: Notes and loans payable [1]
q2-2008 balance-sheet: Notes and loans payable [2]
q2-2006 balance-sheet: Cash and cash equivalents [1]
q2-2006 balance-sheet: Cash and cash equivalents [2]
q2-2006 balance-sheet: Marketable securities [1]
q2-2006 balance-sheet: Property and equipment, net [1]
q2-2006 balance-sheet: Property and equipment, net [2]
q2-2006 balance-sheet: Current liabilities [1]
q2-2006 balance-sheet: Current liabilities [2]
q2-2006 balance-sheet: Notes and loans payable, long term [1]
q2-2006 balance-sheet: Notes and loans payable, long term [2]
q2-2006 balance-sheet: Total stockholders' deficit [1]
q2-2006 balance-sheet: Total stockholders' deficit [2]";

#[test]
fn every_slip_in_the_example_site_is_found() {
    let (unbound, made, found) = seed(EPICEPT, 9);
    assert_eq!(unbound.join("\n"), UNBOUND);
    assert_eq!((made, found), (1206, 975));
}

#[test]
fn every_slip_in_full_statements_is_found() {
    let (unbound, made, found) = seed(MARLOW, 1);
    assert_eq!(unbound, [""; 0]);
    assert_eq!((made, found), (1357, 1323));
}
