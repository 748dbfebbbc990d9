//! What the catalogues of programs show of Maru (AppStream): the words of the page with which the repository begins, in
//! both languages.

use super::{About, desktop};
use crate::{place, process::answer, process::command, words::Labels};
use anyhow::{Context, Result, ensure};
use std::fs;

/// Where the system looks for it; the name is the identifier of the program.
pub(crate) const PLACE: &str = "usr/share/metainfo/app.maru.desktop.metainfo.xml";

/// How the page tells in one language what Maru is.
struct Story {
    /// What it is, in a paragraph.
    what: String,
    /// What it does, point by point.
    points: Vec<String>,
}

impl Story {
    /// Reads it from what stands between the heading and the first part.
    fn read(page: &str, heading: &str) -> Result<Self> {
        let (_, rest) = page
            .split_once(&format!("# {heading}\n\n"))
            .with_context(|| format!("README.md has no heading {heading}"))?;
        let head = rest.split("\n## ").next().unwrap_or_default();
        let blocks: Vec<&str> = head.split("\n\n").collect();
        let what = blocks.first().context("README.md does not say what Maru is")?;
        let list = blocks.iter().find_map(|block| block.strip_prefix("- "));
        let list = list.context("README.md does not say what Maru does")?;
        Ok(Self {
            what: plain(what),
            points: list.split("\n- ").map(plain).collect(),
        })
    }
}

/// Returns text without its marks and its ends of lines, as XML holds it.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace('*', "");
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Returns the entry.
pub(crate) fn entry(about: &About) -> Result<String> {
    let page = fs::read_to_string(place::at("README.md"))?;
    let (en, ko) = (Story::read(&page, "Maru 마루")?, Story::read(&page, "마루")?);
    ensure!(
        en.points.len() == ko.points.len(),
        "README.md says more in one language than in the other"
    );
    let points: String = en
        .points
        .iter()
        .zip(&ko.points)
        .map(|(en, ko)| format!("      <li>{en}</li>\n      <li xml:lang=\"ko\">{ko}</li>\n"))
        .collect();
    let (english, korean) = (Labels::read("en")?, Labels::read("ko")?);
    let word = |labels: &Labels, id: &str| -> Result<String> {
        let text = labels.get(id).with_context(|| format!("no label {id}"))?;
        Ok(plain(text.trim_end_matches('.')))
    };
    let both = |tag: &str, id: &str| -> Result<String> {
        let (en, ko) = (word(&english, id)?, word(&korean, id)?);
        Ok(format!(
            "<{tag}>{en}</{tag}>\n  <{tag} xml:lang=\"ko\">{ko}</{tag}>"
        ))
    };
    let day = answer(command("date").args(["--utc", "+%F", &format!("--date=@{}", about.time)]));
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<component type=\"desktop-application\">
  <id>app.maru.desktop</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>Apache-2.0 AND BSD-3-Clause AND OFL-1.1</project_license>
  {}
  {}
  <developer_name>The Maru developers</developer_name>
  <description>
    <p>{}</p>
    <p xml:lang=\"ko\">{}</p>
    <ul>
{points}    </ul>
  </description>
  <launchable type=\"desktop-id\">maru.desktop</launchable>
  <icon type=\"stock\">maru</icon>
  <categories>
    <category>Office</category>
  </categories>
  <provides>
    <binary>maru</binary>
    <mediatype>{}</mediatype>
  </provides>
  <supports>
    <control>keyboard</control>
    <control>pointing</control>
    <internet>offline-only</internet>
  </supports>
  <languages>
    <lang>en</lang>
    <lang>ko</lang>
  </languages>
  <content_rating type=\"oars-1.1\"/>
  <releases>
    <release version=\"{}\" date=\"{}\"/>
  </releases>
</component>
",
        both("name", "maru")?,
        both("summary", "about-what")?,
        en.what,
        ko.what,
        desktop::kind()?,
        about.version,
        day.context("date failed")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::{About, Story, entry, plain};

    #[test]
    fn both_languages_are_told_what_maru_is_and_does() {
        let about = About {
            version: "1.2.3".to_owned(),
            maintainer: String::new(),
            time: "1804550400".to_owned(),
        };
        let entry = entry(&about).expect("the page and the labels are there");
        for part in [
            "<name xml:lang=\"ko\">마루</name>",
            "<p>Maru is a desktop application for joint working sessions between two governments' digital teams.",
            "<p xml:lang=\"ko\">마루는 두 나라 정부의",
            "<li>Two languages, one text. Every line",
            "<li xml:lang=\"ko\">두 언어, 하나의 글.",
            "<mediatype>application/x-maru-backup</mediatype>",
            "<release version=\"1.2.3\" date=\"2027-03-09\"/>",
        ] {
            assert!(entry.contains(part), "{part} is not in\n{entry}");
        }
        assert!(!entry.contains('*') && !entry.contains("!["), "{entry}");
    }

    #[test]
    fn a_page_is_read_up_to_its_first_part() {
        let page = "# One\n\nWhat it\nis.\n\nMore.\n\n- **A.** b & *c*\n  d.\n- e\n\n## Part\n\n- f\n";
        let story = Story::read(page, "One").expect("a story");
        assert_eq!((story.what.as_str(), story.points.len()), ("What it is.", 2));
        assert_eq!(story.points[0], "A. b &amp; c d.");
        assert!(Story::read(page, "Two").is_err());
        assert_eq!(plain("a <b>"), "a &lt;b&gt;");
    }
}
