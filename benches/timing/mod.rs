//! How the benchmarks measure: in time of the processor where the system tells it, so that a busy machine does not
//! count, else by the clock.

use std::hint::black_box;
use std::time::Duration;

/// What this thread has used of the processor so far, or the time since some start.
#[expect(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]
fn now() -> Duration {
    use std::sync::OnceLock;
    static START: OnceLock<std::time::Instant> = OnceLock::new();
    let used = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let used = used.and_then(|line| line.split(' ').next()?.parse().ok());
    used.map_or_else(|| START.get_or_init(std::time::Instant::now).elapsed(), Duration::from_nanos)
}

/// What a job makes, and what it took.
pub(crate) fn timed<T>(job: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let made = black_box(job());
    (made, now().saturating_sub(start))
}

/// What a job takes: the median of so many times.
pub(crate) fn median(times: usize, mut job: impl FnMut()) -> Duration {
    let mut all: Vec<Duration> = (0..times).map(|_| timed(&mut job).1).collect();
    all.sort();
    all.get(times / 2).copied().unwrap_or_default()
}
