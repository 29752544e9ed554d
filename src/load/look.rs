//! `theme` in `content/company.yaml`. Whatever passes here is written into style sheets as it is, so a value is one
//! of a known form or it is refused.

use super::fields::{self, Fields, Reader};
use super::image::{self, Picture};
use crate::diag::{code, nearest};
use crate::model::color::Color;
use crate::model::look::{Chosen, GENERIC, Image, Logo, Look, Paint, Palette};
use crate::source::{SitePath, Snapshot, Spanned};
use crate::text::yaml::{Node, Value};

/// Reads the look. What cannot be read is reported and left out.
pub(super) fn read(node: &Node, files: &Snapshot, reader: &mut Reader<'_>) -> Option<Look> {
    let mut fields = Fields::of(node, reader)?;
    let light = fields.node("colors").map(|node| colors(node, reader)).unwrap_or_default();
    let dark = fields.node("dark_colors").map(|node| colors(node, reader)).unwrap_or_default();
    let fonts = fields.optional("fonts", reader, fonts);
    let (text, headings) = fonts.unwrap_or_default();
    let logo = fields.optional("logo", reader, logo_words);
    let page_width = fields.optional("page_width", reader, width);
    fields.close(reader);
    let logo = logo.and_then(|words| words.shown(files, reader));
    let sheet = files.get(&SitePath::fixed("static/theme.css"));
    let own_sheet = sheet.is_some_and(|sheet| !keeps_colors(sheet.bytes()));
    Some(Look { light, dark, text, headings, page_width, logo, own_sheet })
}

/// Whether a style sheet in place of the theme's has the theme's colors still, as a copy of it has.
fn keeps_colors(sheet: &[u8]) -> bool {
    let sheet = String::from_utf8_lossy(sheet);
    [Palette::LIGHT, Palette::DARK].iter().all(|palette| {
        Paint::ALL.iter().all(|(_, paint)| {
            let color = palette.get(*paint).to_string();
            let color = if color == "#ffffff" { "#fff" } else { &color };
            sheet.contains(&format!("{}: {color};", paint.property()))
        })
    })
}

fn colors(node: &Node, reader: &mut Reader<'_>) -> Chosen {
    let mut chosen = Chosen::new();
    let Some(mut fields) = Fields::of(node, reader) else { return chosen };
    for (key, paint) in Paint::ALL {
        let Some(value) = fields.node(key) else { continue };
        let color = if value.value == Value::Null {
            let range = fields.key_range(key);
            no_color(key, &range, reader);
            None
        } else {
            color(value, reader)
        };
        if let Some(value) =
            color.map(|found| Spanned { value: found, span: reader.span(&value.range) })
        {
            chosen.insert(paint, value);
        }
    }
    fields.close(reader);
    chosen
}

/// What begins with `#` is a note to YAML: the commonest way to write a color is none.
fn no_color(key: &str, range: &std::ops::Range<usize>, reader: &mut Reader<'_>) {
    let rest = reader.text.get(range.end..).unwrap_or_default().lines().next().unwrap_or_default();
    let rest = rest.trim_start_matches(':').trim();
    let written = rest.split([' ', ',', '}']).next().unwrap_or_default().to_owned();
    if Color::parse(&written).is_some() {
        let message = format!("`{key}` has no value: `{written}` without quotes is a note to YAML");
        let help = format!("put it in quotes: \"{written}\"");
        reader.error_help(code::BAD_VALUE, range, message, help);
    } else {
        let help = "write a value after the colon, or remove the line";
        reader.error_help(code::BAD_VALUE, range, format!("`{key}` has no value"), help);
    }
}

fn color(node: &Node, reader: &mut Reader<'_>) -> Option<Color> {
    let text = fields::text(node, reader)?;
    let color = Color::parse(&text);
    if color.is_none() {
        let help = match meant(&text) {
            Some(color) => format!("write \"{color}\""),
            None => "write six hexadecimal digits in quotes, such as \"#0d5257\"".into(),
        };
        let message = format!("`{}` is not a color", shortened(&text));
        reader.error_help(code::BAD_VALUE, &node.range, message, help);
    }
    color
}

