//! axe-core: what in the page would keep a person out.

use crate::{Desk, desk::root};
use std::{fs, path::Path};

const LOOK: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const rules = arguments[0] === 'all' ? { type: 'tag', values: tags } : { type: 'rule', values: ['color-contrast'] };
    Promise.all(document.getAnimations().map(one => one.finished))
        .then(() => axe.run(document, { preload: false, iframes: false, resultTypes: ['violations'], runOnly: rules }))
        .then(result => done(result.violations.map(found =>
            `${found.id}: ${found.help}: ` + found.nodes.map(node => node.html.slice(0, 200) + ' ' + node.any.map(any => any.message).join(' ')).join(' | '))))
        .catch(error => done([`axe: ${error}`]));";

impl Desk {
    /// Returns every violation that axe-core sees in the page as it stands.
    pub async fn violations(&self) -> Vec<String> {
        self.run_axe("all").await
    }

    /// Returns where the contrast of the page as it stands is too low: all that a look can spoil.
    pub async fn too_faint(&self) -> Vec<String> {
        self.run_axe("contrast").await
    }

    async fn run_axe(&self, rules: &str) -> Vec<String> {
        if self.js("return typeof axe", vec![]).await == "undefined" {
            let path: &Path = &root().join("ui/node_modules/axe-core/axe.min.js");
            let script = fs::read_to_string(path).expect("axe-core is installed with the interface");
            self.js(&script, vec![]).await;
        }
        let found = self
            .page
            .execute_async(LOOK, vec![rules.into()])
            .await
            .expect("axe-core runs");
        let lines = found.as_array().expect("a list of violations").iter();
        lines
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
