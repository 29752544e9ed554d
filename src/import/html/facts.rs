//! What inline XBRL says of figures: contexts and units of the header, and the value of each tagged figure
//! (Inline XBRL 1.1, sections 8 and 10; Transformation Rules Registry 4).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::filing::Tag;
use super::tree::{Id, ROOT, Tree};
use crate::date::Date;

/// The contexts and units of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Facts {
    contexts: BTreeMap<String, Context>,
    units: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
struct Context {
    start: Option<Date>,
    end: Option<Date>,
    dimensional: bool,
}

impl Facts {
    /// Collects them from a whole document.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut facts = Self::default();
        let mut at = Some(ROOT);
        while let Some(id) = at {
            let name = local(tree.name(id));
            let known = tree.attribute(id, "id").filter(|_| matches!(name, "context" | "unit"));
            if let Some(key) = known.map(str::to_owned) {
                if name == "context" {
                    facts.contexts.insert(key, context(tree, id));
                } else {
                    facts.units.insert(key, unit(tree, id));
                }
            }
            at = tree.following(id, ROOT, known.is_some());
        }
        facts
    }

    /// What a tagged figure states; nothing when its value cannot be told.
    pub(super) fn tag(&self, tree: &Tree, id: Id) -> Option<Tag> {
        let concept = tree.attribute(id, "name")?.trim().to_owned();
        let empty = Context::default();
        let context = tree
            .attribute(id, "contextref")
            .and_then(|key| self.contexts.get(key.trim()))
            .unwrap_or(&empty);
        let unit = tree
            .attribute(id, "unitref")
            .and_then(|key| self.units.get(key.trim()))
            .cloned()
            .unwrap_or_default();
        let scale =
            tree.attribute(id, "scale").and_then(|s| s.trim().parse::<i8>().ok()).unwrap_or(0);
        let nil = tree
            .attribute(id, "xsi:nil")
            .or_else(|| tree.attribute(id, "nil"))
            .is_some_and(|nil| matches!(nil.trim(), "true" | "1"));
        let value = if nil {
            None
        } else {
            let format = tree.attribute(id, "format").unwrap_or_default();
            let negative = tree.attribute(id, "sign").is_some_and(|sign| sign.trim() == "-");
            let value = scaled(transformed(&tree.text(id), format)?, scale)?;
            Some(if negative { -value } else { value })
        };
        Some(Tag {
            concept,
            value,
            scale,
            start: context.start,
            end: context.end,
            unit,
            dimensional: context.dimensional,
        })
    }
}

/// The name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn context(tree: &Tree, root: Id) -> Context {
    let mut context = Context::default();
    let mut at = Some(root);
    while let Some(id) = at {
        let day = || Date::parse(tree.text(id).trim().get(..10).unwrap_or_default()).ok();
        match local(tree.name(id)) {
            "startdate" => context.start = day(),
            "enddate" | "instant" => context.end = day(),
            "explicitmember" | "typedmember" => context.dimensional = true,
            _ => {}
        }
        at = tree.following(id, root, false);
    }
    context
}

/// A unit as `USD`, or `USD/shares` for a quotient.
fn unit(tree: &Tree, root: Id) -> String {
    let (mut above, mut below, mut divides) = (Vec::new(), Vec::new(), false);
    let mut at = Some(root);
    while let Some(id) = at {
        match local(tree.name(id)) {
            "unitdenominator" => divides = true,
            "measure" => {
                let text = tree.text(id);
                let measure = local(text.trim()).to_owned();
                if divides { &mut below } else { &mut above }.push(measure);
            }
            _ => {}
        }
        at = tree.following(id, root, false);
    }
    let above = above.join("*");
    if below.is_empty() { above } else { format!("{above}/{}", below.join("*")) }
}

