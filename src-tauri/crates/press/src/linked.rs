//! A text that leads to files in a folder beside it. The folder is called after the text, which gets its name last.

use crate::markdown::escaped;

/// A text as Markdown, with links to files in the folder beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Linked {
    text: String,
    /// Where the name of the folder goes.
    places: Vec<usize>,
}

impl Linked {
    /// Writes text that leads nowhere.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Shows a picture of the folder, with what there is to see.
    pub fn show(&mut self, alt: &str, file: &str) {
        self.text.push('!');
        self.lead(alt, file);
    }

    /// Leads to a file of the folder.
    pub fn lead(&mut self, words: &str, file: &str) {
        self.text.push_str(&format!("[{}](<", escaped(words)));
        self.places.push(self.text.len());
        self.text.push_str(&format!("/{}>)", addressed(file)));
    }

    /// Ends the text with one line break.
    pub(crate) fn end(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
    }

    /// Returns the text beside a folder of this name.
    pub fn under(&self, folder: &str) -> String {
        let folder = addressed(folder);
        let mut text = String::with_capacity(self.text.len() + self.places.len() * folder.len());
        let mut from = 0;
        for place in &self.places {
            text.push_str(self.text.get(from..*place).unwrap_or_default());
            text.push_str(&folder);
            from = *place;
        }
        text.push_str(self.text.get(from..).unwrap_or_default());
        text
    }
}

/// Returns a name as it stands between the angles of a link: letters of any script and spaces stay readable.
fn addressed(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '%' | '<' | '>' | '\\' | '#' | '?' | '&') || c.is_control() {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                safe.push_str(&format!("%{byte:02X}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::Linked;

    #[test]
    fn the_folder_gets_its_name_at_last() {
        let mut text = Linked::default();
        text.push_str("회의\n\n");
        text.show("A [board] of <two> columns", "01.jpg");
        text.push_str("\n\n");
        text.lead("양해각서 #1", "양해각서 #1.pdf");
        assert_eq!(
            text.under("2027 회의 (KO) 100%.files"),
            "회의\n\n![A \\[board\\] of \\<two\\> columns](<2027 회의 (KO) 100%25.files/01.jpg>)\n\n\
             [양해각서 \\#1](<2027 회의 (KO) 100%25.files/양해각서 %231.pdf>)"
        );
    }
}
