//! Commands about attachments: bring files in, and save a copy of one.

use specta::datatype::DataType;
use specta::function::FunctionArg;
use tauri::AppHandle;
use tauri::ipc::{CommandArg, CommandItem, InvokeBody, InvokeError};

use super::{Held, at};
use crate::failure::{Answer, Failure};
use crate::picker;
use crate::rows::{Brought, Kept, Saved, Wanted};

/// A file as the page hands it over: its bytes are the whole body of the call, without the detour over JSON, and its
/// name stands in a header.
pub(crate) struct Upload {
    name: String,
    bytes: Vec<u8>,
}

impl<'de, R: tauri::Runtime> CommandArg<'de, R> for Upload {
    fn from_command(command: CommandItem<'de, R>) -> Result<Upload, InvokeError> {
        let InvokeBody::Raw(bytes) = command.message.payload() else {
            return Err(InvokeError::from("a file is handed over as bytes"));
        };
        let name = command.message.headers().get("name");
        let name = name.and_then(|name| name.to_str().ok()).unwrap_or_default();
        Ok(Upload {
            name: plain(name),
            bytes: bytes.clone(),
        })
    }
}

impl FunctionArg for Upload {
    /// The bridge writes this argument by hand: a type for bytes without JSON is not in its vocabulary.
    fn to_datatype(_: &mut specta::Types) -> Option<DataType> {
        None
    }
}

/// Returns a text that was made safe for a header with `%` and two digits for each byte.
fn plain(coded: &str) -> String {
    let coded = coded.as_bytes();
    let (mut bytes, mut at) = (Vec::with_capacity(coded.len()), 0);
    while let Some(&byte) = coded.get(at) {
        let digits = coded.get(at + 1..at + 3).filter(|_| byte == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(number) => {
                bytes.push(number);
                at += 3;
            }
            None => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Keeps a picture that was dropped or pasted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attach_picture(desk: Held<'_>, upload: Upload) -> Answer<Kept> {
    at(&desk, move |desk| {
        desk.attach(&upload.name, &upload.bytes, Wanted::Picture)
    })
    .await
}

/// Keeps a picture or a document that was dropped or pasted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn attach_file(desk: Held<'_>, upload: Upload) -> Answer<Kept> {
    at(&desk, move |desk| {
        desk.attach(&upload.name, &upload.bytes, Wanted::Any)
    })
    .await
}

/// Lets a person choose files, and keeps them; what could not be kept is named.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_files(app: AppHandle, desk: Held<'_>, wanted: Wanted) -> Answer<Brought> {
    at(&desk, move |desk| {
        if !desk.is_open() {
            return Err(Failure::new("locked"));
        }
        let paths = picker::files(&app, desk.leading(), wanted);
        Ok(desk.attach_files(&paths, wanted))
    })
    .await
}

/// Stops the reading of pictures that is under way.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_reading(desk: Held<'_>) -> Answer<()> {
    desk.cancel_reading();
    Ok(())
}

/// Saves a copy of an attachment where a person chooses; answers nothing if they chose not to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_copy(
    app: AppHandle,
    desk: Held<'_>,
    id: String,
    attachment: String,
) -> Answer<Option<Saved>> {
    at(&desk, move |desk| {
        let name = desk.copy_name(&id, &attachment)?;
        let chosen = picker::save_as_it_is(&app, desk.leading(), &name);
        chosen
            .map(|path| desk.save_copy(&id, &attachment, &path))
            .transpose()
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_comes_through_a_header() {
        assert_eq!(plain("%EC%84%9C%EB%AA%85%20photo.jpg"), "서명 photo.jpg");
        assert_eq!(plain("100%.pdf"), "100%.pdf");
        assert_eq!(plain("%zz%"), "%zz%");
    }
}
