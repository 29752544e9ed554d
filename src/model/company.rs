//! The company: what rarely changes, and dated facts about it.

/// Where the company's securities are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The exchange: `Nasdaq`.
    pub exchange: String,
    /// The symbol on it: `EPCT`.
    pub ticker: String,
}

/// Where the company has its seat; each part as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, province or canton.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country.
    pub country: Option<String>,
}

/// Whom to call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// For what: `Investors`, `Media`.
    pub role: Option<String>,
    /// The person.
    pub name: Option<String>,
    /// Whom the person works for.
    pub organization: Option<String>,
    /// Telephone, as printed.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// What the company says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// One sentence: the heading of the home page.
    pub headline: Option<String>,
    /// A few sentences below it.
    pub summary: Option<super::Prose>,
    /// The about page.
    pub text: Option<super::Prose>,
}

/// What the company says of its liquidity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liquidity {
    /// In whose words.
    pub words: Said,
    /// Who said it, if a person is named.
    pub by: Option<String>,
}

impl Liquidity {
    /// The editor's text, if it is one.
    #[must_use]
    pub fn summary(&self) -> Option<&super::Prose> {
        match &self.words {
            Said::Summary(text) => Some(text),
            Said::Quote(_) => None,
        }
    }
}

/// Something that the company said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// In its own words.
    Quote(String),
    /// In the editor's.
    Summary(super::Prose),
}

/// The sets of rules that a company may be subject to; they decide which checks run.
pub const PROFILES: [&str; 6] = ["us_sec", "nasdaq", "nyse", "eu_mar", "six", "biotech"];
