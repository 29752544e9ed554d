//! `ir-site init`

use std::path::PathBuf;

use clap::Args;

use super::{Exit, Terminal};
use crate::shell::{ShellError, files};
use crate::starter::{self, ACTION, Options};

#[derive(Args, Debug)]
pub(super) struct Init {
    /// The folder; it may be there already, as a fresh clone is
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// For a public repository, in which everything can be read by everyone at once
    #[arg(long)]
    public: bool,
    /// Write out the templates and the style sheet of the default theme, too
    #[arg(long)]
    theme: bool,
    /// The repository that holds ir-site, for the workflow
    #[arg(long, value_name = "OWNER/REPOSITORY@REF", default_value = ACTION)]
    action: String,
}

impl Init {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        let options = Options { public: self.public, action: self.action()? };
        let is_site = files::is_site(&self.folder);
        let mut made = Vec::new();
        if !(is_site && self.theme) {
            made.extend(starter::site(&options));
        }
        if self.theme {
            made.extend(starter::theme());
        }
        files::create(&self.folder, &made)?;
        let shown = self.folder.display();
        terminal.say(&format!("made {} files in {shown}\n", made.len()));
        if self.theme {
            terminal.say(
                "the theme is yours now: a copy does not follow the program; delete what you do not change\n",
            );
        }
        if is_site {
            return Ok(Exit::Clean);
        }
        if self.public {
            terminal.say(
                "warning: everything in a public repository is public, drafts and history included; \
                 for releases that are prepared before they are out, run init without --public\n",
            );
        }
        terminal.say(&format!(
            "next:\n  ir-site --root {shown} serve --open    look at it, and leave it running while you write\n  \
             {shown}/content/company.yaml    begin here: the company's name, address and time zone\n  \
             {shown}/README.md    how it is published\n"
        ));
        if self.action == ACTION {
            terminal.say(&format!(
                "  {shown}/.github/workflows/site.yml    its line `uses:` must name your repository of ir-site\n"
            ));
        }
        Ok(Exit::Clean)
    }

    /// What a workflow can name after `uses:`; anything else would be YAML of the caller's.
    fn action(&self) -> Result<&str, ShellError> {
        let plain = |part: &str| {
            let sound = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
            !part.is_empty() && part.chars().all(sound)
        };
        match self.action.split_once('@') {
            Some((repository, at))
                if repository.contains('/') && plain(repository) && plain(at) =>
            {
                Ok(&self.action)
            }
            _ => Err(ShellError::Value {
                of: "--action",
                message: format!("`{}` is not a repository and a branch or tag", self.action),
                help: Some(format!("write it as {ACTION}")),
            }),
        }
    }
}
