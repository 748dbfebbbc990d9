//! The entry in the menu of programs and the kind of file that Maru opens, with the words of the application itself.

use crate::{place, words::Labels};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// What the window opens, as the packages for the other systems say it too.
struct Opened {
    ending: String,
    mime: String,
}

impl Opened {
    fn read() -> Result<Self> {
        let path = "src-tauri/tauri.conf.json";
        let conf: Value = serde_json::from_str(&fs::read_to_string(place::at(path))?)?;
        let kind = &conf["bundle"]["fileAssociations"][0];
        let word = |value: &Value| value.as_str().map(str::to_owned);
        Ok(Self {
            ending: word(&kind["ext"][0]).with_context(|| format!("{path} names no ending"))?,
            mime: word(&kind["mimeType"]).with_context(|| format!("{path} names no kind of file"))?,
        })
    }
}

/// Returns what the system shall know of the backups of vaults.
pub(crate) fn kinds() -> Result<String> {
    let Opened { ending, mime } = Opened::read()?;
    let name = |language: &str| -> Result<String> {
        let labels = Labels::read(language)?;
        let word = |id: &str| labels.get(id).with_context(|| format!("no label {id}"));
        Ok(format!("{}: {}", word("maru")?, word("file-backup")?))
    };
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<mime-info xmlns=\"http://www.freedesktop.org/standards/shared-mime-info\">
  <mime-type type=\"{mime}\">
    <comment>{}</comment>
    <comment xml:lang=\"ko\">{}</comment>
    <icon name=\"maru\"/>
    <glob pattern=\"*.{ending}\"/>
    <magic>
      <match type=\"string\" offset=\"0\" value=\"MARUBACK\"/>
    </magic>
  </mime-type>
</mime-info>
",
        name("en")?,
        name("ko")?,
    ))
}

/// Returns the kind of file that Maru opens, by its name on the system.
pub(crate) fn kind() -> Result<String> {
    Ok(Opened::read()?.mime)
}

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
Exec=maru %f
MimeType={};
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
        Opened::read()?.mime,
    ))
}

#[cfg(test)]
mod tests {
    use super::{entry, kinds};

    #[test]
    fn both_languages_have_a_name() {
        let entry = entry().expect("the labels are there");
        assert!(entry.contains("\nName=Maru\nName[ko]=마루\n"), "{entry}");
        assert!(entry.ends_with("Categories=Office;\n"));
    }

    #[test]
    fn a_backup_is_known_by_its_name_and_by_how_it_begins() {
        let (entry, kinds) = (entry().expect("an entry"), kinds().expect("a kind of file"));
        let mime = "application/x-maru-backup";
        assert!(
            entry.contains(&format!("\nExec=maru %f\nMimeType={mime};\n")),
            "{entry}"
        );
        assert!(kinds.contains(&format!("type=\"{mime}\"")), "{kinds}");
        assert!(kinds.contains("*.maru-backup") && kinds.contains("<comment xml:lang=\"ko\">마루: 자료함"));
    }
}