/// The colors that have a name in everyday words.
const NAMED: [(&str, u32); 17] = [
    ("aqua", 0x0000_ffff),
    ("black", 0),
    ("blue", 0x0000_00ff),
    ("fuchsia", 0x00ff_00ff),
    ("gray", 0x0080_8080),
    ("green", 0x0000_8000),
    ("lime", 0x0000_ff00),
    ("maroon", 0x0080_0000),
    ("navy", 0x0000_0080),
    ("olive", 0x0080_8000),
    ("orange", 0x00ff_a500),
    ("purple", 0x0080_0080),
    ("red", 0x00ff_0000),
    ("silver", 0x00c0_c0c0),
    ("teal", 0x0000_8080),
    ("white", 0x00ff_ffff),
    ("yellow", 0x00ff_ff00),
];

/// The color that is meant by a name, or by `rgb(0, 51, 102)`.
fn meant(text: &str) -> Option<Color> {
    let lower = text.to_lowercase();
    if let Some((_, digits)) = NAMED.iter().find(|(name, _)| *name == lower) {
        return Some(Color::hex(*digits));
    }
    let inner =
        lower.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(&lower);
    let channels = inner.split([',', ' ']).filter(|part| !part.is_empty());
    let channels: Option<Vec<u8>> = channels.map(|part| part.parse().ok()).collect();
    match channels?.as_slice() {
        [red, green, blue] => Some(Color::hex(u32::from_be_bytes([0, *red, *green, *blue]))),
        _ => None,
    }
}

/// What a message repeats of a value.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

type Families = Vec<String>;

fn fonts(node: &Node, reader: &mut Reader<'_>) -> Option<(Families, Families)> {
    let mut fields = Fields::of(node, reader)?;
    let text = fields.optional("text", reader, families);
    let headings = fields.optional("headings", reader, families);
    fields.close(reader);
    Some((text.unwrap_or_default(), headings.unwrap_or_default()))
}

fn families(node: &Node, reader: &mut Reader<'_>) -> Option<Families> {
    let Value::Seq(items) = &node.value else {
        let written = fields::text(node, reader)?;
        let list: Vec<&str> =
            written.split(',').map(|part| part.trim().trim_matches('"')).collect();
        let message = "expected a list of font families, found text";
        let help = format!("write it in brackets: [{}]", list.join(", "));
        reader.error_help(code::BAD_VALUE, &node.range, message, help);
        return None;
    };
    let names: Vec<Option<String>> = items.iter().map(|item| family(item, reader)).collect();
    let names: Families = names.into_iter().collect::<Option<_>>()?;
    if names.last().is_some_and(|last| GENERIC.contains(&last.as_str())) {
        return Some(names);
    }
    let message = "this list does not end with a family that every visitor has";
    let help = format!("add one of these at its end: {}", GENERIC.join(", "));
    reader.error_help(code::BAD_VALUE, &node.range, message, help);
    None
}

fn family(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let name = fields::line(node, reader)?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '+');
    if name.chars().all(plain) && name.chars().count() <= 60 {
        return Some(name);
    }
    let message = format!("`{}` cannot be the name of a font family", shortened(&name));
    let help = "a name has letters, digits, blanks, hyphens and points; each family is an entry of the list";
    reader.error_help(code::BAD_VALUE, &node.range, message, help);
    None
}

/// A page of readable width, on the screens that there are.
fn width(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = fields::text(node, reader)?;
    let between = |unit: &str, least: u32, most: u32| {
        let number = text.strip_suffix(unit)?.trim_end().parse::<u32>().ok()?;
        (least..=most).contains(&number).then(|| format!("{number}{unit}"))
    };
    let width = between("rem", 45, 120).or_else(|| between("px", 720, 1920));
    if width.is_none() {
        let message = format!("`{}` is not a width for a page", shortened(&text));
        let help = "write it as 45rem to 120rem or as 720px to 1920px; without it, it is 80rem";
        reader.error_help(code::BAD_VALUE, &node.range, message, help);
    }
    width
}

