//! The list of parts in a form that machines read (CycloneDX): what to look for when a weakness becomes known.

use crate::{graph::Package, notices};
use anyhow::Result;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Writes the list for this version into a folder.
pub(crate) fn write(folder: &Path, version: &str) -> Result<PathBuf> {
    let crates = notices::crates()?.into_iter().map(|one| part(&one, "cargo"));
    let packages = notices::packages()?.into_iter().map(|one| part(&one, "npm"));
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": "maru",
            "name": "maru",
            "version": version,
            "licenses": [{ "expression": "Apache-2.0" }],
        }},
        "components": crates.chain(packages).collect::<Vec<Value>>(),
    });
    let path = folder.join(format!("maru_{version}.cdx.json"));
    fs::create_dir_all(folder)?;
    fs::write(&path, serde_json::to_string_pretty(&list)? + "\n")?;
    Ok(path)
}

fn part(package: &Package, registry: &str) -> Value {
    let name = package.name.replace('@', "%40");
    let address = format!("pkg:{registry}/{name}@{}", package.version);
    json!({
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "purl": address,
        "licenses": [{ "expression": package.licence }],
    })
}

#[cfg(test)]
mod tests {
    use super::{Package, part};

    #[test]
    fn a_part_has_an_address_that_databases_know() {
        let package = Package {
            name: "@fluent/bundle".to_owned(),
            version: "0.19.1".to_owned(),
            licence: "Apache-2.0".to_owned(),
            folder: "x".into(),
        };
        assert_eq!(part(&package, "npm")["purl"], "pkg:npm/%40fluent/bundle@0.19.1");
    }
}
