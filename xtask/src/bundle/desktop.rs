//! The entry in the menu of programs, with the words of the application itself.

use crate::words::Labels;
use anyhow::{Context, Result};

/// Returns the desktop entry.
pub(crate) fn entry() -> Result<String> {
    let (en, ko) = (Labels::read("en")?, Labels::read("ko")?);
    let word = |labels: &Labels, id: &str| -> Result<String> {
        let text = labels.get(id).with_context(|| format!("no label {id}"))?;
        Ok(text.trim_end_matches('.').to_owned())
    };
    Ok(format!(
        "[Desktop Entry]
Type=Application
Name={}
Name[ko]={}
Comment={}
Comment[ko]={}
Keywords={};{};{};
Keywords[ko]={};{};{};
Exec=maru
Icon=maru
Terminal=false
StartupNotify=true
StartupWMClass=maru
Categories=Office;
",
        word(&en, "maru")?,
        word(&ko, "maru")?,
        word(&en, "about-what")?,
        word(&ko, "about-what")?,
        word(&en, "minutes")?,
        word(&en, "nav-agreements")?,
        word(&en, "nav-best-practice")?,
        word(&ko, "minutes")?,
        word(&ko, "nav-agreements")?,
        word(&ko, "nav-best-practice")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::entry;

    #[test]
    fn both_languages_have_a_name() {
        let entry = entry().expect("the labels are there");
        assert!(entry.contains("\nName=Maru\nName[ko]=마루\n"), "{entry}");
        assert!(entry.ends_with("Categories=Office;\n"));
    }
}
