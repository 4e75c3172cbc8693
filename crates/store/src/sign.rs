//! A manager signs a decision or gives it back with a question, never their own, and says what they had in front of them.

use domain::contact::{Hand, NotAllowed, Signer, hand_of};
use domain::facts::contact::{DecisionReturned, DecisionSigned};
use domain::ids::RecordId;
use domain::ledger::{About, FactRef, Known, NewFact};
use domain::policy::{Depth, Permit, Refusal, SignDecision};

use crate::access::Who;
use crate::{Appended, Error, OpenContact, Seen, Tx, WriteTx};

/// What a manager does with a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signing {
    Sign { words: String },
    Return { question: String },
}

impl Tx<'_> {
    /// Opens a contact to sign the decision for one of its children: for a manager who reads it whole anyway, and for whoever the rules name to sign
    /// it, in another's place too. To any other manager it is what its own page is to them.
    pub fn contact_to_sign(
        &mut self,
        who: &Who,
        permit: &Permit<SignDecision>,
        part: RecordId,
    ) -> Result<OpenContact, Error> {
        let id = permit.subject().contact().ok_or(Error::NotThere("contact"))?;
        let mut open = self.contact_for(who, id, permit, None)?;
        if open.depth < Depth::Full {
            if may_sign_here(permit, &open, part).is_err() {
                return Err(self.refused(who, permit, Refusal::NotYourChild));
            }
            open.depth = Depth::Full;
        }
        self.looked(who, permit, "a decision to sign");
        Ok(open)
    }
}

impl WriteTx<'_> {
    /// Signs or returns the decision that was shown. Another decision, or another signature, since then is a stale page.
    pub fn sign(
        &mut self,
        who: &Who,
        permit: &Permit<SignDecision>,
        part: RecordId,
        decision: FactRef,
        what: Signing,
        seen: &Seen,
    ) -> Result<Appended, Error> {
        if let Some(before) = self.answered(&seen.request_id, &seen.request_digest)? {
            return Ok(before);
        }
        let (id, expected) = self.expect_part(permit, part, seen)?;
        let open = self.contact_for(who, id, permit, None)?;
        let child = open
            .contact
            .part(part)
            .ok_or(Error::NotThere("child in this contact"))?;
        let stands = child.state.decision().ok_or_else(|| rule(NotAllowed::NothingToSign))?;
        if stands.origin.fact != decision {
            return Err(Error::Stale {
                seen: seen.known_seq,
                changed_at: stands.origin.fact.seq,
            });
        }
        let decider = (stands.origin.entry.author.worker, stands.origin.entry.author.role);
        let hand = may_sign_here(permit, &open, part).map_err(rule)?;
        let own = permit.actor().role;
        // What counts as another role's signature says so for good: who stood in for whom is part of the decision.
        let covers = (hand.role() != own && stands.service_manager_signs).then_some(hand.role());
        // A question may always be asked; a signature is given on what is known now.
        if matches!(what, Signing::Sign { .. }) {
            let before = self.before(who, &open, Some(seen.known_seq))?;
            if let Some(newest) = before.newer.first() {
                return Err(Error::LookAgain {
                    seen: seen.known_seq,
                    changed_at: newest.seq,
                });
            }
        }
        let returned = matches!(what, Signing::Return { .. });
        let mut fact = match what {
            Signing::Sign { words } => {
                let child = part;
                NewFact::record(
                    id,
                    part,
                    DecisionSigned {
                        child,
                        decision,
                        words,
                        covers,
                    },
                )
            }
            Signing::Return { question } => {
                let child = part;
                NewFact::record(
                    id,
                    part,
                    DecisionReturned {
                        child,
                        decision,
                        question,
                    },
                )
            }
        };
        let person = child.child.person;
        fact.about = person.map(About::concerned).into_iter().collect();
        fact.known = Some(Known {
            known_seq: seen.known_seq,
            shown: seen.shown.clone(),
        });
        let entry = self.entry(permit, seen, vec![fact])?;
        let appended = self.append(entry, &[expected])?;
        if returned {
            self.raise("returned", Some(decider.0), decider.1, id, Some(part), person)?;
        }
        self.saved(who, permit, if returned { "a question" } else { "a signature" });
        Ok(appended)
    }
}

/// Every rule on signing, for the page that offers it and for the save: which signature somebody would give.
pub fn may_sign_here(permit: &Permit<SignDecision>, open: &OpenContact, part: RecordId) -> Result<Hand, NotAllowed> {
    let part = open.contact.part(part).ok_or(NotAllowed::NothingToSign)?;
    let actor = permit.actor();
    let signer = Signer {
        worker: actor.worker,
        role: actor.role,
    };
    hand_of(signer, &open.contact, part, &open.managers, open.at)
}

fn rule(why: NotAllowed) -> Error {
    Error::Rule(why.to_string())
}
