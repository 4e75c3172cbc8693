//! What stands in the record for one of the cast to try: a child, a contact and an unfinished form of every standing.

use domain::contact::{Outcome, YesNo};
use domain::facts::FactBody;
use domain::facts::contact::{
    ChildDecided, ChildNamed, ContactReceived, ContactTaken, HandedOver, Referrer, SafetyDeclared,
};
use domain::facts::person::{
    Allocated, BirthRecorded, NameKind, NameRecorded, RestrictionLevel, RestrictionSet, SameAs,
};
use domain::ids::{ContactId, EntryId, PersonId, RecordId, Subject, TeamId, WorkerId};
use domain::ledger::{About, Author, NewEntry, NewFact};
use domain::roles::Role;
use jiff::civil::date;
use testkit::authority::{Authority, Plan, team_id, worker_id};
use uuid::Uuid;

use super::Standing;
use super::waiting::{alert, checks, imported, looks};
use crate::harness::Site;

pub const NOBODY: &str = "01920000-0000-7000-8000-000000000000";
const WEST: &str = "Children in need West";

/// What an address names, for one of the cast.
pub struct Ground {
    /// The entry of each child, and of each contact's decision.
    children: Vec<(Standing, i64)>,
    decisions: Vec<(Standing, i64)>,
    drafts: Vec<(Standing, String)>,
    looks: Vec<(Standing, i64)>,
    /// A check of each of two kinds: put to the managers of the front door, and to a custodian alone.
    checks: [String; 2],
    alert: String,
    import: String,
}

/// A child that is on record and in no contact, except one's own where it is the front door's.
pub fn child(standing: Standing) -> PersonId {
    PersonId(Uuid::from_u128(
        0x0192_0000_0000_7000_8000_0000_00c0_0000 + standing as u128,
    ))
}

/// The same child's other record, joined to it.
pub fn twin(standing: Standing) -> PersonId {
    PersonId(Uuid::from_u128(child(standing).0.as_u128() + 0x100))
}

/// The child of that standing whom a contact is about.
fn called_about(standing: Standing) -> PersonId {
    match standing {
        Standing::Own => child(standing),
        _ => PersonId(Uuid::from_u128(child(standing).0.as_u128() + 0x200)),
    }
}

pub fn contact(standing: Standing) -> ContactId {
    ContactId(Uuid::from_u128(child(standing).0.as_u128() + 0x300))
}

pub fn part(standing: Standing) -> RecordId {
    RecordId(Uuid::from_u128(child(standing).0.as_u128() + 0x400))
}

/// The part of a second child in the same contact, of whom nobody has said yet who it is.
pub fn unnamed(standing: Standing) -> RecordId {
    RecordId(Uuid::from_u128(child(standing).0.as_u128() + 0x500))
}

/// Their name, which stands nowhere else.
pub fn name(standing: Standing) -> &'static str {
    match standing {
        Standing::Own => "Ownleigh",
        Standing::Other => "Otherham",
        Standing::Team => "Teamsworth",
        Standing::Named => "Namesby",
        Standing::Sealed => "Sealton",
        Standing::Nobody => "Nobody",
    }
}

/// Entries with ids of their own.
pub struct Pen {
    next: u128,
}

impl Pen {
    pub fn new() -> Self {
        Self { next: 0xf000_0000 }
    }

    pub fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    pub fn fact(&mut self, subject: impl Into<Subject>, body: impl Into<FactBody>) -> NewFact {
        NewFact::record(subject, RecordId(self.id()), body)
    }

    pub async fn write(&mut self, site: &Site, by: &str, role: Role, facts: Vec<NewFact>) -> i64 {
        let id = self.id();
        let entry = NewEntry {
            id: EntryId(id),
            author: Author {
                worker: worker_id(by),
                role,
                on_behalf_of: None,
            },
            asserted_at: None,
            reason: None,
            request_id: id.to_string(),
            request_digest: [1; 32],
            source: "holdfast".into(),
            facts,
        };
        site.append(entry).await
    }
}

