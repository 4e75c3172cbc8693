//! What the service tells about a person, from its ID token and, where that is thin, its userinfo endpoint.

use std::collections::{BTreeMap, BTreeSet};

use openidconnect::core::CoreGenderClaim;
use openidconnect::{
    AdditionalClaims, EndUserEmail, EndUserName, IdTokenClaims, LocalizedClaim, SubjectIdentifier, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Config, OidcError};

/// Someone the service vouches for. `(issuer, subject)` is who they are; everything else may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    pub issuer: String,
    pub subject: String,
    pub email: Option<String>,
    /// Whether the service says it has checked that address.
    pub email_verified: bool,
    pub name: Option<String>,
    /// Everything the groups claim listed, sorted.
    pub groups: Vec<String>,
    /// What [`Config::role_map`] makes of those groups, sorted, each once. Empty: signed in, but has no place in Holdfast.
    pub roles: Vec<String>,
}

/// Every claim that is not a standard one.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub(super) struct Extra(BTreeMap<String, Value>);

impl AdditionalClaims for Extra {}

/// What has been told so far.
#[derive(Debug)]
pub(super) struct Told {
    issuer: String,
    subject: SubjectIdentifier,
    email: Option<String>,
    email_verified: bool,
    name: Option<String>,
    extra: BTreeMap<String, Value>,
}

impl Told {
    pub(super) fn by_id_token(claims: &IdTokenClaims<Extra, CoreGenderClaim>) -> Self {
        Self {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().clone(),
            email: text(claims.email()),
            email_verified: claims.email_verified() == Some(true),
            name: whole_name(claims.name()),
            extra: claims.additional_claims().0.clone(),
        }
    }

    pub(super) fn subject(&self) -> SubjectIdentifier {
        self.subject.clone()
    }

    pub(super) fn is_complete(&self, groups_claim: &str) -> bool {
        self.email.is_some()
            && self.name.is_some()
            && (self.extra.contains_key(groups_claim) || self.groups_are_elsewhere(groups_claim))
    }

    /// Adds what is missing; what the signed ID token said stands.
    pub(super) fn add_user_info(&mut self, claims: &UserInfoClaims<Extra, CoreGenderClaim>) {
        if self.email.is_none() {
            self.email = text(claims.email());
            self.email_verified = claims.email_verified() == Some(true);
        }
        if self.name.is_none() {
            self.name = whole_name(claims.name());
        }
        for (claim, value) in &claims.additional_claims().0 {
            self.extra.entry(claim.clone()).or_insert_with(|| value.clone());
        }
    }

    pub(super) fn identified(self, config: &Config) -> Result<Identified, OidcError> {
        if !self.extra.contains_key(&config.groups_claim) && self.groups_are_elsewhere(&config.groups_claim) {
            return Err(OidcError::TooManyGroups);
        }
        let groups: BTreeSet<String> = match self.extra.get(&config.groups_claim) {
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            // Active Directory Federation Services sends a lone group as text.
            Some(Value::String(one)) => BTreeSet::from([one.clone()]),
            _ => BTreeSet::new(),
        };
        let roles: BTreeSet<&String> = groups.iter().filter_map(|group| config.role_map.get(group)).collect();
        Ok(Identified {
            issuer: self.issuer,
            subject: self.subject.to_string(),
            email: self.email,
            email_verified: self.email_verified,
            name: self.name,
            roles: roles.into_iter().cloned().collect(),
            groups: groups.into_iter().collect(),
        })
    }

    /// Microsoft Entra leaves the groups out above 200 and says so in `_claim_names` (or `hasgroups`). Taking that for
    /// "no groups" would turn someone away without telling why.
    fn groups_are_elsewhere(&self, groups_claim: &str) -> bool {
        self.extra
            .get("_claim_names")
            .is_some_and(|names| names.get(groups_claim).is_some())
            || (groups_claim == "groups" && self.extra.contains_key("hasgroups"))
    }
}

fn text(email: Option<&EndUserEmail>) -> Option<String> {
    email
        .map(|email| email.trim().to_owned())
        .filter(|email| !email.is_empty())
}

