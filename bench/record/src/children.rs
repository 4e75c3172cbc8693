//! Children on record whom everybody may open: many different pages, as a day's work opens them.

use crate::statements::connect;

#[derive(clap::Args)]
pub struct Children {
    /// `holdfast.db`, or a PostgreSQL address
    place: String,
    #[arg(long, default_value_t = 1000)]
    many: usize,
}

impl Children {
    /// Writes their ids, spread over the record.
    pub fn run(self) -> anyhow::Result<()> {
        let all = connect(&self.place)?.people(
            "SELECT p.id, p.name FROM person p WHERE p.is_child_known AND p.restriction = 'open' ORDER BY p.id",
            i32::MAX.unsigned_abs() as usize,
        )?;
        let step = (all.len() / self.many).max(1);
        for (id, _) in all.into_iter().step_by(step).take(self.many) {
            println!("{id}");
        }
        Ok(())
    }
}