/// A social worker of a team in which none of the cast is.
pub fn social_worker_of(team: &str) -> testkit::authority::Worker {
    let authority = Authority::new(Plan {
        seed: 1,
        today: date(2026, 11, 12),
        people: 0,
    });
    let here = |w: &testkit::authority::Worker| {
        w.team == Some(team_id(team)) && w.role == Role::SocialWorker && w.ended_on.is_none()
    };
    authority.workers().into_iter().find(here).unwrap()
}

fn of_the_west() -> (WorkerId, TeamId) {
    (social_worker_of(WEST).id, team_id(WEST))
}

pub fn restriction(level: RestrictionLevel) -> RestrictionSet {
    let (worker, team) = of_the_west();
    RestrictionSet {
        level,
        why: "A relative works here.".into(),
        team: (level == RestrictionLevel::Team).then_some(team),
        named: if level == RestrictionLevel::Team {
            Vec::new()
        } else {
            vec![worker]
        },
        custodian: (level == RestrictionLevel::Sealed).then(|| worker_id("Howard Bell")),
        ring: "Howard Bell, 01632 960 342".into(),
    }
}

fn person(pen: &mut Pen, id: PersonId, standing: Standing, worker: Option<(WorkerId, TeamId)>) -> Vec<NewFact> {
    let called = NameRecorded {
        kind: NameKind::Legal,
        given: "Robin".into(),
        family: name(standing).into(),
        from: None,
        to: None,
    };
    let born = BirthRecorded::Exact { on: date(2016, 5, 4) };
    let mut facts = vec![pen.fact(id, called), pen.fact(id, born)];
    if let Some((worker, team)) = worker {
        let allocated = Allocated {
            worker,
            team,
            from: date(2026, 9, 1),
            to: None,
        };
        facts.push(pen.fact(id, allocated));
    }
    let level = match standing {
        Standing::Team => Some(RestrictionLevel::Team),
        Standing::Named => Some(RestrictionLevel::Named),
        Standing::Sealed => Some(RestrictionLevel::Sealed),
        _ => None,
    };
    facts.extend(level.map(|level| pen.fact(id, restriction(level))));
    facts
}

/// A contact about a child, taken and decided, waiting for its signature.
async fn call(pen: &mut Pen, site: &Site, standing: Standing) -> i64 {
    let (id, part, about) = (contact(standing), part(standing), called_about(standing));
    let received = ContactReceived {
        reference: format!("26-99980{}", standing as u8),
        received_at: "2026-11-12T09:00Z".parse().unwrap(),
        channel: "phone".into(),
        source: "2A".into(),
        referrer: Referrer::default(),
        worry: "Not at school for three weeks.".into(),
        information_only: false,
    };
    let named = ChildNamed {
        person: Some(about),
        name: "Robin".into(),
        identified: "chosen from the people found".into(),
        ..ChildNamed::default()
    };
    let unknown = ChildNamed {
        person: None,
        name: "A boy with him".into(),
        ..named.clone()
    };
    let safety = SafetyDeclared {
        danger_now: YesNo::No,
        cannot_wait: Vec::new(),
        who_is_with_the_child: String::new(),
        words: String::new(),
    };
    let handed_over = HandedOver {
        proposal: String::new(),
    };
    let facts = vec![
        pen.fact(id, received),
        NewFact::record(id, part, named).about(About::concerned(about)),
        NewFact::record(id, unnamed(standing), unknown),
        pen.fact(id, safety),
        pen.fact(id, handed_over),
    ];
    pen.write(site, "Mark Ellery", Role::SocialWorker, facts).await;
    let decided = ChildDecided {
        child: part,
        outcome: Outcome::Advice,
        why: "School has given advice.".into(),
        protection: String::new(),
        answers_records: String::new(),
        to_whom: String::new(),
        section_47_threshold: None,
        primary_need: String::new(),
        read: Vec::new(),
        service_manager_signs: false,
    };
    let facts = vec![
        pen.fact(id, ContactTaken {}),
        pen.fact(id, decided).about(About::concerned(about)),
    ];
    pen.write(site, "Leah Brandt", Role::SocialWorker, facts).await
}

