//! What styles say of how an element is set: the few properties that carry meaning.

use std::collections::BTreeMap;

use super::tree::{Id, Tree};

/// How text is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// How an element takes part in the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Display {
    /// As its kind does.
    #[default]
    Own,
    None,
    Block,
    Inline,
}

/// What is stated for one element. Lengths are in tenths of a point.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Style {
    pub(super) display: Display,
    /// Whether its text is not to be seen: `visibility: hidden`, or type of no size.
    pub(super) hidden: Option<bool>,
    pub(super) bold: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) raised: Option<bool>,
    pub(super) align: Option<Align>,
    /// Whether the ground is white, where there is a colour.
    pub(super) white_ground: Option<bool>,
    /// Whether the type is white, where there is a colour.
    pub(super) white_type: Option<bool>,
    /// The left margin and padding.
    pub(super) indent: i32,
    /// The indent of the first line.
    pub(super) first_line: Option<i32>,
    pub(super) break_before: bool,
    pub(super) break_after: bool,
    pub(super) rule_above: bool,
    pub(super) rule_below: bool,
    /// Whether line ends and blanks are kept.
    pub(super) preformatted: bool,
}

/// The rules of a document's style sheets for single classes and elements.
#[derive(Debug, Default)]
pub(super) struct Sheet(BTreeMap<String, String>);

impl Sheet {
    /// Reads all style sheets inside a document.
    pub(super) fn of(tree: &Tree, root: Id) -> Self {
        let mut sheet = Self::default();
        let mut at = Some(root);
        while let Some(id) = at {
            if tree.name(id) == "style" {
                sheet.read(&tree.text(id));
            }
            at = tree.following(id, root, false);
        }
        sheet
    }

    fn read(&mut self, css: &str) {
        let mut rest = css;
        while let Some((selectors, after)) = rest.split_once('{') {
            let Some((declarations, after)) = after.split_once('}') else { return };
            let selectors = selectors.rsplit(['}', ';', '>']).next().unwrap_or_default();
            let selectors = selectors.rsplit("<!--").next().unwrap_or_default();
            for selector in selectors.split(',') {
                let selector =
                    selector.rsplit("*/").next().unwrap_or_default().trim().to_lowercase();
                let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
                if !selector.is_empty() && selector.chars().all(simple) {
                    let all = self.0.entry(selector).or_default();
                    all.push_str(declarations);
                    all.push(';');
                }
            }
            rest = after;
        }
    }

    /// What is stated for an element: by its kind's rule, by those of its classes, and on itself.
    pub(super) fn style(&self, tree: &Tree, id: Id) -> Style {
        let mut style = Style::default();
        style.attributes(tree, id);
        if !self.0.is_empty() {
            let name = tree.name(id);
            let classes = tree.attribute(id, "class").unwrap_or_default().to_lowercase();
            self.0.get(name).into_iter().for_each(|rule| style.declarations(rule));
            for class in classes.split_whitespace() {
                for selector in [format!(".{class}"), format!("{name}.{class}")] {
                    self.0.get(&selector).into_iter().for_each(|rule| style.declarations(rule));
                }
            }
        }
        if let Some(inline) = tree.attribute(id, "style") {
            style.declarations(inline);
        }
        style
    }
}

impl Style {
    /// Reads the attributes that said the same before there were styles.
    fn attributes(&mut self, tree: &Tree, id: Id) {
        if let Some(align) = tree.attribute(id, "align") {
            self.align = alignment(align);
        }
        if let Some(colour) = tree.attribute(id, "bgcolor") {
            self.white_ground = Some(is_white(colour));
        }
        if tree.name(id) == "font"
            && let Some(colour) = tree.attribute(id, "color")
        {
            self.white_type = Some(is_white(colour));
        }
        if tree.attribute(id, "hidden").is_some() {
            self.display = Display::None;
        }
    }

    fn declarations(&mut self, css: &str) {
        for declaration in css.split(';') {
            if let Some((name, value)) = declaration.split_once(':') {
                let value = value.trim().trim_end_matches("!important").trim().to_ascii_lowercase();
                self.declaration(&name.trim().to_ascii_lowercase(), &value);
            }
        }
    }

    fn declaration(&mut self, name: &str, value: &str) {
        match name {
            "display" => {
                self.display = match value {
                    "none" => Display::None,
                    "inline" | "inline-block" => Display::Inline,
                    "block" => Display::Block,
                    _ => self.display,
                }
            }
            "visibility" => self.hidden = Some(matches!(value, "hidden" | "collapse")),
            "mso-hide" => self.hidden = Some(value == "all"),
            "font-size" if length(value) == Some(0) => self.hidden = Some(true),
            "font-weight" => self.bold = Some(is_bold(value)),
            "font-style" => self.emphasis = Some(matches!(value, "italic" | "oblique")),
            "font" => self.font(value),
            "text-decoration" | "text-decoration-line" if value.contains("underline") => {
                self.emphasis = Some(true);
            }
            "vertical-align" if self.raised != Some(true) => self.raised = raised(value),
            "top" if length(value).is_some_and(|tenths| (-100..0).contains(&tenths)) => {
                self.raised = Some(true);
            }
            "text-align" => self.align = alignment(value).or(self.align),
            "white-space" => self.preformatted = value.starts_with("pre") && value != "pre-line",
            "color" => self.white_type = Some(is_white(value)),
            "background-color" | "background" if value != "transparent" && !value.is_empty() => {
                self.white_ground = Some(is_white(value));
            }
            "text-indent" => self.first_line = length(value).or(self.first_line),
            "margin-left" | "padding-left" => self.indent += length(value).unwrap_or(0),
            "margin" | "padding" => self.indent += left_of(value),
            "page-break-before" | "break-before" => {
                self.break_before = matches!(value, "always" | "page" | "left" | "right");
            }
            "page-break-after" | "break-after" => {
                self.break_after = matches!(value, "always" | "page" | "left" | "right");
            }
            "border-top" | "border-top-style" => self.rule_above = is_line(value),
            "border-bottom" | "border-bottom-style" => self.rule_below = is_line(value),
            _ => {}
        }
    }

