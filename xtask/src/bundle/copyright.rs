//! Who holds the rights, in Debian's machine-readable form.

use crate::place;
use anyhow::{Context, Result};
use std::fs;

/// The fonts inside the programs: their files, and the file of the licence.
const FONTS: [(&str, &str); 2] = [
    (
        "src-tauri/crates/press/fonts/PretendardGOV* ui/src/fonts/PretendardGOV* ui/src/fonts/MaruSigns*",
        "OFL-Pretendard.txt",
    ),
    ("src-tauri/crates/press/fonts/NotoEmoji*", "OFL-NotoEmoji.txt"),
];

/// Returns the file `copyright`.
pub(crate) fn text() -> Result<String> {
    let mut text = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Maru
Comment: The programs hold work of others. NOTICE in this folder names all of it with its licences, and
 licences.gz holds the texts of those licences.

Files: *
Copyright: The Maru developers
License: Apache-2.0
"
    .to_owned();
    let mut licence = None;
    for (files, file) in FONTS {
        let path = format!("src-tauri/crates/press/fonts/{file}");
        let whole = fs::read_to_string(place::at(&path)).with_context(|| format!("{path} is not there"))?;
        let (holder, ofl) = divide(&whole).with_context(|| format!("{path} is no licence of a font"))?;
        text.push_str(&format!(
            "\nFiles: {files}\nCopyright: {holder}\nLicense: OFL-1.1\n"
        ));
        licence = Some(ofl.to_owned());
    }
    text.push_str(
        "\nFiles: sqlcipher/*
Copyright: 2008-2026 ZETETIC LLC
License: BSD-3-Clause
Comment: SQLCipher, compiled into the programs. The SQLite in it is in the public domain.

Files: jemalloc/*
Copyright: 2002-present Jason Evans
           2007-2012 Mozilla Foundation
           2009-present Facebook, Inc.
License: BSD-2-Clause
Comment: jemalloc, compiled into the programs.

License: Apache-2.0
 On Debian systems, the full text is in /usr/share/common-licenses/Apache-2.0.

License: BSD-2-Clause
 Redistribution and use in source and binary forms, with or without
 modification, are permitted provided that the following conditions are met:
 .
 1. Redistributions of source code must retain the above copyright notice(s),
    this list of conditions and the following disclaimer.
 2. Redistributions in binary form must reproduce the above copyright notice(s),
    this list of conditions and the following disclaimer in the documentation
    and/or other materials provided with the distribution.
 .
 THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDER(S) ''AS IS'' AND ANY EXPRESS
 OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF
 MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED.  IN NO
 EVENT SHALL THE COPYRIGHT HOLDER(S) BE LIABLE FOR ANY DIRECT, INDIRECT,
 INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
 LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR
 PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
 WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR
 OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED
 OF THE POSSIBILITY OF SUCH DAMAGE.

License: BSD-3-Clause
 Redistribution and use in source and binary forms, with or without
 modification, are permitted provided that the following conditions are met:
 .
 * Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.
 * Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.
 * Neither the name of the ZETETIC LLC nor the names of its contributors may be
   used to endorse or promote products derived from this software without
   specific prior written permission.
 .
 THIS SOFTWARE IS PROVIDED BY ZETETIC LLC ''AS IS'' AND ANY EXPRESS OR IMPLIED
 WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF
 MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO
 EVENT SHALL ZETETIC LLC BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
 SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO,
 PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
 BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER
 IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 POSSIBILITY OF SUCH DAMAGE.

License: OFL-1.1
",
    );
    text.push_str(&indent(&licence.unwrap_or_default()));
    Ok(text)
}

/// Divides a font's licence into its holder and the text that all of them share.
fn divide(whole: &str) -> Option<(String, &str)> {
    let (head, _) = whole.split_once("\n\nThis Font Software")?;
    let holder: Vec<&str> = head.trim_start_matches("Copyright").split_whitespace().collect();
    let holder = holder.join(" ");
    let start = whole.find("SIL OPEN FONT LICENSE Version 1.1")?;
    Some((holder.trim_start_matches("(c) ").to_owned(), whole.get(start..)?))
}

/// Sets a text in as the form wants it: each line after a space, an empty one as a point.
fn indent(text: &str) -> String {
    text.lines()
        .map(str::trim_end)
        .map(|line| {
            if line.is_empty() {
                " .\n".to_owned()
            } else {
                format!(" {line}\n")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{divide, indent, text};

    #[test]
    fn the_fonts_and_their_holders_are_named() {
        let text = text().expect("the licences of the fonts are there");
        assert!(text.contains("Copyright: 2021, Kil Hyung-jin"), "{text}");
        assert!(text.contains("Copyright: 2013 Google LLC"));
        assert!(text.contains("\n PREAMBLE\n"));
    }

    #[test]
    fn a_licence_is_divided_and_set_in() {
        let file = "Copyright (c) 2021, A\nand B.\n\nThis Font Software is\n\nSIL OPEN FONT LICENSE Version 1.1\n\nText\n";
        assert_eq!(
            divide(file),
            Some((
                "2021, A and B.".to_owned(),
                "SIL OPEN FONT LICENSE Version 1.1\n\nText\n"
            ))
        );
        assert_eq!(indent("a\n\nb\n"), " a\n .\n b\n");
    }
}
