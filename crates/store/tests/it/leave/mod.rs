//! Leaving and surviving: exports that come back the same, copies that are refused, backups under load.

mod backups;
mod copies;
mod flaws;
mod interrupted;
mod sheets;

use std::path::Path;

use domain::ids::WorkerId;
use domain::policy::{Actor, Export, Import, Policy, SystemPermit};
use domain::roles::Role;
use store::Account;
use testkit::authority::{Authority, Plan};
use uuid::Uuid;

use crate::engines::{Fresh, fresh, server};

pub fn operator() -> Actor {
    Actor {
        worker: WorkerId(Uuid::nil()),
        name: "Command line".into(),
        role: Role::DataOfficer,
        team: None,
        team_name: String::new(),
        front_door: false,
    }
}

pub fn may_export() -> SystemPermit<Export> {
    Policy::command_line(operator())
}

pub fn may_import() -> SystemPermit<Import> {
    Policy::command_line(operator())
}

/// Every engine beside every other that there is, from and to.
pub fn pairs() -> Vec<(Option<String>, Option<String>)> {
    let mut pairs = vec![(None, None)];
    if let Some(server) = server() {
        pairs.extend([
            (None, Some(server.clone())),
            (Some(server.clone()), None),
            (Some(server.clone()), Some(server)),
        ]);
    }
    pairs
}

/// A small authority with staff who sign in, settings, and a redaction.
pub fn filled(server: Option<String>) -> Fresh {
    let f = fresh(server);
    let authority = Authority::new(Plan {
        seed: 7,
        today: jiff::civil::date(2026, 11, 12),
        people: 60,
    });
    f.set_clock("2026-11-12T10:42:00Z");
    let (teams, workers) = (authority.teams(), authority.workers());
    let first = workers[0].id;
    f.store
        .write_now(move |tx| {
            tx.add_teams(&teams)?;
            tx.add_workers(&workers)?;
            tx.set_account(first, Some("$argon2id$a-hash"), Some("JBSWY3DPEHPK3PXP"), true)?;
            tx.set_setting("authority_name", "Marlshire \"children's\" services\n{}")?;
            tx.start_draft("contact", 1, first)
        })
        .unwrap();
    f.store.load_authority(authority.entries(), |_, _| ()).unwrap();
    crate::tampering::run(
        &f,
        "INSERT INTO redaction (body_seq, body_ord, seq, authority, fields) VALUES (3, 0, 5, 'a court', 'all'); \
         UPDATE body SET payload = NULL, salt = NULL WHERE seq = 3 AND ord = 0;",
    );
    f.store.rebuild(|_, _| ()).unwrap();
    f
}

pub fn account_of_first(f: &Fresh) -> Option<Account> {
    f.store
        .read_now(|tx| {
            let mut emails: Vec<String> = tx.workers()?.into_iter().map(|w| w.email).collect();
            emails.sort();
            for email in emails {
                if let Some(account) = tx.account_by_email(&email)? {
                    return Ok(Some(account));
                }
            }
            Ok(None)
        })
        .unwrap()
}

pub fn text(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap()
}

/// The names of everything in a folder, below it too.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
