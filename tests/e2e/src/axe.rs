//! axe-core: what in the page would keep a person out.

use crate::{Desk, desk::root};
use std::{fs, path::Path};

const LOOK: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'tag', values: tags } })
        .then(result => done(result.violations.map(found =>
            `${found.id}: ${found.help}: ` + found.nodes.map(node => node.html.slice(0, 200) + ' ' + node.any.map(any => any.message).join(' ')).join(' | '))))
        .catch(error => done([`axe: ${error}`]));";

impl Desk {
    /// Returns every violation that axe-core sees in the page as it stands.
    pub async fn violations(&self) -> Vec<String> {
        if self.js("return typeof axe", vec![]).await == "undefined" {
            let path: &Path = &root().join("ui/node_modules/axe-core/axe.min.js");
            let script = fs::read_to_string(path).expect("axe-core is installed with the interface");
            self.js(&script, vec![]).await;
        }
        let found = self
            .page
            .execute_async(LOOK, vec![])
            .await
            .expect("axe-core runs");
        let lines = found.as_array().expect("a list of violations").iter();
        lines
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
