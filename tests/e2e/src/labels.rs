//! The words on screen, read from the same files as the application reads.

use crate::desk::root;
use std::{collections::BTreeMap, fs};

/// The labels of one language.
#[derive(Debug)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Reads the labels of a language: `"en"` or `"ko"`.
    pub fn read(language: &str) -> Self {
        let path = root().join(format!("ui/labels/{language}.ftl"));
        let text = fs::read_to_string(&path).expect("the labels are in the tree");
        let messages = text
            .lines()
            .filter(|line| !line.starts_with(['#', ' ']))
            .filter_map(|line| line.split_once(" = "));
        Self(
            messages
                .map(|(id, pattern)| (id.trim().to_owned(), pattern.trim().to_owned()))
                .collect(),
        )
    }

    /// Returns the words of a label up to its first argument.
    pub fn get(&self, id: &str) -> &str {
        let pattern = self.0.get(id).unwrap_or_else(|| panic!("no label {id}"));
        pattern.split('{').next().unwrap_or_default().trim()
    }
}
