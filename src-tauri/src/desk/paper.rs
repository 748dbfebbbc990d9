//! Papers: typesetting a record, saving the PDF, showing the file.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;
use maru_core::record::Record;
use maru_press::{Form, Languages, Order, Pictures};

use super::opening::name_of;
use super::{Desk, held};
use crate::disk;
use crate::failure::{Answer, Failure};
use crate::papers::{Export, Printed};
use crate::rows::{Leaving, PaperForm, PaperLanguages, PaperOrder, Preview, Reveal, Saved};
use crate::viewer;

impl From<PaperLanguages> for Languages {
    fn from(languages: PaperLanguages) -> Languages {
        match languages {
            PaperLanguages::En => Languages::En,
            PaperLanguages::Ko => Languages::Ko,
            PaperLanguages::Both => Languages::Both,
        }
    }
}

/// Every paper, in the order in which a person chooses.
const FORMS: [PaperForm; 4] = [
    PaperForm::Summary,
    PaperForm::Agenda,
    PaperForm::Decisions,
    PaperForm::Actions,
];

impl From<PaperForm> for Form {
    fn from(form: PaperForm) -> Form {
        match form {
            PaperForm::Summary => Form::Summary,
            PaperForm::Agenda => Form::Agenda,
            PaperForm::Decisions => Form::Decisions,
            PaperForm::Actions => Form::Actions,
        }
    }
}

impl Desk {
    /// Typesets a record and says exactly what leaves with it (R2). The vault is free again while the type is set.
    pub(crate) fn preview(&self, id: &str, order: PaperOrder) -> Answer<Preview> {
        let (order, record, agreement, pictures) = self.with_vault(|vault| {
            let order = Order {
                form: order.form.into(),
                languages: order.languages.into(),
                attach: order.attach,
                side: vault.device().side.clone(),
                now: Timestamp::now().to_string(),
                receiving: None,
            };
            let record = Record::from_json(vault.read(id)?.record)?;
            let agreement = match &record.head().agreement {
                // An agreement that is not in this vault, or damaged, is not named on paper; the minutes print.
                Some(agreement) => vault
                    .read(agreement)
                    .ok()
                    .and_then(|a| Record::from_json(a.record).ok()),
                None => None,
            };
            let pictures = Pictures(vault.attached(&Pictures::wanted(&record, &order))?);
            Ok((order, record, agreement, pictures))
        })?;
        let stop = AtomicBool::new(false);
        let sheet = maru_press::typeset_with(&record, agreement.as_ref(), &order, &pictures, &stop)?;
        let leaving = maru_press::leaving(&record, &order)
            .into_iter()
            .map(Leaving::from)
            .collect();
        let (pages, missing, warnings) = (sheet.pages(), sheet.missing().to_vec(), sheet.warnings().to_vec());
        let file_name = maru_press::file_name(&record, &order);
        let ticket = self.papers.keep(Printed {
            sheet,
            file_name: file_name.clone(),
        });
        let forms = FORMS.into_iter().filter(|form| Form::from(*form).suits(&record));
        Ok(Preview {
            ticket,
            forms: forms.collect(),
            pages,
            leaving,
            missing,
            warnings,
            file_name,
        })
    }

    /// Saves a paper where a person chose; returns nothing if they stopped it meanwhile.
    pub(crate) fn save_paper(&self, export: &Export, path: &Path) -> Answer<Option<Saved>> {
        if !self.is_open() {
            return Err(Failure::new("locked"));
        }
        if disk::lies_in(path, &self.folder()) {
            return Err(Failure::new("save-inside"));
        }
        let pdf = export.pdf()?;
        if !disk::place(path, &pdf, || export.commit())? {
            return Ok(None);
        }
        *held(&self.saved) = Some(path.to_owned());
        Ok(Some(Saved { name: name_of(path) }))
    }

    /// Shows the file that was saved last.
    pub(crate) fn reveal(&self, what: Reveal) -> Answer<()> {
        let saved = held(&self.saved).clone();
        let path = saved
            .filter(|path| path.exists())
            .ok_or_else(|| Failure::new("file-gone"))?;
        viewer::show(&path, what).map_err(|_| Failure::new("no-viewer").with("path", name_of(&path)))
    }
}
