//! `ir-site schema`

use clap::Args;

use super::{Exit, Terminal};
use crate::schema;
use crate::shell::ShellError;

/// Prints the JSON Schema of a kind of file.
#[derive(Args, Debug)]
pub(super) struct Schema {
    /// Of what
    #[arg(value_name = "KIND", value_parser = schema::KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>())]
    kind: String,
}

impl Schema {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, ShellError> {
        let kind = schema::find(&self.kind).expect("invariant: the parser takes names of kinds");
        terminal.print(schema::schema(kind).as_bytes())?;
        Ok(Exit::Clean)
    }
}
