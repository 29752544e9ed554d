//! The look that a company gives its site: colors, type, a logo.

use std::collections::BTreeMap;

use super::color::Color;
use crate::source::Spanned;

/// What a color is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paint {
    /// The ground.
    Paper,
    /// Text.
    Ink,
    /// Secondary text.
    Mute,
    /// Fine lines.
    Hair,
    /// The ground of what is set off.
    Tint,
    /// Links, bars, the first series of charts.
    Accent,
    /// Text upon the accent.
    OnAccent,
    /// The second series of charts.
    Second,
}

impl Paint {
    /// All of them, in order, as editors write them.
    pub const ALL: [(&'static str, Self); 8] = [
        ("paper", Self::Paper),
        ("ink", Self::Ink),
        ("mute", Self::Mute),
        ("hair", Self::Hair),
        ("tint", Self::Tint),
        ("accent", Self::Accent),
        ("on_accent", Self::OnAccent),
        ("second", Self::Second),
    ];

    /// How editors write it.
    #[must_use]
    pub fn key(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    /// The custom property of the style sheet that holds it.
    #[must_use]
    pub fn property(self) -> &'static str {
        match self {
            Self::Paper => "--paper",
            Self::Ink => "--ink",
            Self::Mute => "--mute",
            Self::Hair => "--hair",
            Self::Tint => "--tint",
            Self::Accent => "--acc",
            Self::OnAccent => "--on",
            Self::Second => "--two",
        }
    }
}

/// The font families that every visitor has.
pub const GENERIC: [&str; 4] = ["serif", "sans-serif", "system-ui", "monospace"];

/// What the visitor's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The colors that an editor names, by what they are for.
pub type Chosen = BTreeMap<Paint, Spanned<Color>>;

/// The look of a site, as far as its editor says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Colors of light screens.
    pub light: Chosen,
    /// Colors of dark screens.
    pub dark: Chosen,
    /// The families of text, the last of them a generic one; empty for those of the theme.
    pub text: Vec<String>,
    /// The same for headings and large figures.
    pub headings: Vec<String>,
    /// The width of the page, a length of CSS.
    pub page_width: Option<String>,
    /// The logo.
    pub logo: Option<Logo>,
    /// Whether a style sheet of the site's with colors of its own stands in place of the theme's: its other colors are
    /// not known.
    pub own_sheet: bool,
}

/// A logo in the masthead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The picture.
    pub image: Image,
    /// The picture on dark screens, if it is another.
    pub dark: Option<Image>,
    /// What it says, for those who do not see it.
    pub alt: String,
    /// Whether the company's name stands beside it.
    pub with_name: bool,
}

/// A picture in `static/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its path below `static/`, which is that in the built site.
    pub name: String,
    /// How wide it is shown, in pixels of CSS.
    pub width: u32,
    /// How high it is shown.
    pub height: u32,
}

/// All colors of a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    colors: [Color; Paint::ALL.len()],
    /// Which of them differ from the theme's because the editor said so.
    own: [bool; Paint::ALL.len()],
}

const fn palette(digits: [u32; Paint::ALL.len()]) -> Palette {
    let mut colors = [Color::BLACK; Paint::ALL.len()];
    let mut at = 0;
    while at < digits.len() {
        colors[at] = Color::hex(digits[at]);
        at += 1;
    }
    Palette { colors, own: [false; Paint::ALL.len()] }
}

impl Palette {
    /// The theme's own colors on light screens, as `static/theme.css` has them.
    pub const LIGHT: Self = palette([
        0x00fd_fcf9,
        0x001b_1d1f,
        0x005a_5d5f,
        0x00df_dbd2,
        0x00ee_f1ed,
        0x000d_5257,
        0x00ff_ffff,
        0x008b_8579,
    ]);

    /// The theme's own colors on dark screens.
    pub const DARK: Self = palette([
        0x0015_181a,
        0x00eb_e8e1,
        0x00a9_aaa6,
        0x0037_3b3d,
        0x0020_292a,
        0x0086_c5bf,
        0x000c_1a1b,
        0x008f_8b82,
    ]);

    /// The color for something.
    #[must_use]
    pub fn get(&self, paint: Paint) -> Color {
        self.colors[paint as usize]
    }

