//! `POST /imports`: a census of any size that a census has, written to the data folder as it arrives and never held in memory.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::policy::Import;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::account::Asked;
use super::list;
use super::taking::{files, remove_files};
use crate::App;
use crate::fields::{from_this_site, same};
use crate::frame::components::Errors;
use crate::frame::errors::Error;
use crate::session::Signed;

/// A census of 20,000 children has about 60 MB. Everything else that is sent keeps the limit of an ordinary form.
pub const LARGEST_UPLOAD: usize = 512 * 1024 * 1024;

/// The most of a text field that is looked at: the token.
const LONGEST_TEXT: usize = 1024;

/// Files that are being received. Unless they are kept, they are gone when this is, however the request ended.
struct Received {
    folder: PathBuf,
    id: Uuid,
    kept: bool,
}

impl Drop for Received {
    fn drop(&mut self) {
        if !self.kept {
            remove_files(&self.folder, self.id);
        }
    }
}

/// `POST /imports`
pub async fn send(State(app): State<App>, signed: Signed, mut request: Request) -> Result<Response, Error> {
    from_this_site(request.headers())?;
    let who = signed.who("Import of a census");
    let (asker, wanted) = (who.clone(), who);
    let permit = app.store().read(move |tx| tx.system::<Import>(&asker)).await?;
    DefaultBodyLimit::max(LARGEST_UPLOAD).apply(&mut request);
    let mut form = Multipart::from_request(request, &app)
        .await
        .map_err(|_| Error::Unreadable)?;
    // The token is the form's first field, so that nothing of a forged one is kept.
    match form.next_field().await.map_err(broken)? {
        Some(field) if field.name() == Some("csrf") => {
            if !same(text(field).await?.as_bytes(), signed.csrf.as_bytes()) {
                return Err(Error::OldForm);
            }
        }
        _ => return Err(Error::OldForm),
    }
    let id = app.store().write(|tx| tx.new_id()).await?;
    let folder = app.imports().folder().to_path_buf();
    let mut received = Received {
        folder: folder.clone(),
        id,
        kept: false,
    };
    let (census, people) = files(&folder, id);
    let mut asked = Asked::default();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = called(field.file_name().unwrap_or_default());
        match field.name() {
            Some("census") => {
                asked.bytes = keep(field, &census).await?;
                asked.file = name;
            }
            Some("people") => asked.people = (keep(field, &people).await? > 0).then_some(name),
            // Read past, so that the rest can be read.
            _ => drop(text(field).await?),
        }
    }
    if let Some(why) = not_a_census(&asked, census).await? {
        let mut errors = Errors::new();
        errors.add("census", why);
        return list::show(&app, &signed, errors).await;
    }
    let argument = asked.to_text();
    app.store()
        .write(move |tx| tx.start_job(&wanted, &permit, id, &argument))
        .await?;
    received.kept = true;
    app.imports().look();
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}

/// What is wrong with the beginning of the file: said at once, beside its field. The rest is read in the background.
async fn not_a_census(asked: &Asked, census: PathBuf) -> Result<Option<String>, Error> {
    if asked.bytes == 0 {
        let words = if asked.file.is_empty() {
            "Choose the census file"
        } else {
            "This file is empty. Export the census again from the case management system"
        };
        return Ok(Some(words.into()));
    }
    let look = move || -> std::io::Result<Option<String>> {
        let file = BufReader::new(File::open(census)?);
        Ok(returns::cin::CinReader::open(file)
            .err()
            .map(|e| sentence(&e.to_string())))
    };
    let looked = tokio::task::spawn_blocking(look).await.map_err(Error::fault)?;
    looked.map_err(on_disk)
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A file's name as a page may show it: its last part, without what no name needs.
fn called(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(120).collect()
}

/// Writes a file as it arrives; how long it is.
async fn keep(mut field: Field<'_>, to: &Path) -> Result<u64, Error> {
    let (chunks, mut arriving) = mpsc::channel::<Bytes>(4);
    let to = to.to_path_buf();
    let writing = tokio::task::spawn_blocking(move || -> std::io::Result<u64> {
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = File::create(to)?;
        let mut written = 0;
        while let Some(chunk) = arriving.blocking_recv() {
            file.write_all(&chunk)?;
            written += chunk.len() as u64;
        }
        // A job that is promised must find its file after a power cut too.
        file.sync_all()?;
        Ok(written)
    });
    let mut problem = None;
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                // Nobody takes it any more: the writing failed, and says why below.
                if chunks.send(chunk).await.is_err() {
                    break;
                }
            }
            Ok(None) => break,
            Err(error) => {
                problem = Some(broken(error));
                break;
            }
        }
    }
    drop(chunks);
    let written = writing.await.map_err(Error::fault)?.map_err(on_disk)?;
    problem.map_or(Ok(written), Err)
}

/// A field of text, the beginning of it.
async fn text(mut field: Field<'_>) -> Result<String, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        let room = LONGEST_TEXT.saturating_sub(bytes.len());
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    String::from_utf8(bytes).map_err(|_| Error::Unreadable)
}

#[allow(clippy::needless_pass_by_value, reason = "the shape of map_err")]
fn broken(error: MultipartError) -> Error {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        // The connection broke, or what was sent is no form: nothing of ours failed.
        _ => Error::Unreadable,
    }
}

fn on_disk(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::DiskFull,
        _ => Error::fault(error),
    }
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn a_name_is_the_last_part_of_a_path_without_control_characters() {
        let check = |name: &str, expect: &str| assert_eq!(called(name), expect);
        check("CIN_2026.xml", "CIN_2026.xml");
        check("../../etc/passwd", "passwd");
        check("C:\\Returns\\cin\u{7} 2026.xml", "cin 2026.xml");
        check("a\r\nSet-Cookie: x", "aSet-Cookie: x");
        assert_eq!(called(&"x".repeat(500)).len(), 120);
    }
}
