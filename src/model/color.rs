//! Colors of the screen, and how well one can be told from another.

use std::fmt;
use std::sync::LazyLock;

/// An opaque color of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl Color {
    /// `#000000`
    pub const BLACK: Self = Self::hex(0);
    /// `#ffffff`
    pub const WHITE: Self = Self::hex(0x00ff_ffff);

    /// The color of six hexadecimal digits, as in `0x0d5257`.
    #[must_use]
    pub const fn hex(digits: u32) -> Self {
        let [_, red, green, blue] = digits.to_be_bytes();
        Self { red, green, blue }
    }

    /// Reads three or six hexadecimal digits, with or without `#`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            3 => {
                let doubled = |shift: u32| ((number >> shift) & 0xf) * 0x11;
                Some(Self::hex(doubled(8) << 16 | doubled(4) << 8 | doubled(0)))
            }
            6 => Some(Self::hex(number)),
            _ => None,
        }
    }

    /// This color with so many parts of 255 of another in it.
    #[must_use]
    pub fn mixed(self, other: Self, parts: u8) -> Self {
        let mix = |own: u8, other: u8| {
            let sum = u32::from(own) * u32::from(255 - parts) + u32::from(other) * u32::from(parts);
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        Self {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
        }
    }

    /// Relative luminance as WCAG 2.2 defines it: 0 for black, 1 for white.
    fn luminance(self) -> f64 {
        let light = |channel: u8| LIGHT[usize::from(channel)];
        0.2126 * light(self.red) + 0.7152 * light(self.green) + 0.0722 * light(self.blue)
    }

    /// The contrast of two colors as WCAG 2.2 defines it: from 1, of equals, to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if one > two { one / two } else { two / one }
    }

    /// The color of the same hue that `passes` and is the least darker or lighter; `None` if none does.
    #[must_use]
    pub fn nearest(self, passes: impl Fn(Self) -> bool) -> Option<Self> {
        (0..=STEPS)
            .flat_map(|steps| [self.shifted(-steps), self.shifted(steps)])
            .flatten()
            .find(|color| passes(*color))
    }

    /// This color lighter by so many steps, of the same hue and as full as it can be; `None` beyond black and white.
    fn shifted(self, steps: i32) -> Option<Self> {
        let channels = [self.red, self.green, self.blue].map(|channel| f64::from(channel) / 255.0);
        let [red, green, blue] = channels;
        let light = f64::midpoint(red.max(green).max(blue), red.min(green).min(blue));
        let shifted = light + f64::from(steps) / f64::from(STEPS);
        if !(0.0..=1.0).contains(&shifted) {
            return None;
        }
        let room = |light: f64| 1.0 - (2.0 * light - 1.0).abs();
        let fullness = if room(light) > 0.0 { room(shifted) / room(light) } else { 0.0 };
        let [red, green, blue] =
            channels.map(|channel| byte(shifted + (channel - light) * fullness));
        Some(Self { red, green, blue })
    }
}

/// In how many steps black becomes white.
const STEPS: i32 = 510;

/// The channel of a share of all light.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value lies between the two bounds"
)]
fn byte(share: f64) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// The light of every channel: worked out once, since a search for a color asks for it many thousand times.
static LIGHT: LazyLock<[f64; 256]> = LazyLock::new(|| {
    let mut channel = 0;
    [(); 256].map(|()| {
        let light = linear(channel);
        channel = channel.wrapping_add(1);
        light
    })
});

/// The light of a channel. The power of 2.4 is worked out with what IEEE 754 defines to the last bit: that of a
/// mathematical library differs from machine to machine.
fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        return value / 12.92;
    }
    let base = (value + 0.055) / 1.055;
    let square = base * base;
    let mut root = 1.0;
    for _ in 0..40 {
        root = (4.0 * root + square / (root * root * root * root)) / 5.0;
    }
    square * root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap()
    }

    #[test]
    fn colors_are_read_and_written() {
        assert_eq!(color("#0D5257").to_string(), "#0d5257");
        assert_eq!(color("003366").to_string(), "#003366");
        assert_eq!(color("#f80").to_string(), "#ff8800");
        for bad in ["", "#", "#12", "#1234", "#12345", "#1234567", "#0d52571f", "red", "#+12345"] {
            assert_eq!(Color::parse(bad), None, "{bad}");
        }
    }

    /// The figures are those of W3C's definition, worked out with the library's power.
    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one: &str, two: &str| format!("{:.3}", color(one).contrast(color(two)));
        assert_eq!(ratio("#000", "#fff"), "21.000");
        assert_eq!(ratio("#fff", "#000"), "21.000");
        assert_eq!(ratio("#777777", "#ffffff"), "4.478");
        assert_eq!(ratio("#767676", "#ffffff"), "4.542");
        for channel in 0..=u8::MAX {
            let value = f64::from(channel) / 255.0;
            let wanted =
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
            assert!((linear(channel) - wanted).abs() < 1e-12, "{channel}");
        }
    }

    #[test]
    fn the_nearest_color_passes_and_the_one_before_does_not() {
        let paper = Color::WHITE;
        let orange = color("#f58220");
        let passes = |c: Color| c.contrast(paper) >= 4.5;
        let found = orange.nearest(passes).unwrap();
        assert_eq!(found.to_string(), "#bd5b08");
        let steps = (1..=STEPS).find(|steps| orange.shifted(-steps) == Some(found)).unwrap();
        assert!(passes(found) && !passes(orange.shifted(1 - steps).unwrap()));
        let navy = color("#0b2a5b").nearest(|c| c.contrast(color("#15181a")) >= 7.0);
        assert_eq!(navy.unwrap().to_string(), "#75a4ee", "lighter, and still blue");
        assert_eq!(
            color("#808080").nearest(|c| c.contrast(paper) >= 7.0).unwrap().to_string(),
            "#595959"
        );
        assert_eq!(paper.nearest(|c| c == paper), Some(paper), "what passes stays");
        assert_eq!(Color::BLACK.nearest(|c| c == paper), Some(paper));
        assert_eq!(paper.nearest(|_| false), None);
    }
}
