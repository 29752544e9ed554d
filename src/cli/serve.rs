//! `ir-site serve`

use std::path::Path;

use clap::Args;

use super::{Exit, Terminal};
use crate::shell::ShellError;
use crate::shell::serve::{Server, Turn};

#[derive(Args, Debug)]
pub(super) struct Serve {
    /// Where to listen on this machine; 0 takes any port that is free
    #[arg(long, value_name = "N", default_value_t = 8000)]
    port: u16,
    /// The instant to show; it may lie ahead, and pages then say that they are not published
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

impl Serve {
    pub(super) fn run(&self, root: &Path, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        let server = Server::bind(root, self.port, self.as_of.as_deref())?;
        let address = server.address();
        let mut first = true;
        server.run(|turn: &Turn<'_>| {
            terminal.say(turn.report);
            match turn.files {
                Some(files) => terminal.say(&format!("built: {files} files\n")),
                None if first => terminal.say("not built: correct this, and the site appears\n"),
                None => terminal.say("not built: the last good site stays\n"),
            }
            if std::mem::take(&mut first) {
                terminal.say(&format!("serving {address} (Ctrl+C ends it)\n"));
                if self.open && !crate::shell::serve::open(&address) {
                    terminal.say("no browser could be started: open the address yourself\n");
                }
            }
        })?;
        Ok(Exit::Clean)
    }
}
