//! Maya Brennan-Osei, whom everyone calls May: screens 04, 05 and 06.

use domain::calendar::london;
use domain::contact::{Outcome, YesNo};
use domain::facts::contact::*;
use domain::facts::person::*;
use domain::facts::services::*;
use domain::ids::RecordId;
use domain::ledger::{About, FactRef, NewFact};

use super::{canary, person};
use crate::authority::pen::{Call, Pen, Written, contact_id};

mod assessment;
mod before;
mod referral;
mod said;
mod year;

pub(super) use said::{agreement, decided, police, safety};

use assessment::{assessment, assessment_of, episode};
use before::{First, before_2026};
use referral::referral;
use said::child;
use year::{Year, this_year};

const ROW: &str = "22 Tanner’s Row, Stowbridge";
const ROW_POSTCODE: &str = "MX4 2PD";
const COURT: &str = "5 Weaver Court, Stowbridge";
const COURT_POSTCODE: &str = "MX4 1RB";
const SCHOOL: &str = "Fenwick Green Primary School";

pub(super) fn write(pen: &mut Pen) {
    pen.family("brennan");
    let first = before_2026(pen);
    let year = this_year(pen);
    let uncle = referral(pen, &first, &year);
    assessment(pen, &first, uncle);
}