/// A logo before its pictures are looked at.
struct LogoWords {
    file: Option<Spanned<String>>,
    dark_file: Option<Spanned<String>>,
    alt: Option<String>,
    with_name: bool,
}

fn logo_words(node: &Node, reader: &mut Reader<'_>) -> Option<LogoWords> {
    if let Value::Text(_) = node.value {
        let name = fields::line(node, reader)?;
        let message = "a logo needs its file and its words";
        let help =
            format!("write `logo: {{file: {name}, alt: …}}`, with what the logo says as `alt`");
        reader.error_help(code::BAD_VALUE, &node.range, message, help);
        return None;
    }
    let mut fields = Fields::of(node, reader)?;
    let file = fields.required("file", reader, fields::placed_text);
    let dark_file = fields.optional("dark_file", reader, fields::placed_text);
    if !fields.has("alt") {
        let range = fields.range();
        let help = "add `alt: …` with what the logo says, most often the company's name: those who do not see it hear it";
        let message = "`alt` is missing";
        reader.error_help(code::MISSING_KEY, &(range.start..range.start + 1), message, help);
    }
    let alt = fields.optional("alt", reader, fields::line);
    let with_name = fields.optional("with_name", reader, fields::truth).unwrap_or(false);
    fields.close(reader);
    Some(LogoWords { file, dark_file, alt, with_name })
}

impl LogoWords {
    /// The logo as it will be shown, where its pictures are what they should be.
    fn shown(self, files: &Snapshot, reader: &mut Reader<'_>) -> Option<Logo> {
        let image = self.file.and_then(|file| picture(&file, files, reader));
        let given = self.dark_file.is_some();
        let dark = self.dark_file.and_then(|file| picture(&file, files, reader));
        if given && dark.is_none() {
            return None;
        }
        Some(Logo { image: image?, dark, alt: self.alt?, with_name: self.with_name })
    }
}

fn picture(file: &Spanned<String>, files: &Snapshot, reader: &mut Reader<'_>) -> Option<Image> {
    let name = file.value.as_str();
    let range = file.span.start..file.span.end;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let path = SitePath::parse(&format!("static/{name}"));
    let Some(path) = path.filter(|_| name.chars().all(plain)) else {
        let message = format!("`{}` is not the name of a file in static/", shortened(name));
        let help =
            "put the logo into static/ and write its name: letters, digits, `-`, `_` and `.`";
        reader.error_help(code::BAD_VALUE, &range, message, help);
        return None;
    };
    let Some(source) = files.get(&path) else {
        let there: Vec<&str> = files.iter().filter_map(|(path, _)| path.below("static")).collect();
        let help = match name.strip_prefix("static/").filter(|rest| there.contains(rest)) {
            Some(rest) => format!("write `{rest}`: names begin below static/"),
            None => match nearest(name, there.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("put the logo at static/{name}"),
            },
        };
        let message = format!("there is no file static/{name}");
        reader.error_help(code::MISSING_FILE, &range, message, help);
        return None;
    };
    match image::look_at(path.extension(), source) {
        Ok(picture) => Some(fitted(name, picture)),
        Err(wrong) => {
            let message = format!("static/{name} {wrong}");
            let help = "save the logo as SVG, which is sharp at every size, or as PNG";
            reader.error_help(code::BAD_VALUE, &range, message, help);
            None
        }
    }
}

/// A picture as large as the masthead allows. One of pixels is never made larger than it is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the sides lie between 1 and those of the box"
)]
fn fitted(name: &str, picture: Picture) -> Image {
    const WIDE: f64 = 260.0;
    const HIGH: f64 = 44.0;
    let Picture { width, height, scales } = picture;
    let fits = (WIDE / width).min(HIGH / height);
    let factor = if scales { fits } else { fits.min(1.0) };
    let side = |length: f64, most: f64| (length * factor).round().clamp(1.0, most) as u32;
    Image { name: name.to_owned(), width: side(width, WIDE), height: side(height, HIGH) }
}
