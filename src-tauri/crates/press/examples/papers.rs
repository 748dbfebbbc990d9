//! Writes the papers of the sample records to `target/papers`, for a designer's eyes.

use std::error::Error;
use std::fs;
use std::path::Path;

use maru_core::bilingual::Side;
use maru_core::record::{Audience, Record};
use maru_core::sample;
use maru_press::{Form, Languages, Order, pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/papers");
    fs::create_dir_all(&folder)?;
    for (side, languages) in [
        ("uk", Languages::En),
        ("kr", Languages::Ko),
        ("uk", Languages::Both),
        ("kr", Languages::Both),
    ] {
        let side = Side::new(side);
        let order = Order {
            languages,
            side: side.clone(),
            now: "2027-03-11T05:00:00Z".to_owned(),
            ..Order::default()
        };
        let records: Vec<Record> = sample::records(&side)
            .into_iter()
            .map(Record::from_json)
            .collect::<Result<_, _>>()?;
        for (number, record) in records.iter().enumerate() {
            let head = record.head();
            if head.audience == Audience::Own {
                continue;
            }
            let agreement = records
                .iter()
                .find(|other| Some(&other.head().id) == head.agreement.as_ref());
            for form in Form::ALL.into_iter().filter(|form| form.suits(record)) {
                let order = Order {
                    form,
                    ..order.clone()
                };
                let paper = pdf(record, agreement, &order)?;
                let name = format!(
                    "{number}-{}-{}-{side}-{languages:?}.pdf",
                    head.kind.code(),
                    form.code()
                );
                fs::write(folder.join(name.to_lowercase()), paper.pdf)?;
            }
        }
    }
    Ok(())
}
