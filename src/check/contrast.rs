//! IR705: colors that can be told from their ground.

use super::{Findings, Rule, Run};
use crate::diag::{Diagnostic, Severity, code};
use crate::model::color::Color;
use crate::model::look::{Chosen, Look, Paint, Palette, READ, SEEN, Scheme};
use crate::resolve::Site;
use crate::source::Spanned;

pub(super) const RULE: Rule = Rule {
    code: code::CONTRAST,
    name: "contrast",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
The company's `theme` gives two colors, one upon the other, that differ too little for readers with low vision, and for anyone \
in the sun. Text needs a contrast of 4.5:1 with its ground; bars and lines of a chart need 3:1. Each pair that the \
pages have is looked at, on light screens and on dark ones, with what follows from the colors that are given.

Take the color that the finding names: it is the nearest that will do, darker or lighter. A logo may keep its own.",
    source: "WCAG 2.2, success criteria 1.4.3 and 1.4.11",
    date: "2023-10-05",
    run: Run::Site(contrast),
};

/// One color upon another.
struct Pair {
    /// What is seen, with its verb.
    what: &'static str,
    over: Paint,
    ground: Paint,
    least: f64,
}

const fn pair(what: &'static str, over: Paint, ground: Paint, least: f64) -> Pair {
    Pair { what, over, ground, least }
}

/// Every pair of `static/theme.css` and of the rules of charts whose colors an editor may name.
const PAIRS: [Pair; 8] = [
    pair("text is", Paint::Ink, Paint::Paper, READ),
    pair("text in notices and marked lines is", Paint::Ink, Paint::Tint, READ),
    pair("secondary text is", Paint::Mute, Paint::Paper, READ),
    pair("secondary text in marked lines is", Paint::Mute, Paint::Tint, READ),
    pair("links are", Paint::Accent, Paint::Paper, READ),
    pair("links in notices and marked lines are", Paint::Accent, Paint::Tint, READ),
    pair("text on bars is", Paint::OnAccent, Paint::Accent, READ),
    pair("the second series of charts is", Paint::Second, Paint::Paper, SEEN),
];

impl Pair {
    fn ratio(&self, palette: &Palette) -> f64 {
        palette.get(self.over).contrast(palette.get(self.ground))
    }

    fn holds(&self, palette: &Palette) -> bool {
        self.ratio(palette) >= self.least
    }

    fn has(&self, paint: Paint) -> bool {
        self.over == paint || self.ground == paint
    }
}

fn contrast(site: &Site, findings: &mut Findings) {
    let look = &site.edition.company.look;
    for scheme in [Scheme::Light, Scheme::Dark] {
        let palette = look.palette(scheme);
        for (_, paint) in Paint::ALL {
            let failing = PAIRS
                .iter()
                .filter(|pair| !pair.holds(&palette) && blamed(look, scheme, pair) == Some(paint));
            let failing: Vec<&Pair> = failing.collect();
            if let Some(finding) = finding(look, scheme, paint, &failing) {
                findings.push(finding);
            }
        }
    }
}

/// The color of the editor's that a pair fails by: what is seen before its ground.
fn blamed(look: &Look, scheme: Scheme, pair: &Pair) -> Option<Paint> {
    let chosen = look.chosen(scheme);
    let known = |paint: &Paint| chosen.contains_key(paint);
    if look.own_sheet && !(known(&pair.over) && known(&pair.ground)) {
        return None;
    }
    // A tint that nobody chose is made of the ground and the accent.
    let ways = [pair.over, pair.ground, Paint::Paper, Paint::Accent];
    ways.into_iter().find(known)
}

fn finding(look: &Look, scheme: Scheme, paint: Paint, failing: &[&Pair]) -> Option<Diagnostic> {
    let (first, others) = failing.split_first()?;
    let chosen = look.chosen(scheme);
    let palette = look.palette(scheme);
    let span = chosen.get(&paint)?.span.clone();
    let finding = Diagnostic::warning(code::CONTRAST, span, said(first, &palette, scheme));
    let with = |color: Color| {
        let mut changed: Chosen = chosen.clone();
        if let Some(old) = changed.get_mut(&paint) {
            *old = Spanned { value: color, span: old.span.clone() };
        }
        look.with_chosen(scheme, &changed)
    };
    let color = palette.get(paint);
    let all = color.nearest(|color| {
        let palette = with(color);
        PAIRS.iter().filter(|pair| pair.has(paint)).all(|pair| pair.holds(&palette))
    });
    let these = || color.nearest(|color| failing.iter().all(|pair| pair.holds(&with(color))));
    let way_out = match all.or_else(these) {
        Some(better) => format!("the nearest that will do: \"{better}\""),
        None => format!("no `{}` will do here: change the other color", paint.key()),
    };
    let others = others.iter().map(|pair| format!("also, {}", said(pair, &palette, scheme)));
    Some(others.fold(finding.help(way_out), Diagnostic::help))
}

/// What is seen on what, how well, and how well it should be. A ratio is never rounded up to one that would do.
fn said(pair: &Pair, palette: &Palette, scheme: Scheme) -> String {
    let ratio = (pair.ratio(palette) * 100.0).floor() / 100.0;
    let (over, ground) = (palette.get(pair.over), palette.get(pair.ground));
    let screens = match scheme {
        Scheme::Light => "",
        Scheme::Dark => " on dark screens",
    };
    format!(
        "{} hard to see{screens}: `{}` {over} on `{}` {ground} has a contrast of {ratio:.2}:1, and needs {}:1",
        pair.what,
        pair.over.key(),
        pair.ground.key(),
        pair.least,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_passes_its_own_rule() {
        for scheme in [Scheme::Light, Scheme::Dark] {
            let palette = Look::default().palette(scheme);
            for pair in &PAIRS {
                assert!(pair.holds(&palette), "{}", said(pair, &palette, scheme));
            }
            assert_eq!(palette.third(), None, "the third series needs no help");
        }
    }
}
