use crate::Vault;
use crate::fixture::{Place, edit, filled, set};

fn families(vault: &Vault) -> Vec<String> {
    let owners = vault.owners().expect("owners").into_iter();
    let family = |name: String| name.split(' ').next().unwrap_or_default().to_lowercase();
    owners.map(|one| family(one.en)).collect()
}

#[test]
fn an_owner_is_named_while_one_of_the_records_is_not_in_the_bin() {
    let place = Place::new();
    let mut vault = filled(&place);
    assert_eq!(families(&vault), ["hong"]);
    for (record, family) in [("m03", "Ahn"), ("m04", "Ahn"), ("m05", "Baek")] {
        edit(
            &mut vault,
            record,
            &[set(&["people", "p", "family", "en"], family.into())],
        );
    }
    assert_eq!(families(&vault), ["ahn", "baek", "hong"], "by name, each once");
    for record in ["m03", "m05"] {
        edit(&mut vault, record, &[set(&["binned"], true.into())]);
    }
    assert_eq!(families(&vault), ["ahn", "hong"]);
    edit(&mut vault, "m04", &[set(&["binned"], true.into())]);
    assert_eq!(families(&vault), ["hong"]);
}
