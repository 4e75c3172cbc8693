//! The account of an import as a file: the JSON of the command line, to the letter, and a table for a spreadsheet.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use returns::cin::Table;

use super::account::{Account, Finding, Kept};
use super::children::children;
use super::one::find;
use crate::App;
use crate::frame::errors::Error;
use crate::session::Signed;

/// `GET /imports/{id}/reconciliation.json`
pub async fn json(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Result<Response, Error> {
    let (_, kept) = find(&app, &signed, &id).await?;
    let (kept, _) = kept.ok_or(Error::NotFound)?;
    Ok(file("application/json", "reconciliation.json", kept.reconciliation))
}

/// `GET /imports/{id}/reconciliation.csv`
pub async fn csv(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Result<Response, Error> {
    let (_, kept) = find(&app, &signed, &id).await?;
    let (kept, account) = kept.ok_or(Error::NotFound)?;
    let text = lines(&kept, &account).map_err(Error::fault)?;
    Ok(file("text/csv; charset=utf-8", "reconciliation.csv", text))
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)],
        text,
    )
        .into_response()
}

/// A line for each child and table with its counts, then one for each row refused, with its line and why; then what was found, and last the file of
/// names in the same way.
fn lines(kept: &Kept, account: &Account) -> Result<String, ::csv::Error> {
    let mut csv = ::csv::Writer::from_writer(Vec::new());
    csv.write_record(["child", "table", "read", "stored", "refused", "line", "reason", "found"])?;
    for child in children(kept, account) {
        for (at, table) in Table::ALL.iter().enumerate() {
            let refused: Vec<_> = child.refused.iter().filter(|r| r.table == table.name()).collect();
            let stored = child.stored.get(at).copied().unwrap_or_default();
            if stored == 0 && refused.is_empty() {
                continue;
            }
            let n = refused.len() as u64;
            let (id, read) = (plain(child.id), (stored + n).to_string());
            csv.write_record([
                &id,
                table.name(),
                &read,
                &stored.to_string(),
                &n.to_string(),
                "",
                "",
                "",
            ])?;
            for r in refused {
                let line = r.line.to_string();
                csv.write_record([&id, table.name(), "", "", "", &line, &plain(&r.reason), ""])?;
            }
        }
    }
    for f in &account.findings {
        csv.write_record(found(f, &f.table))?;
    }
    if let Some(people) = &kept.people {
        let n = people.refused.len().to_string();
        let (read, stored) = (people.read.to_string(), people.stored.to_string());
        csv.write_record(["", NAMES, &read, &stored, &n, "", "", ""])?;
        for r in &people.refused {
            let line = r.line.to_string();
            csv.write_record([&plain(&r.child), NAMES, "", "", "", &line, &plain(&r.reason), ""])?;
        }
        for f in &people.findings {
            csv.write_record(found(f, NAMES))?;
        }
    }
    let bytes = csv.into_inner().map_err(|e| e.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The file of names, where a table of the census stands elsewhere.
const NAMES: &str = "File of names";

fn found(f: &Finding, table: &str) -> [String; 8] {
    let empty = String::new;
    let (child, line) = (plain(&f.child), f.line.to_string());
    [
        child,
        table.to_owned(),
        empty(),
        empty(),
        empty(),
        line,
        empty(),
        plain(&f.words()),
    ]
}

/// What a spreadsheet would take for a formula becomes words.
fn plain(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_child_and_table_has_a_line_and_each_refusal_one_of_its_own() {
        let kept = Kept {
            reconciliation: r#"{"children":2,"tables":{},"refused":[{"child":"=C1","table":"Section47","line":31,"reason":"it has no S47ActualStartDate"},
                {"child":"","table":"CINdetails","line":50,"reason":"a, \"b\""}],"unchanged":{},
                "findings":[{"child":"=C1","table":"CINdetails","line":20,"field":"ReferralSource","value":"5Z","what":"not a code of any census"}],"finding_counts":{}}"#
                .into(),
            people: serde_json::from_str(
                r#"{"read":3,"stored":2,"refused":[{"child":"","line":3,"reason":"no id"}],
                "findings":[{"child":"C9","table":"PEOPLE","line":2,"field":null,"value":null,"what":"not in the census"}]}"#,
            )
            .unwrap(),
            children: vec![("=C1".into(), vec![1, 1, 0, 2, 0, 0, 0, 1, 0, 0, 0])],
        };
        let account: Account = serde_json::from_str(&kept.reconciliation).unwrap();
        let expect = [
            "child,table,read,stored,refused,line,reason,found",
            ",CINdetails,1,0,1,,,",
            ",CINdetails,,,,50,\"a, \"\"b\"\"\",",
            "'=C1,ChildIdentifiers,1,1,0,,,",
            "'=C1,ChildCharacteristics,1,1,0,,,",
            "'=C1,CINdetails,2,2,0,,,",
            "'=C1,Section47,2,1,1,,,",
            "'=C1,Section47,,,,31,it has no S47ActualStartDate,",
            "'=C1,CINdetails,,,,20,,\"CINdetails, ReferralSource “5Z”: not a code of any census\"",
            ",File of names,3,2,1,,,",
            ",File of names,,,,3,no id,",
            "C9,File of names,,,,2,,PEOPLE: not in the census",
        ];
        assert_eq!(lines(&kept, &account).unwrap().lines().collect::<Vec<_>>(), expect);
    }
}
