//! What a company's look adds to the theme's files: custom properties, and the logo of the masthead.

use super::context::Context;
use super::view;
use crate::model::color::Color;
use crate::model::look::{GENERIC, Image, Look, Paint, Palette, READ, SEEN, Scheme};

/// The rules that follow those of the theme's style sheet; empty when nothing differs.
pub(super) fn page_rules(look: &Look) -> String {
    let mut rules = properties(look, ":root");
    if let Some(width) = &look.page_width {
        rules.push_str(&format!(":root{{--page:{width}}}\n"));
    }
    if let Some(logo) = &look.logo {
        rules.push_str(
            ".top{align-items:center}.mark a:has(img){display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .8rem}\
             .mark:has(img){display:flex;flex-wrap:wrap;align-items:center}.mark img{display:block}\n",
        );
        if logo.dark.is_none() {
            // A picture drawn for paper is lost on a dark ground, and what it is drawn with is not known.
            rules.push_str(&format!(
                "@media screen and (prefers-color-scheme:dark){{.mark img{{background:{0};box-shadow:0 0 0 .3rem {0}}}}}\n",
                look.palette(Scheme::Light).get(Paint::Paper)
            ));
        }
    }
    rules
}

/// The rules that a chart in a file of its own adds to those that it always has.
pub(super) fn file_rules(look: &Look) -> String {
    let mut rules = properties(look, "svg");
    if !look.headings.is_empty() {
        rules.push_str(".ch text.t{font-family:var(--serif)}\n");
    }
    rules
}

/// An icon of the theme's in the company's colors.
pub(super) fn icon(drawing: &str, look: &Look) -> String {
    let themes = [(Scheme::Light, Palette::LIGHT), (Scheme::Dark, Palette::DARK)];
    let colors: Vec<(String, Color)> = themes
        .into_iter()
        .flat_map(|(scheme, theme)| {
            [Paint::Accent, Paint::Paper].map(|paint| (scheme, theme, paint))
        })
        .map(|(scheme, theme, paint)| {
            (theme.get(paint).to_string(), look.palette(scheme).get(paint))
        })
        .collect();
    // In one pass: a company's color may be another of the theme's.
    let mut recolored = String::new();
    let mut rest = drawing;
    while let Some((at, from, to)) = colors
        .iter()
        .filter_map(|(from, to)| Some((rest.find(from.as_str())?, from, to)))
        .min_by_key(|(at, ..)| *at)
    {
        let (before, behind) = rest.split_at(at);
        recolored.push_str(before);
        recolored.push_str(&to.to_string());
        rest = behind.get(from.len()..).unwrap_or_default();
    }
    recolored.push_str(rest);
    recolored
}

fn properties(look: &Look, root: &str) -> String {
    let mut rules = String::new();
    for (property, families) in [("--sans", &look.text), ("--serif", &look.headings)] {
        if !families.is_empty() {
            rules.push_str(&format!("{root}{{{property}:{}}}\n", stack(families)));
        }
    }
    let (light, dark) = (look.palette(Scheme::Light), look.palette(Scheme::Dark));
    // What is printed has a ground and text of its own; the other colors are those of light screens.
    let (printed, shown): (Vec<_>, Vec<_>) = light
        .own()
        .partition(|(paint, _)| matches!(paint, Paint::Accent | Paint::OnAccent | Paint::Second));
    push(&mut rules, PAPER_OR_LIGHT, root, &printed);
    push(&mut rules, "screen and (prefers-color-scheme:light)", root, &shown);
    push(&mut rules, DARK, root, &dark.own().collect::<Vec<_>>());
    push(&mut rules, "print", root, &for_paper(&light));
    if !look.own_sheet {
        for (media, palette) in [(PAPER_OR_LIGHT, light), (DARK, dark)] {
            if let Some(third) = palette.third() {
                rules.push_str(&format!("@media {media}{{.ch .c,.ch .cd{{fill:{third}}}}}\n"));
            }
        }
    }
    rules
}

const PAPER_OR_LIGHT: &str = "print,(prefers-color-scheme:light)";
const DARK: &str = "screen and (prefers-color-scheme:dark)";

/// Colors of a light screen that would be lost on white paper: of a site that is dark on every screen.
fn for_paper(light: &Palette) -> Vec<(Paint, Color)> {
    let mut found = Vec::new();
    for (paint, color) in light.own() {
        let least = match paint {
            Paint::Accent => READ,
            Paint::Second => SEEN,
            _ => continue,
        };
        let seen = |c: Color| c.contrast(Color::WHITE) >= least;
        if let (false, Some(darker)) = (seen(color), color.nearest(seen)) {
            found.push((paint, darker));
            if paint == Paint::Accent {
                found.push((Paint::OnAccent, Color::WHITE));
            }
        }
    }
    found
}

fn push(rules: &mut String, media: &str, root: &str, colors: &[(Paint, Color)]) {
    if colors.is_empty() {
        return;
    }
    let colors: Vec<String> =
        colors.iter().map(|(paint, color)| format!("{}:{color}", paint.property())).collect();
    rules.push_str(&format!("@media {media}{{{root}{{{}}}}}\n", colors.join(";")));
}

fn stack(families: &[String]) -> String {
    let name = |family: &String| {
        if GENERIC.contains(&family.as_str()) { family.clone() } else { format!("\"{family}\"") }
    };
    families.iter().map(name).collect::<Vec<_>>().join(",")
}

/// The logo as it stands on a page.
pub(super) fn logo(context: &Context<'_>) -> Option<view::Logo> {
    let logo = context.site.edition.company.look.logo.as_ref()?;
    let picture = |image: &Image| view::Picture {
        src: context.href(&image.name),
        width: image.width,
        height: image.height,
    };
    Some(view::Logo {
        picture: picture(&logo.image),
        dark: logo.dark.as_ref().map(picture),
        alt: logo.alt.clone(),
        with_name: logo.with_name,
    })
}
