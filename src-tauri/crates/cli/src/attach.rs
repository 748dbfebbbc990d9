//! `maructl attach`: a picture or a document becomes a part of a record.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::{ArgMatches, Command, builder::PathBufValueParser};
use maru_core::attachment::{Attachment, AttachmentKind, file_name, place_behind};
use maru_core::bilingual::Bilingual;
use maru_core::edit::Edit;
use maru_core::labels::Labels;
use maru_core::record::Kind;
use maru_picture::{MOST, Picture, Reader, Rendition};
use maru_store::Vault;
use serde::Serialize;
use serde_json::json;

use crate::failure::Failure;
use crate::output::Terminal;
use crate::{clock, file, tree, vault};

/// The texts that go with it, by option.
const TEXTS: [&str; 4] = ["caption-en", "caption-ko", "alt-en", "alt-ko"];

/// Adds the arguments.
pub(crate) fn grow(command: Command, labels: Labels) -> Command {
    let command = command
        .arg(tree::operand("id", labels).required(true).display_order(1))
        .arg(
            tree::operand("file", labels)
                .required(true)
                .display_order(2)
                .value_parser(PathBufValueParser::new()),
        );
    TEXTS.iter().fold(tree::vault(command, labels), |command, name| {
        command.arg(tree::option(name, "ctl-val-words", labels))
    })
}

/// What was attached.
#[derive(Serialize)]
struct Attached {
    record: String,
    /// Its id in the record.
    id: String,
    attachment: Attachment,
}

/// A file that was read: a picture made anew, or a document as it is.
enum Brought {
    Picture(Box<Picture>),
    Document(Vec<u8>),
}

/// Reads the file before the vault is touched, keeps it, and names it in the record.
pub(crate) fn run(terminal: &Terminal, matches: &ArgMatches) -> Result<(), Failure> {
    let id = vault::text(matches, "id").unwrap_or_default();
    let path = matches.get_one::<PathBuf>("file").map(PathBuf::as_path);
    let path = path.unwrap_or(Path::new("."));
    let brought = bring(path)?;
    let attached = vault::inside(terminal, matches, |vault| {
        let opened = vault.read(id)?;
        let kind = opened.record["kind"].as_str().unwrap_or_default();
        if !matches!(
            Kind::from_code(kind),
            Kind::Agreement | Kind::Meeting | Kind::Practice
        ) {
            return Err(Failure::new("attach-kind").with("id", id));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let attachment = Attachment {
            pos: place_behind(&opened.record),
            caption: both(matches, ["caption-en", "caption-ko"]),
            alt: both(matches, ["alt-en", "alt-ko"]),
            added: clock::now(),
            ..keep(vault, &name, brought)?
        };
        let key = clock::id()?;
        let entry = Edit::Set {
            path: vec!["attachments".to_owned(), key.clone()],
            value: json!(attachment),
        };
        vault.edit(id, &opened.heads, &[entry])?;
        Ok(Attached {
            record: id.to_owned(),
            id: key,
            attachment,
        })
    })?;
    if terminal.is_json() {
        return terminal.document(&attached);
    }
    let attachment = attached.attachment;
    terminal.line(&terminal.text("attachment-added", &[("name", &attachment.name)]))?;
    if attachment.kind == AttachmentKind::Picture
        && (attachment.alt.en.is_empty() || attachment.alt.ko.is_empty())
    {
        terminal.remark(&terminal.text("ctl-alt-missing", &[]));
    }
    Ok(())
}

fn both(matches: &ArgMatches, [en, ko]: [&str; 2]) -> Bilingual {
    let text = |name| vault::text(matches, name).unwrap_or_default();
    Bilingual::new(text(en), text(ko))
}

/// Reads a file. A picture is read by a process of its own, as in the window.
fn bring(path: &Path) -> Result<Brought, Failure> {
    let mut bytes = Vec::new();
    let refused = |e: std::io::Error| file::unreadable(path, &e);
    let file = File::open(path).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(refused)?;
    let is_picture = maru_picture::is_picture(&bytes)?;
    if is_picture {
        let mut reader = Reader::start(&std::env::current_exe()?)?;
        let picture = reader.prepare(&bytes, &AtomicBool::new(false))?;
        return Ok(Brought::Picture(Box::new(picture)));
    }
    if bytes.len() as u64 > MOST {
        let length = usize::try_from(length).unwrap_or(usize::MAX).max(bytes.len());
        return Err(maru_store::Error::AttachmentLarge(length).into());
    }
    Ok(Brought::Document(bytes))
}

/// Keeps the bytes in the vault, and returns what a record says of them.
fn keep(vault: &mut Vault, name: &str, brought: Brought) -> Result<Attachment, Failure> {
    let name = file_name(name);
    match brought {
        Brought::Picture(picture) => {
            let name = picture.file_name(&name);
            let Picture { full, small } = *picture;
            let mut keep = |one: &Rendition| vault.attach(&one.bytes, one.mime.name());
            let (hash, small) = (keep(&full)?, keep(&small)?);
            Ok(Attachment {
                kind: AttachmentKind::Picture,
                hash,
                small,
                name,
                mime: full.mime.name().to_owned(),
                size: u32::try_from(full.bytes.len()).unwrap_or(u32::MAX),
                width: Some(full.width),
                height: Some(full.height),
                ..Attachment::default()
            })
        }
        Brought::Document(bytes) => {
            let mime = maru_picture::document_mime(&bytes, &name);
            Ok(Attachment {
                hash: vault.attach(&bytes, mime)?,
                name,
                mime: mime.to_owned(),
                size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
                ..Attachment::default()
            })
        }
    }
}
