//! The instant of a run: asked for, else `SOURCE_DATE_EPOCH`, else now.

#![expect(clippy::disallowed_methods, reason = "the shell is where the world is touched")]

use std::time::{SystemTime, UNIX_EPOCH};

use super::ShellError;
use crate::date::{Instant, Zone};

/// The wall clock, to the second.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// The instant that a run is for. See <https://reproducible-builds.org/specs/source-date-epoch/>.
///
/// # Errors
/// When the flag or the variable cannot be read.
pub fn instant(as_of: Option<&str>, zone: &Zone) -> Result<Instant, ShellError> {
    if let Some(text) = as_of {
        return Instant::parse_as_of(text, zone).map_err(|error| ShellError::Value {
            of: "--as-of",
            message: error.message,
            help: error.help,
        });
    }
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse().ok(),
        Err(_) => Some(now()),
    };
    seconds.and_then(Instant::from_unix).ok_or_else(|| ShellError::Value {
        of: "SOURCE_DATE_EPOCH",
        message: "this is not a number of seconds since 1970".into(),
        help: Some("unset it, or name the instant with --as-of".into()),
    })
}

/// Whether an instant lies after the clock.
#[must_use]
pub fn is_ahead(instant: Instant) -> bool {
    instant.unix() > now()
}

/// The same for a site that may be deployed: it must not lie ahead of the clock.
///
/// # Errors
/// When it does, or cannot be read.
pub fn deployable(as_of: Option<&str>, zone: &Zone) -> Result<Instant, ShellError> {
    let instant = instant(as_of, zone)?;
    if is_ahead(instant) {
        return Err(ShellError::Ahead(instant.rfc3339_in(zone)));
    }
    Ok(instant)
}
