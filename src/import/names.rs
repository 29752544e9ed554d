//! Names that are each given once: of folders, of files, of lines.

use std::collections::{BTreeMap, BTreeSet};

/// The names that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// The number at which to go on looking for a name, so that many of one kind cost no more than as many.
    next: BTreeMap<String, usize>,
}

impl Names {
    /// Takes a name; whether it was free.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Gives a name back; whether it was taken.
    pub(super) fn give_back(&mut self, name: &str) -> bool {
        self.taken.remove(name)
    }

    /// Takes and gives the name itself, else the first free one of `name-2`, `name-3` ….
    pub(super) fn free(&mut self, name: &str) -> String {
        if self.take(name) {
            return name.to_owned();
        }
        let next = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{name}-{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

impl<'a> FromIterator<&'a String> for Names {
    fn from_iter<I: IntoIterator<Item = &'a String>>(names: I) -> Self {
        Self { taken: names.into_iter().cloned().collect(), next: BTreeMap::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let mut names: Names = [&"tools-2".to_owned()].into_iter().collect();
        assert_eq!(names.free("tools"), "tools");
        assert_eq!(names.free("tools"), "tools-3");
        assert_eq!(names.free("tools"), "tools-4");
        assert!(!names.take("tools-4"));
        assert!(names.give_back("tools-4") && !names.give_back("nails") && names.take("tools-4"));
    }
}