/// A printed figure as its format reads it.
fn transformed(text: &str, format: &str) -> Option<Decimal> {
    let format = local(format).to_ascii_lowercase().replace('-', "");
    if matches!(format.as_str(), "zerodash" | "fixedzero" | "numdash" | "nocontent" | "fixedempty")
    {
        return Some(Decimal::ZERO);
    }
    let comma =
        matches!(format.as_str(), "numcommadecimal" | "numdotcomma" | "numspacecomma" | "numcomma");
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '.' if !comma => digits.push('.'),
            ',' if comma => digits.push('.'),
            ',' | '.' | '\'' | '\u{2019}' => {}
            c if c.is_whitespace() => {}
            // Dashes stand for nothing where the format says so only; words are not read at all.
            _ => return None,
        }
    }
    Decimal::from_str_exact(&digits).ok()
}

/// The value in whole units.
fn scaled(value: Decimal, scale: i8) -> Option<Decimal> {
    let mut value = value;
    let factor = if scale < 0 { Decimal::new(1, 1) } else { Decimal::TEN };
    for _ in 0..scale.unsigned_abs().min(30) {
        value = value.checked_mul(factor)?;
    }
    Some(value.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<?xml version='1.0'?><html><body><div style='display:none'><ix:header><ix:resources>\
        <xbrli:context id='c1'><xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate>\
        <xbrli:endDate>2023-03-31</xbrli:endDate></xbrli:period></xbrli:context>\
        <xbrli:context id='c2'><xbrli:entity><xbrli:segment><xbrldi:explicitMember dimension='a:b'>a:c\
        </xbrldi:explicitMember></xbrli:segment></xbrli:entity><xbrli:period>\
        <xbrli:instant>2023-03-31</xbrli:instant></xbrli:period></xbrli:context>\
        <xbrli:unit id='u1'><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>\
        <xbrli:unit id='u2'><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:EUR</xbrli:measure>\
        </xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>\
        </xbrli:unitDenominator></xbrli:divide></xbrli:unit></ix:resources></ix:header></div>";

    fn tag(element: &str) -> Option<Tag> {
        let page = format!("{PAGE}{element}");
        let tree = Tree::parse(&page, 0..page.len(), false);
        let facts = Facts::of(&tree);
        let mut at = Some(ROOT);
        while let Some(id) = at {
            if tree.name(id) == "ix:nonfraction" {
                return facts.tag(&tree, id);
            }
            at = tree.following(id, ROOT, false);
        }
        None
    }

    #[test]
    fn a_tagged_figure_has_its_period_unit_sign_and_scale() {
        let found = tag(
            "<ix:nonFraction name='x:NetLoss' contextRef='c1' unitRef='u1' scale='3' sign='-' \
                         format='ixt:num-dot-decimal'>1,234.5</ix:nonFraction>",
        )
        .unwrap();
        assert_eq!(found.concept, "x:NetLoss");
        assert_eq!(found.value, Some(Decimal::new(-1_234_500, 0)));
        assert_eq!((found.start, found.end), (Date::new(2023, 1, 1), Date::new(2023, 3, 31)));
        assert_eq!((found.unit.as_str(), found.dimensional, found.scale), ("EUR", false, 3));
    }

    #[test]
    fn members_quotients_dashes_and_nils_are_told_apart() {
        let part = tag("<ix:nonFraction name='x:A' contextRef='c2' unitRef='u2' format='ixt:fixed-zero'>\u{2014}</ix:nonFraction>").unwrap();
        assert!(part.dimensional);
        assert_eq!((part.unit.as_str(), part.value), ("EUR/shares", Some(Decimal::ZERO)));
        let nil = tag(
            "<p><ix:nonFraction name='x:A' contextRef='c1' unitRef='u1' xsi:nil='true'/>words</p>",
        )
        .unwrap();
        assert_eq!(nil.value, None);
        let comma = tag("<ix:nonFraction name='x:A' format='ixt:num-comma-decimal' scale='-2'>1.234,5</ix:nonFraction>").unwrap();
        assert_eq!(comma.value, Some(Decimal::new(12345, 3)));
        assert_eq!(
            tag("<ix:nonFraction name='x:A' format='ixt-sec:numwordsen'>two</ix:nonFraction>"),
            None
        );
    }
}
