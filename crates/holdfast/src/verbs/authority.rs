//! What an authority says of itself on every page: given to `holdfast serve` once, and kept with the record.

use store::Store;

use super::user::line;

#[derive(clap::Args)]
pub struct AuthorityArgs {
    /// The name at the head of every page. Given once, it is kept with the record
    #[arg(long, env = "HOLDFAST_AUTHORITY_NAME", value_name = "NAME")]
    pub authority_name: Option<String>,
    /// The duty team's telephone number, which stands on every page that refuses something. Kept with the record
    #[arg(long, env = "HOLDFAST_DUTY_TELEPHONE", value_name = "NUMBER")]
    pub duty_telephone: Option<String>,
    /// Whom staff ring when signing in or a page does not work. Kept with the record
    #[arg(long, env = "HOLDFAST_HELP_TELEPHONE", value_name = "NUMBER")]
    pub help_telephone: Option<String>,
}

impl AuthorityArgs {
    /// Keeps what is given, and differs from what is kept.
    pub fn keep(&self, store: &Store) -> anyhow::Result<()> {
        for (name, given, what) in [
            ("authority_name", &self.authority_name, "the authority's name"),
            (
                "duty_telephone",
                &self.duty_telephone,
                "the duty team's telephone number",
            ),
            ("help_telephone", &self.help_telephone, "the telephone number for help"),
        ] {
            let Some(given) = given else { continue };
            let given = line(given, what)?;
            if store.read_now(move |tx| tx.setting(name))?.as_ref() != Some(&given) {
                store.write_now(move |tx| tx.set_setting(name, &given))?;
            }
        }
        Ok(())
    }
}
