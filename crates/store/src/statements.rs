//! Every statement of the store, module by module, for the test that prepares each on both migrated engines. A module with statements
//! that is missing here fails `xtask tidy`.

use crate::db::Sql;

pub(crate) const MODULES: &[&[&Sql]] = &[
    crate::access::ALL,
    crate::access_search::ALL,
    crate::accounts::ALL,
    crate::alerts::ALL,
    crate::alike::ALL,
    crate::beside::ALL,
    crate::bulk::ALL,
    crate::break_glass::ALL,
    crate::drafts::ALL,
    crate::looks::ALL,
    crate::manage::ALL,
    crate::match_check::ALL,
    crate::contact::ALL,
    crate::db::ALL,
    crate::due::ALL,
    crate::people::ALL,
    crate::queue::ALL,
    crate::record::ALL,
    crate::record::HOMES,
    crate::redact::ALL,
    crate::rounds::ALL,
    crate::same_home::ALL,
    crate::settings::ALL,
    crate::shown::ALL,
    crate::staff::ALL,
    crate::find::ALL,
    crate::jobs::ALL,
    crate::leave::CONTACTS,
    crate::leave::EXPORT,
    crate::leave::FILES,
    crate::leave::GUARD,
    crate::leave::IMPORT,
    crate::leave::PEOPLE,
    crate::leave::RESTORE,
    crate::leave::TABLES,
    crate::ledger::APPEND,
    crate::ledger::LOAD,
    crate::ledger::STORED,
    crate::ledger::VERIFY,
    crate::ledger::LOOKS,
    crate::migrate::ALL,
    crate::project::GROUPS,
    crate::project::PERSON,
    crate::project::CONTACT,
    crate::project::HOME,
    crate::project::CLOCKS,
    crate::project::FILL,
    crate::project::REBUILD,
    crate::standing::ALL,
];

impl crate::Store {
    /// Asks the engine whether it understands every statement; how many there are, or the name of the first that it does not.
    pub fn prepare_every_statement(&self) -> Result<usize, (&'static str, crate::Error)> {
        let open = crate::db::Conn::open(&self.config().place, crate::db::Mode::Read);
        let mut conn = open.map_err(|e| ("a connection", e))?;
        let mut n = 0;
        for sql in MODULES.iter().copied().flatten() {
            conn.understands(sql).map_err(|e| (sql.name, e))?;
            n += 1;
        }
        Ok(n)
    }
}