/// The name without a language tag, or the first there is.
fn whole_name(names: Option<&LocalizedClaim<EndUserName>>) -> Option<String> {
    let names = names?;
    let name = names.get(None).or_else(|| names.iter().next().map(|(_, name)| name))?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn config(groups_claim: &str) -> Config {
        let role_map = [
            ("HF-SW", "social_worker"),
            ("HF-FD", "adviser"),
            ("HF-Agency", "social_worker"),
        ];
        Config {
            issuer: "https://login.council.example".to_owned(),
            client_id: "holdfast".to_owned(),
            client_secret: None,
            redirect_url: "https://holdfast.council.example/return".to_owned(),
            groups_claim: groups_claim.to_owned(),
            role_map: role_map.map(|(group, role)| (group.to_owned(), role.to_owned())).into(),
            extra_scopes: Vec::new(),
            time_out: Config::TIME_OUT,
        }
    }

    fn told(id_token: Value) -> Told {
        let mut claims =
            json!({"iss": "https://login.council.example", "aud": "holdfast", "sub": "u-1", "iat": 1, "exp": 2});
        claims
            .as_object_mut()
            .unwrap()
            .extend(id_token.as_object().unwrap().clone());
        Told::by_id_token(&serde_json::from_value(claims).unwrap())
    }

    fn check(groups_claim: &str, id_token: Value, groups: &[&str], roles: &[&str]) {
        let who = told(id_token).identified(&config(groups_claim)).unwrap();
        assert_eq!(
            (who.groups, who.roles),
            (
                groups.iter().map(|g| (*g).to_owned()).collect(),
                roles.iter().map(|r| (*r).to_owned()).collect()
            )
        );
    }

    #[test]
    fn groups_and_roles() {
        check(
            "groups",
            json!({"groups": ["HF-SW", "All staff", "HF-FD"]}),
            &["All staff", "HF-FD", "HF-SW"],
            &["adviser", "social_worker"],
        );
        check(
            "groups",
            json!({"groups": ["HF-SW", "HF-Agency", "HF-SW"]}),
            &["HF-Agency", "HF-SW"],
            &["social_worker"],
        );
        check("groups", json!({"groups": "HF-FD"}), &["HF-FD"], &["adviser"]);
        check(
            "roles",
            json!({"groups": ["HF-SW"], "roles": ["HF-FD"]}),
            &["HF-FD"],
            &["adviser"],
        );
        check(
            "https://council.example/groups",
            json!({"https://council.example/groups": ["HF-FD"]}),
            &["HF-FD"],
            &["adviser"],
        );
        check(
            "groups",
            json!({"groups": ["hf-sw", 7, null, {"HF-SW": true}]}),
            &["hf-sw"],
            &[],
        );
        for nothing in [
            json!({}),
            json!({"groups": []}),
            json!({"groups": null}),
            json!({"groups": 7}),
            json!({"groups": {"HF-SW": 1}}),
        ] {
            check("groups", nothing, &[], &[]);
        }
    }

    #[test]
    fn too_many_groups_is_not_no_groups() {
        for id_token in [
            json!({"_claim_names": {"groups": "src1"}}),
            json!({"hasgroups": "true"}),
        ] {
            assert_eq!(
                told(id_token).identified(&config("groups")),
                Err(OidcError::TooManyGroups)
            );
        }
        let unrelated = told(json!({"_claim_names": {"photo": "src1"}})).identified(&config("groups"));
        assert_eq!(unrelated.unwrap().groups, Vec::<String>::new());
    }

    #[test]
    fn the_id_token_stands_and_userinfo_fills_in() {
        let mut told = told(json!({"email": "sam@council.example", "groups": ["HF-FD"]}));
        assert!(!told.is_complete("groups"));
        let more = json!({
            "sub": "u-1", "email": "other@council.example", "email_verified": true, "name": "Sam Okafor", "groups": ["HF-SW"]
        });
        let more: UserInfoClaims<Extra, CoreGenderClaim> =
            UserInfoClaims::from_json::<std::io::Error>(more.to_string().as_bytes(), None).unwrap();
        told.add_user_info(&more);
        assert!(told.is_complete("groups"));
        let who = told.identified(&config("groups")).unwrap();
        assert_eq!(who.email.as_deref(), Some("sam@council.example"));
        assert!(!who.email_verified, "userinfo vouched for another address");
        assert_eq!(
            (who.name.as_deref(), who.roles),
            (Some("Sam Okafor"), vec!["adviser".to_owned()])
        );
    }
}