/// With whom the child of one of the cast is allocated: the front door has its own by the contact alone.
fn own_worker(of: &str) -> Option<(WorkerId, TeamId)> {
    match of {
        "Nadia Karimi" | "Tom Ashworth" | "Grace Adjei" => None,
        "Ben Carver" => Some((worker_id("Ben Carver"), team_id("Assessment East"))),
        _ => Some((worker_id("Jo Whitlock"), team_id("Assessment East"))),
    }
}

impl Ground {
    pub async fn of(site: &Site, whose: &str) -> Self {
        let mut pen = Pen::new();
        let (mut children, mut decisions) = (Vec::new(), Vec::new());
        for standing in Standing::ALL.iter().copied().filter(|s| *s != Standing::Nobody) {
            let own = standing == Standing::Own;
            let worker = if own { own_worker(whose) } else { Some(of_the_west()) };
            let mut facts = person(&mut pen, child(standing), standing, worker);
            let again = NameRecorded {
                kind: NameKind::Alias,
                given: "Rob".into(),
                family: name(standing).into(),
                from: None,
                to: None,
            };
            let other = twin(standing);
            facts.push(pen.fact(other, again));
            children.push((
                standing,
                pen.write(site, "Mark Ellery", Role::SocialWorker, facts).await,
            ));
            let same = SameAs { other };
            let same = pen.fact(child(standing), same).about(About::other(other, "mentioned"));
            let joined = pen.write(site, "Grace Adjei", Role::TeamManager, vec![same]).await;
            children.last_mut().unwrap().1 = joined;
            if !own {
                let facts = person(&mut pen, called_about(standing), standing, worker);
                pen.write(site, "Mark Ellery", Role::SocialWorker, facts).await;
            }
            decisions.push((standing, call(&mut pen, site, standing).await));
        }
        let (version, mark) = (domain::forms::FORMS[0].version, worker_id("Mark Ellery"));
        let id = worker_id(whose);
        let own = site.store.write(move |tx| tx.start_draft("contact", version, id));
        let own = own.await.unwrap();
        let others = site.store.write(move |tx| tx.start_draft("contact", version, mark));
        let others = others.await.unwrap();
        let mut drafts = vec![(Standing::Own, own.to_string())];
        let not_own = [Standing::Other, Standing::Team, Standing::Named, Standing::Sealed];
        drafts.extend(not_own.map(|s| (s, others.to_string())));
        Self {
            children,
            decisions,
            drafts,
            looks: looks(site).await,
            checks: checks(site).await,
            alert: alert(site, whose).await,
            import: imported(site).await,
        }
    }

    fn seq(of: &[(Standing, i64)], standing: Standing) -> i64 {
        of.iter().find(|(s, _)| *s == standing).map_or(1, |(_, seq)| *seq)
    }

    /// The fact that made two records one.
    pub fn joined(&self, standing: Standing) -> String {
        format!("{}.0", Self::seq(&self.children, standing))
    }

    /// The child's name, in the entry before.
    pub fn named(&self, standing: Standing) -> String {
        format!("{}.0", Self::seq(&self.children, standing) - 1)
    }

    pub fn decision(&self, standing: Standing) -> String {
        format!("{}.1", Self::seq(&self.decisions, standing))
    }

    pub fn look(&self, standing: Standing) -> i64 {
        Self::seq(&self.looks, standing)
    }

    pub fn draft(&self, standing: Standing) -> &str {
        self.drafts
            .iter()
            .find(|(s, _)| *s == standing)
            .map_or(NOBODY, |(_, id)| id)
    }

    pub fn check(&self, standing: Standing) -> &str {
        match standing {
            Standing::Own => &self.checks[0],
            Standing::Sealed => &self.checks[1],
            _ => NOBODY,
        }
    }

    pub fn alert(&self, standing: Standing) -> &str {
        if standing == Standing::Own { &self.alert } else { NOBODY }
    }

    pub fn import(&self, standing: Standing) -> &str {
        if standing == Standing::Own {
            &self.import
        } else {
            NOBODY
        }
    }
}
