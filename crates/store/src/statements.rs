//! Every statement of the store, module by module, for the test that prepares each on both migrated engines. A module with statements
//! that is missing here fails `xtask tidy`.

use crate::db::Sql;

pub(crate) const MODULES: &[&[&Sql]] = &[
    crate::access::ALL,
    crate::accounts::ALL,
    crate::alerts::ALL,
    crate::drafts::ALL,
    crate::people::ALL,
    crate::settings::ALL,
    crate::staff::ALL,
    crate::find::ALL,
    crate::ledger::APPEND,
    crate::ledger::LOAD,
    crate::ledger::VERIFY,
    crate::migrate::ALL,
    crate::project::GROUPS,
    crate::project::PERSON,
    crate::project::CONTACT,
    crate::project::HOME,
    crate::project::REBUILD,
    crate::standing::ALL,
];
