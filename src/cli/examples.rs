//! Examples below the help of each command. A test runs what they show.

pub(super) const INIT: &str = "Examples:
  ir-site init my-ir                     a new site in the folder my-ir
  ir-site init open-ir --public          for a repository that everyone can read
  ir-site init my-ir --theme             the theme's own files too, to be changed";

pub(super) const NEW: &str = "Examples:
  ir-site new filing --title \"Third-quarter 2026 results\" --published \"2026-11-12 16:05\"
  ir-site new event --title \"Annual meeting\" --starts \"2026-06-10 10:00\" --kind meeting
  ir-site new candidate --name EX-102 --indication Gout --phase \"Phase 1\"
  ir-site new page --title Governance
  ir-site new statement income paste.tsv --filing q2-2024";

pub(super) const BUILD: &str = "Examples:
  ir-site build                          what is public now, into site/
  ir-site build --as-of 2024-06-01       what was public at the end of June 1, 2024
  ir-site build --preview --as-of \"2199-01-01 16:05\"
                                         what will be, into preview/, marked on every page";

pub(super) const CHECK: &str = "Examples:
  ir-site check                          everything that is wrong, at once
  ir-site check --as-of 2199-01-01       what would be wrong then
  ir-site check --format json            for programs";

pub(super) const SERVE: &str = "Examples:
  ir-site serve --open                   the site in the browser, new after every change
  ir-site serve --as-of \"2199-01-01 16:05\"
                                         the site as it will be then";

pub(super) const FACTS: &str = "Examples:
  ir-site facts                          every figure with the cell that it comes from
  ir-site facts cash net-loss            two of them, by alias or element
  ir-site facts --format csv             for a spreadsheet";

pub(super) const SCHEMA: &str = "Examples:
  ir-site schema company > company.schema.json";

pub(super) const COMPLETIONS: &str = "Examples:
  ir-site completions bash > ~/.local/share/bash-completion/completions/ir-site
  ir-site completions zsh > ~/.zfunc/_ir-site";