    /// The third series of charts, where the accent, thinned as the rules of charts thin it, could not be told from
    /// the ground.
    #[must_use]
    pub fn third(&self) -> Option<Color> {
        let paper = self.get(Paint::Paper);
        // `color-mix(in srgb, var(--acc) 62%, var(--paper))`
        let thinned = self.get(Paint::Accent).mixed(paper, 97);
        let seen = |color: Color| color.contrast(paper) >= SEEN;
        if seen(thinned) { None } else { thinned.nearest(seen) }
    }

    /// What the editor's words change, in order.
    pub fn own(&self) -> impl Iterator<Item = (Paint, Color)> {
        let own = self.own;
        let each = Paint::ALL.into_iter().zip(self.colors).zip(own);
        each.filter(|(_, own)| *own).map(|(((_, paint), color), _)| (paint, color))
    }

    /// This palette with one color replaced, and nothing that follows from it.
    #[must_use]
    pub fn with(mut self, paint: Paint, color: Color) -> Self {
        self.colors[paint as usize] = color;
        self.own[paint as usize] = true;
        self
    }

    fn has(&self, paint: Paint) -> bool {
        self.own[paint as usize]
    }

    /// What follows from the colors that were chosen, for those that were not.
    #[must_use]
    fn followed(mut self) -> Self {
        let (paper, ink) = (self.get(Paint::Paper), self.get(Paint::Ink));
        let ground = self.has(Paint::Paper) || self.has(Paint::Ink);
        if !self.has(Paint::Tint) && (ground || self.has(Paint::Accent)) {
            self = self.with(Paint::Tint, paper.mixed(self.get(Paint::Accent), 18));
        }
        if !self.has(Paint::Hair) && ground {
            self = self.with(Paint::Hair, paper.mixed(ink, 36));
        }
        if !self.has(Paint::Mute) && ground {
            let tint = self.get(Paint::Tint);
            let read = |c: Color| c.contrast(paper) >= READ && c.contrast(tint) >= READ;
            let mute = ink.mixed(paper, 76);
            self = self.with(Paint::Mute, mute.nearest(read).unwrap_or(ink));
        }
        if !self.has(Paint::OnAccent) && self.has(Paint::Accent) {
            let white = Color::WHITE.contrast(self.get(Paint::Accent)) >= READ;
            self = self.with(Paint::OnAccent, if white { Color::WHITE } else { Color::BLACK });
        }
        self
    }
}

/// The contrast of text with its ground that WCAG 2.2 asks for in success criterion 1.4.3.
pub const READ: f64 = 4.5;

/// The contrast of what is no text with its ground that WCAG 2.2 asks for in success criterion 1.4.11.
pub const SEEN: f64 = 3.0;

impl Look {
    /// The colors that an editor names for a scheme.
    #[must_use]
    pub fn chosen(&self, scheme: Scheme) -> &Chosen {
        match scheme {
            Scheme::Light => &self.light,
            Scheme::Dark => &self.dark,
        }
    }

    /// The colors of a scheme: those that were named, those that follow from them, the theme's for the rest. On
    /// dark screens the accent and the second series of light ones are made as light as they must be there.
    #[must_use]
    pub fn palette(&self, scheme: Scheme) -> Palette {
        self.with_chosen(scheme, self.chosen(scheme))
    }

    /// The same as if other colors had been named for that scheme.
    #[must_use]
    pub fn with_chosen(&self, scheme: Scheme, chosen: &Chosen) -> Palette {
        let theme = match scheme {
            Scheme::Light => Palette::LIGHT,
            Scheme::Dark => Palette::DARK,
        };
        let mut palette =
            chosen.iter().fold(theme, |palette, (paint, color)| palette.with(*paint, color.value));
        if self.own_sheet {
            return palette;
        }
        if scheme == Scheme::Dark {
            let paper = palette.get(Paint::Paper);
            for (paint, ratio) in [(Paint::Accent, 7.0), (Paint::Second, READ)] {
                if let (Some(light), false) = (self.light.get(&paint), palette.has(paint)) {
                    let lighter = light.value.nearest(|c| c.contrast(paper) >= ratio);
                    palette = palette.with(paint, lighter.unwrap_or(theme.get(paint)));
                }
            }
        }
        palette.followed()
    }
}
