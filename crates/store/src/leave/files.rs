//! Files that somebody uploaded: a list of them, and each under its id.

use uuid::Uuid;

use super::folder::{Folder, cannot};
use super::manifest::Listed;
use super::sum::{sealed, unsealed};
use crate::Error;
use crate::db::{Conn, Table, Value, params, statements};

pub const COLUMNS: &[&str] = &["id", "name", "digest"];

statements! {
    LIST = "SELECT id, name, digest FROM upload ORDER BY id";
    CONTENT = "SELECT content FROM upload WHERE id = $1";
}

const TABLE: Table = Table {
    name: "upload",
    columns: &["id", "name", "digest", "content"],
};

/// Where a file of the list stands in the folder.
pub fn path(id: Uuid) -> String {
    format!("files/{id}")
}

/// Writes the list and every file, one at a time.
pub fn write(conn: &mut Conn, folder: &Folder) -> Result<Vec<Listed>, Error> {
    let mut list = folder.file(super::UPLOADS)?;
    let mut listed = Vec::new();
    for row in conn.rows(LIST, params![])? {
        let id = row.uuid(0)?;
        let line = serde_json::json!({
            "id": id.to_string(),
            "name": row.text(1)?,
            "digest": domain::ledger::hex(&row.bytes(2)?),
        });
        list.line(&sealed(&line.to_string()))?;
        let content = conn
            .row(CONTENT, params![id])?
            .ok_or(Error::NotThere("file"))?
            .bytes(0)?;
        let mut out = folder.file(&path(id))?;
        out.put(&content)?;
        out.count_record();
        listed.push(Listed::of(
            &path(id),
            "a file that was uploaded",
            false,
            &[],
            out.end()?,
        ));
    }
    listed.insert(
        0,
        Listed::of(super::UPLOADS, "files that were uploaded", false, COLUMNS, list.end()?),
    );
    Ok(listed)
}

/// One line of the list: id, name, digest.
pub fn read(line: &str) -> Result<(Uuid, String, Vec<u8>), String> {
    let value: serde_json::Value = serde_json::from_str(&unsealed(line)?).map_err(|e| e.to_string())?;
    let text = |name: &str| value[name].as_str().ok_or_else(|| format!("{name} is missing"));
    let id = text("id")?.parse().map_err(|_| "id is no id")?;
    let digest = crate::ledger::from_hex(text("digest")?).ok_or("digest is no digest")?;
    Ok((id, text("name")?.to_owned(), digest))
}

/// Puts one file back.
pub fn put(conn: &mut Conn, (id, name, digest): (Uuid, String, Vec<u8>), at: &std::path::Path) -> Result<(), Error> {
    let content = std::fs::read(at).map_err(|e| cannot(at, "read", e))?;
    let row = vec![Value::Uuid(id), name.into(), digest.into(), content.into()];
    conn.bulk(&TABLE, std::iter::once(row))?;
    Ok(())
}