    fn font(&mut self, value: &str) {
        let words = || value.split(',').next().unwrap_or_default().split_whitespace();
        if words().any(is_bold) {
            self.bold = Some(true);
        }
        if words().any(|word| matches!(word, "italic" | "oblique")) {
            self.emphasis = Some(true);
        }
    }
}

/// Whether text stands higher than the line. On a line of text, `top` is where a raised mark stands.
fn raised(value: &str) -> Option<bool> {
    match value {
        "super" | "text-top" | "top" => Some(true),
        "baseline" | "sub" | "text-bottom" => Some(false),
        _ => length(value).map(|tenths| tenths > 0),
    }
}

fn is_bold(value: &str) -> bool {
    matches!(value, "bold" | "bolder" | "600" | "700" | "800" | "900")
}

fn is_line(value: &str) -> bool {
    let zero = value.split_whitespace().any(|word| length(word) == Some(0));
    !zero
        && ["solid", "double", "dashed", "dotted", "inset", "outset", "groove"]
            .iter()
            .any(|line| value.contains(line))
}

fn alignment(value: &str) -> Option<Align> {
    match value.trim().to_ascii_lowercase().as_str() {
        "center" | "centre" | "middle" => Some(Align::Centre),
        "right" | "end" => Some(Align::Right),
        "left" | "justify" | "start" => Some(Align::Left),
        _ => None,
    }
}

fn is_white(value: &str) -> bool {
    let value: String = value.split_whitespace().collect::<String>().to_ascii_lowercase();
    let value = value.trim_start_matches('#');
    matches!(value, "white" | "fff" | "ffffff" | "rgb(255,255,255)" | "rgb(100%,100%,100%)")
}

/// The left one of one to four lengths.
fn left_of(value: &str) -> i32 {
    let lengths: Vec<&str> = value.split_whitespace().collect();
    let left = match lengths.len() {
        0 => return 0,
        1 => 0,
        4 => 3,
        _ => 1,
    };
    length(lengths[left]).unwrap_or(0)
}

/// A length in tenths of a point; percentages are of a column five inches wide.
fn length(value: &str) -> Option<i32> {
    let value = value.trim();
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')));
    let (number, unit) = value.split_at(end.unwrap_or(value.len()));
    let number: f64 = number.parse().ok()?;
    let points = match unit.trim() {
        "" if number == 0.0 => 0.0,
        "pt" => 1.0,
        "px" => 0.75,
        "in" => 72.0,
        "em" => 10.0,
        "ex" => 5.0,
        "pc" => 12.0,
        "cm" => 28.35,
        "mm" => 2.835,
        "%" => 3.6,
        _ => return None,
    };
    // A length that no page has is cut off before it becomes a number of tenths.
    #[expect(clippy::cast_possible_truncation, reason = "the value lies between the two bounds")]
    let tenths = (number * points * 10.0).clamp(-20_000.0, 20_000.0) as i32;
    Some(tenths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(css: &str) -> Style {
        let mut style = Style::default();
        style.declarations(css);
        style
    }

    #[test]
    fn lengths_of_every_unit_are_tenths_of_a_point() {
        for (text, tenths) in
            [("0", 0), ("12.75pt", 127), ("2px", 15), (".25in", 180), ("-9pt", -90), ("1em", 100)]
        {
            assert_eq!(length(text), Some(tenths), "{text}");
        }
        assert_eq!(length("auto"), None);
        assert_eq!(left_of("2px 1pt 2px 19pt"), 190);
        assert_eq!(left_of("0 3pt"), 30);
    }

    #[test]
    fn what_carries_meaning_is_read_and_nothing_else() {
        let set = style(
            "FONT: bold italic 10pt Times; text-align:CENTER; border-top:0pt solid; border-bottom:1pt solid #000; color:#FFFFFF",
        );
        assert_eq!((set.bold, set.emphasis), (Some(true), Some(true)));
        assert_eq!(set.align, Some(Align::Centre));
        assert_eq!((set.rule_above, set.rule_below), (false, true));
        assert_eq!(set.white_type, Some(true));
        assert_eq!(style("display:none").display, Display::None);
        assert!(style("page-break-before:always").break_before);
    }

    #[test]
    fn rules_of_classes_hold_for_their_elements() {
        let page =
            "<style><!-- p.Gone, .Away {display:none} b {color:white} --></style><p class=gone>";
        let tree = Tree::parse(page, 0..page.len(), false);
        let sheet = Sheet::of(&tree, super::super::tree::ROOT);
        assert!(sheet.0["p.gone"].contains("none"));
        assert!(sheet.0["b"].contains("white"));
        assert_eq!(sheet.0.len(), 3);
    }
}
