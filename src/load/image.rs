//! Pictures of a site's own: of which kind they are and how large.

use crate::source::Source;

/// What is known of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Picture {
    /// Its width and height, in a unit of their own.
    pub width: f64,
    pub height: f64,
    /// Whether it stays sharp when it is made larger.
    pub scales: bool,
}

/// Looks at a picture. The error says what is wrong with it, as the end of a sentence that begins with its name.
pub(super) fn look_at(extension: &str, source: &Source) -> Result<Picture, String> {
    match extension.to_ascii_lowercase().as_str() {
        "svg" => svg(source.bytes()),
        "png" => png(source.bytes()),
        "" => Err("has no ending that says what it is".into()),
        other => Err(format!("is neither SVG nor PNG: it ends in .{other}")),
    }
}

fn png(bytes: &[u8]) -> Result<Picture, String> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n").ok_or("is not a PNG, whatever its name")?;
    let size = |at: usize| -> Option<u32> {
        Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?))
    };
    let sound = head.get(4..8) == Some(b"IHDR".as_slice());
    match (size(8), size(12)) {
        (Some(width @ 1..=MOST), Some(height @ 1..=MOST)) if sound => {
            Ok(Picture { width: f64::from(width), height: f64::from(height), scales: false })
        }
        _ => Err("is not a whole PNG: its size is missing".into()),
    }
}

/// The widest and highest picture that is taken for one, in pixels.
const MOST: u32 = 20_000;

fn svg(bytes: &[u8]) -> Result<Picture, String> {
    const SPACE: &str = "http://www.w3.org/2000/svg";
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| "is not an SVG in UTF-8")?;
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let drawing = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| format!("is not an SVG: {error}"))?;
    let root = drawing.root_element();
    if root.tag_name().name() != "svg" {
        return Err(format!("is not an SVG: it begins with <{}>", root.tag_name().name()));
    }
    if root.tag_name().namespace() != Some(SPACE) {
        return Err(format!("would not be shown: <svg> lacks xmlns=\"{SPACE}\""));
    }
    let sides =
        root.attribute("width").and_then(length).zip(root.attribute("height").and_then(length));
    let sides = sides.filter(|((_, one), (_, other))| one == other);
    let sides = sides.map(|((width, _), (height, _))| (width, height));
    let (width, height) = sides
        .or_else(|| root.attribute("viewBox").and_then(view_box))
        .ok_or("does not say how large it is: <svg> needs a viewBox")?;
    let most = f64::from(MOST);
    let sound = |side: f64| side > 0.0 && side <= most;
    if !sound(width) || !sound(height) {
        return Err(format!("says that it is {width} wide and {height} high"));
    }
    Ok(Picture { width, height, scales: true })
}

/// A length with its unit; a part of what stands around it is none.
fn length(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (unit != "%").then_some((number.parse().ok()?, unit.trim_start_matches("px")))
}

fn view_box(text: &str) -> Option<(f64, f64)> {
    let numbers = text.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<f64>> = numbers.map(|part| part.parse().ok()).collect();
    match numbers?.as_slice() {
        [_, _, width, height] => Some((*width, *height)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(extension: &str, bytes: &[u8]) -> Result<(f64, f64), String> {
        look_at(extension, &Source::Bytes(bytes.into())).map(|p| (p.width, p.height))
    }

    fn svg_of(attributes: &str) -> Result<(f64, f64), String> {
        of("svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}/>").as_bytes())
    }

    #[test]
    fn sizes_are_read() {
        assert_eq!(svg_of("viewBox='0 0 400 100'"), Ok((400.0, 100.0)));
        assert_eq!(svg_of("viewBox='-1,-1, 40.5 10'"), Ok((40.5, 10.0)));
        assert_eq!(svg_of("width='40px' height='10' viewBox='0 0 1 1'"), Ok((40.0, 10.0)));
        assert_eq!(svg_of("width='40mm' height='10mm'"), Ok((40.0, 10.0)));
        assert_eq!(svg_of("width='100%' height='100%' viewBox='0 0 3 1'"), Ok((3.0, 1.0)));
        assert_eq!(svg_of("width='4cm' height='10mm' viewBox='0 0 3 1'"), Ok((3.0, 1.0)));
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x90\0\0\0\x64".to_vec();
        assert_eq!(of("PNG", &png), Ok((400.0, 100.0)));
        png.truncate(20);
        assert_eq!(of("png", &png), Err("is not a whole PNG: its size is missing".into()));
    }

    #[test]
    fn what_is_no_picture_is_told() {
        let (open, close) = ("<g>".repeat(200_000), "</g>".repeat(200_000));
        let nested = format!("<svg xmlns='http://www.w3.org/2000/svg'>{open}{close}</svg>");
        for (extension, bytes) in [
            ("svg", &b"\x89PNG\r\n\x1a\n"[..]),
            ("svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
            ("svg", b"<svg viewBox='0 0 1 1'/>"),
            ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 1'/>"),
            ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 NaN 1'/>"),
            ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 inf 1'/>"),
            ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='-1' height='1'/>"),
            ("svg", b""),
            ("svg", nested.as_bytes()),
            ("png", b"<svg/>"),
            ("png", b""),
            ("jpg", b"\xff\xd8\xff"),
            ("", b""),
        ] {
            assert!(of(extension, bytes).is_err(), "{extension}: {}", bytes.len());
        }
    }
}
