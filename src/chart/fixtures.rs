//! Charts for the tests: real ones, and a zoo of awkward ones.

#![expect(clippy::option_option, reason = "a nil and a blank are two things")]

use rust_decimal::Decimal;

use super::{About, Axis, Chart, DatePosition, Mark, Note, PeriodPosition, Series, Unit};

pub(super) fn million() -> Unit {
    Unit {
        divisor: Decimal::from(1_000_000),
        caption: "$ million".to_owned(),
        spoken: "millions of US dollars".to_owned(),
        decimals: 1,
    }
}

/// A figure, a nil, or nothing reported.
pub(super) type Figure = Option<Option<i128>>;

pub(super) fn series(name: &str, figures: &[Figure]) -> Series {
    let mark = |(at, figure): (usize, &Figure)| {
        let value = (*figure)?.map(|value| Decimal::from_i128_with_scale(value, 0));
        let exact = value.map_or_else(|| "nil".to_owned(), |value| format!("${value} exactly"));
        Some(Mark { value, derived: at % 3 == 0, exact, fact: format!("{name}@{at}") })
    };
    Series { name: name.to_owned(), marks: figures.iter().enumerate().map(mark).collect() }
}

pub(super) fn quarters(count: usize) -> Axis {
    let quarter = |at: usize| PeriodPosition {
        label: format!("Q{}", at % 4 + 1),
        group: format!("{}", 2005 + at / 4),
        name: format!("quarter {} of {}", at % 4 + 1, 2005 + at / 4),
    };
    Axis::Periods((0..count).map(quarter).collect())
}

pub(super) fn dates(days: &[i64]) -> Axis {
    let date = |day: &i64| DatePosition {
        day: *day,
        label: "Dec 31".to_owned(),
        group: "2005".to_owned(),
        name: format!("day {day}"),
    };
    Axis::Dates(days.iter().map(date).collect())
}

pub(super) fn chart(axis: Axis, series: Vec<Series>) -> Chart {
    let (name, title) = ("test".to_owned(), "Figures".to_owned());
    Chart { name, title, unit: million(), axis, series, notes: Vec::new(), rules: String::new() }
}

pub(super) fn all(values: &[i128]) -> Vec<Option<Option<i128>>> {
    values.iter().map(|value| Some(Some(*value))).collect()
}

pub(super) fn cash() -> Chart {
    let axis = dates(&[13148, 13329, 13513, 13694, 13878, 14060]);
    let cash = [403_000, 7_329_000, 14_097_000, 1_885_000, 4_943_000, 1_326_000];
    let securities = [Some(None), Some(Some(988_000)), None, None, None, None];
    chart(axis, vec![series("Cash", &all(&cash)), series("Marketable securities", &securities)])
}

pub(super) fn net_loss() -> Chart {
    let (one, two) = ([-1_586, -47_626, -7_674, -6_077], [-3_111, -7_321, -7_044, -7_765]);
    let years = one
        .iter()
        .zip(two)
        .flat_map(|(one, two)| [Some(Some(one * 1000)), Some(Some(two * 1000)), None, None]);
    let figures: Vec<_> = years.take(14).collect();
    let mut chart = chart(quarters(14), vec![series("Net loss", &figures)]);
    let text = "About $33.7 million was in-process R&D acquired with Maxim".to_owned();
    chart.notes.push(Note { position: 4, about: About::Mark(0), text });
    chart
}

/// Figures that look random and are always the same.
pub(super) fn noise(count: usize, low: i128, high: i128, seed: i128) -> Vec<Option<Option<i128>>> {
    let mut state = seed;
    let mut next = || {
        state = (state * 48271 + 11) % 2_147_483_647;
        state
    };
    let mut figure = |_| match next() % 9 {
        0 => None,
        1 => Some(None),
        _ => Some(Some(low + next() * (high - low) / 2_147_483_647)),
    };
    (0..count).map(&mut figure).collect()
}

pub(super) fn zoo() -> Vec<Chart> {
    let mut zoo = vec![cash(), net_loss()];
    let names = ["Research and development", "General", "Sales & marketing", "Other <items>"];
    for count in [1, 2, 5, 8, 13, 24, 25, 40, 80] {
        for depth in 1..=4 {
            for (low, high) in [(0, 9_000_000), (-8_000_000, 0), (-5_000_000, 7_000_000)] {
                let seed = i128::try_from(count * 10 + depth).unwrap();
                let lines = names.iter().take(depth).zip(seed..);
                let lines = lines.map(|(name, seed)| series(name, &noise(count, low, high, seed)));
                let lines: Vec<_> = lines.collect();
                let mut periods = chart(quarters(count), lines.clone());
                let text = "A remark on this column that is too long for one line".to_owned();
                let about = About::Mark(depth - 1);
                periods.notes.push(Note { position: count / 2, about, text });
                let (about, text) = (About::Undrawn, "a charge beyond all others".to_owned());
                periods.notes.push(Note { position: count / 3, about, text });
                zoo.push(periods);
                let days: Vec<_> = (0..i64::try_from(count).unwrap()).map(|at| at * 91).collect();
                zoo.push(chart(dates(&days), lines));
            }
        }
    }
    let single =
        |figures: &[Figure]| chart(quarters(figures.len()), vec![series("Figures", figures)]);
    zoo.push(single(&[]));
    zoo.push(single(&[None; 6]));
    zoo.push(single(&[Some(None); 6]));
    zoo.push(single(&all(&[7_000_000; 6])));
    zoo.push(single(&all(&[0; 3])));
    zoo.push(single(&all(&[1_000_000_000_000_000, 3, -999_999_999_999_999])));
    zoo.push(single(&all(&[79_228_162_514_264_337_593_543_950_335, -1])));
    zoo.push(single(&all(&[1, 2, 3])));
    zoo.push(chart(dates(&[5, 5, i64::MAX, i64::MIN]), vec![series("A", &all(&[1, 2, 3, 4]))]));
    zoo.push(chart(quarters(3), Vec::new()));
    zoo
}
