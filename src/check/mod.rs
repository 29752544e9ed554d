//! What an auditor would tick and tie, over a resolved site.
//!
//! Each rule is a function in a file of its own family; the registry below is all that runs.

mod balance;

use crate::diag::Diagnostics;
use crate::resolve::Site;

/// A rule: looks at the site and reports.
type Rule = fn(&Site, &mut Diagnostics);

/// Every rule, in the order of its codes.
const RULES: [Rule; 1] = [balance::check];

/// Runs every rule.
pub fn check(site: &Site, diags: &mut Diagnostics) {
    for rule in RULES {
        rule(site, diags);
    }
}
