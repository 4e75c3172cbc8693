//! Why something was decided, and what was done to protect. Written as the child may read it one day.

use super::Theme::{self, *};
use domain::contact::Outcome;
use domain::contact::Outcome::*;

/// Declares the list: `outcome, themes: text`, each on two lines.
macro_rules! reasons {
    ($($outcome:ident, [$($theme:ident),*]: $text:literal;)*) => {
        /// Why, for an outcome; for some themes only where they are named.
        pub(in crate::authority) const REASONS: &[(Outcome, &[Theme], &str)] = &[$(($outcome, &[$($theme),*], $text)),*];
    };
}

reasons! {
    NoFurtherAction, []:
        "I spoke with {mum} at {time}. She gave her own account, which agrees with what {source} told us. {N} is seen often by people who would notice a change, and they have our number.";
    NoFurtherAction, [DomesticAbuse]:
        "One argument, no injury, and police found both children and adults calm. {mum} says that it was about money and that they have made it up. She knows whom to ring. {school_or} will be told so that somebody looks out for {N}.";
    NoFurtherAction, [DomesticAbuse]:
        "{mum} does not want help from us and says that she has ended it. Police have put a marker on the address. I told her what the domestic abuse service does and how it is reached without a trace on a phone.";
    NoFurtherAction, [Neglect, Poverty, Stress]:
        "I rang {mum}, who was upset to hear of it and told me what she has changed since. {N} has been seen again by {source}, and it is as she says. Nothing else was raised by anyone I asked.";
    NoFurtherAction, [Physical]:
        "{mum} and {N} were asked apart from one another and said the same: nobody meant to hurt {him}. The surgery saw {him} today and has no worry. It has not been checked beyond that.";
    NoFurtherAction, [Conflict]:
        "Two parents who disagree about contact, with a court already looking at it. Nothing said today points to harm to {N} beyond that. The court’s adviser has our number and I have written what was said.";
    NoFurtherAction, [Behaviour, Exploitation, Missing]:
        "Police have dealt with it and {his} parents know. {N} was asked on the telephone whether anything worries {him} and said not. School has a plan and will ring if it does not hold.";
    NoFurtherAction, [ParentIllness, Alcohol, Drugs]:
        "{mum} is with her doctor and came to this one appointment by herself. Her sister stays with them this week. {source} knows that the family may be rung by us at any time, and so does she.";
    NoFurtherAction, [Emotional]:
        "What was overheard is unkind and was said once. I talked with {mum} about it, who was sorry. {school_or} has seen nothing of the kind. {N} was not asked, as {source} preferred to speak with {him} first.";
    NoFurtherAction, []:
        "{mum} had somebody to talk to on the telephone and knows how to reach us at any hour. {N} is well, she says, and {school_or} says the same. Nothing else was asked of us.";
    Advice, []:
        "We talked for half an hour about what would help today and what would help this week. {mum} wrote the numbers down and rings back on Friday to say how it went.";
    Referral, []:
        "There is more here than telephone calls can settle. {mum} agrees that somebody comes, and {N} is to be seen. An assessment is needed.";
    Advice, []:
        "I gave {source} advice on what to say to {mum} and when to ring again: any injury, any night alone, or if {N} says more. They were content with that. The home has not been seen by us.";
    Advice, [Conflict, Behaviour]:
        "{mum} asked what she could do. We talked for half an hour about boundaries and about what {he} may be afraid of. She has the number of the parents’ line and will try it.";
    Advice, [SelfHarm]:
        "{N} is already seen by the mental health team, who have a safety plan with {him} and {his} mum. I told {mum} how to lock away tablets and when to ring 999. School knows what to look for.";
    Advice, [DomesticAbuse]:
        "{mum} has had advice on orders and on safe telephones. She says that she feels safe where she is. Not checked: I have only her word, and {source}’s.";
    Advice, [Neglect, Poverty]:
        "Talked through with {source}, who will sit down with {mum} about food, money and the surgery. {mum} agrees. They ring us if two weeks pass without a change.";
    Advice, [ParentIllness, YoungCarer, Disability]:
        "{mum} knows what she may ask for and how: a carer’s assessment for herself and one for {N}. She would like to talk it over with her family first.";
    Advice, [Missing, Exploitation]:
        "I spoke with {mum} about what to write down and when to report {him} missing: at once, not after a day. Police will offer the talk on return. {N} has not been seen by us.";
    Signpost, []:
        "{mum} would like help and does not need a social worker for it. I rang {to} with her on the line and they have a date for her next week.";
    Signpost, [Poverty, Stress]:
        "The worry is money. {to} can see {mum} on Thursday, and {school_or} will go on giving lunch until it is settled. {N} is otherwise as {he} should be, says everyone I asked.";
    Signpost, [DomesticAbuse]:
        "{mum} spoke with {to} while I was on the line. She will be rung when she is at work. {N} has somebody to talk to in school.";
    Signpost, [Alcohol, Drugs]:
        "{mum} has rung {to} herself and has an appointment. Her own mother is in the home until then. {N} knows that Mum is getting help, she says.";
    Signpost, [SelfHarm, Conflict]:
        "{to} takes young people without a waiting list. {N} was told of it and says that {he} might. {mum} will go with {him} the first time.";
    Signpost, [Disability, YoungCarer]:
        "{to} has a group that {N} can join and can tell {mum} what else there is. She asked for that and no more.";
    EarlyHelp, []:
        "More than advice and less than an assessment: {mum} would like somebody alongside her for a while. {to} rings her tomorrow and will hold a meeting with {school_or}. They come back to us if she stops opening the door.";
    EarlyHelp, [Neglect]:
        "Home and routines have slipped since the summer and {mum} says so herself. {to} will visit weekly and look at sleep, food and getting to school. If nothing has changed in six weeks it comes back to us.";
    EarlyHelp, [Conflict, Behaviour]:
        "{N} and {his} mum both want it to be different and do not know how. {to} has a worker who sees them together and {him} alone.";
    EarlyHelp, [ParentIllness, Stress, Poverty]:
        "{mum} has a lot to carry and no family near. {to} will be the one door to money advice, the surgery and school. She has agreed to all of that.";
    EarlyHelp, [Disability]:
        "{mum} needs sleep and someone who knows what there is. {to} will ask for short breaks with her while the assessment for support is looked at.";
    EarlyHelp, [Missing, Exploitation]:
        "{N} has a youth worker {he} likes. {to} will see {him} weekly and holds the plan with police and school. Any new sign of somebody older comes to us the same day.";
    Referral, []:
        "What {source} says has happened more than once and {N} has not been seen by us. Nobody can say what it is like for {him} at home. An assessment is needed.";
    Referral, [Neglect]:
        "Small things over many months: clothes, food, appointments, school. Each was answered by a promise. Together they may be harming {N}’s health, and help alone has not changed them. An assessment is needed.";
    Referral, [DomesticAbuse]:
        "{N} lives with it. {mum} says that it is over, which nobody has checked. An assessment with {mum}, and with his part in it, is needed; she is not to be seen with him in the room.";
    Referral, [Physical]:
        "{N} says that an adult did it. There is an account from the adult too, and they do not agree. The mark itself needs no doctor today. {He} is to be seen alone, and an assessment follows.";
    Referral, [ParentIllness, Alcohol, Drugs]:
        "{mum} has asked for help and is not well enough to look after {N} in the way she wants to. There is family, who need to be asked. An assessment is needed, with her doctor and her worker.";
    Referral, [Exploitation, Missing]:
        "Somebody older is behind this, and {N} is being exploited. {His} mum cannot keep {him} in. An assessment is needed with police and school, beginning with what {he} says {himself}.";
    Referral, [Disability]:
        "{N}’s needs have grown and {mum} carries them alone. {He} is a child in need by law. An assessment, with health, of {him} and of her as {his} carer.";
    Referral, [SelfHarm, Emotional]:
        "{N} says that home is part of it and nobody has asked {him} more. The mental health team asks us to look at it with them. An assessment is needed, and {he} is to be seen alone.";
    Referral, [Stress, Poverty, AbsentParent, Conflict]:
        "There is no adult who can say where {N} will be next month. Help was offered and was not enough. An assessment is needed to find out what this family can do with support.";
    Referral, [Unborn]:
        "The baby is due {due}. What is known of {mum}’s home and of who else will be in it is not enough to say that the baby will be safe there. A pre-birth assessment, with the midwife.";
    Referral, [Sexual]:
        "What {N} said or showed has to be understood by somebody trained for it. Police have been told and find no offence to look into yet. {mum} protects {him}. An assessment is needed.";
    StrategyDiscussion, []:
        "What is said to have happened, if true, is significant harm, and {N} would go home to it. Police and health have to be heard today, before anyone speaks with the family.";
    StrategyDiscussion, [Physical]:
        "A mark that {N} says an adult made. A doctor’s view is needed today, and where {he} sleeps tonight has to be decided before school ends.";
    StrategyDiscussion, [Sexual]:
        "What {N} said or showed was written down by the person who was there. Nobody is to ask {him} more until police and we have agreed who does and how.";
    StrategyDiscussion, [DomesticAbuse]:
        "{N} lives with it. {mum} has not been spoken to alone, and nobody can say whether he will be back tonight. Police, health and {school_or} are asked today.";
    StrategyDiscussion, [Exploitation, Missing]:
        "{N} is being exploited and may be taken further away next time. Police, school and we decide together today how {he} is kept from them.";
    StrategyDiscussion, [Neglect, Drugs, Alcohol]:
        "What is said of the home is not safe for a child tonight. Where {N} sleeps and who is with {him} is decided today with police and health.";
    EmergencyAction, []:
        "{N} is not safe where {he} is now and cannot wait for a discussion. Police are there. A worker is on the way, and family is being asked.";
    EmergencyAction, [Physical, Neglect]:
        "There is nobody with {N} who can keep {him} safe. Police protection was used at {time}. {He} is with a worker now; the discussion follows as soon as {he} is settled.";
    NoFurtherAction, [Unborn]:
        "{mum} comes to every appointment and the midwife has no worry of her own. I spoke with her at {time}; she knows what help there is after the birth and how to ask for it.";
    NoFurtherAction, [Unborn]:
        "{mum} has moved in with her mother, who told me so herself. The midwife visits there next week and rings us if anything is not as they say. The home was not seen by us.";
    Advice, [Unborn]:
        "Advice to {source} on what to ask at the next appointment, with {mum} alone, and when to write again. The midwife books her for the group on Thursdays.";
    Signpost, [Unborn]:
        "{mum} would like somebody to talk to before the baby comes. {to} can see her within two weeks; the midwife goes with her the first time.";
    EarlyHelp, [Unborn]:
        "{mum} has no cot, no money for one and nobody near. {to} visits her before the birth and after it, with the midwife. She was glad of it.";
    StrategyDiscussion, [Unborn]:
        "The baby is due {due}, and what is said of the home would be significant harm to a newborn. Police, midwife and hospital are heard today, so that there is a plan before the birth.";
    NoFurtherAction, [BabyInjury]:
        "The paediatrician saw {N} today and says that what {mum} tells and what was found agree. The health visitor goes there tomorrow. None of us has seen the home.";
    Advice, [BabyInjury]:
        "Seen by a doctor, who has no worry. I told {source} which marks on a child who does not move about yet are always rung through, on the same day.";
    Referral, [BabyInjury]:
        "{N} cannot tell us. The account changed between two people, and the doctor cannot say which is right. An assessment is needed, and the others in the home are to be heard apart.";
    StrategyDiscussion, [BabyInjury]:
        "An injury to a child too young to have done it alone. {N} cannot tell us. The doctor, police and we decide today where {he} is tonight and who is with {him}.";
    LinkToOpenCase, [Unborn]:
        "The pre-birth assessment has this in it. The worker was told at {time} and speaks with the midwife today.";
    LinkToOpenCase, []:
        "{N} has an open case. I told {his} worker at {time}, who will ask {mum} about it and write what is found. The section 47 threshold is not reached by what is said today.";
    LinkToOpenCase, []:
        "Already being worked with. This adds to what the worker knows and does not change where {N} is safe tonight. Passed on in full, with the number of whoever told us.";
    LinkToOpenCase, [DomesticAbuse]:
        "About a family that is open. {His} worker has read it and will visit before the weekend. {mum} was rung and is at her mother’s with the children.";
    LinkToOpenCase, [Neglect, Poverty, Stress]:
        "The plan has this in it already. {His} worker brings the next visit forward and tells {source} what comes of it.";
    InformationGiven, []:
        "A request that names no worry. Looked for by name, birth date and address, and answered. What was sent is on the file.";
    InformationGiven, []:
        "Answered on the telephone after ringing back on the number that we hold for them. No worry was named.";
}

/// The reasons that fit: those of the theme, and then those that fit any. A mother who rang herself is not told what "the caller" said.
pub(in crate::authority) fn reasons(outcome: Outcome, theme: Theme, rang_herself: bool) -> [Vec<&'static str>; 2] {
    let fits = |text: &str| !rang_herself || !text.contains("{source}");
    let of = |own: bool| {
        let wanted = |themes: &[Theme]| {
            if own {
                themes.contains(&theme)
            } else {
                themes.is_empty() && theme != Unborn
            }
        };
        REASONS
            .iter()
            .filter(|(o, themes, text)| *o == outcome && wanted(themes) && fits(text))
            .map(|(.., text)| *text)
            .collect()
    };
    [of(true), of(false)]
}

/// Who protects, where and by when, where it cannot wait.
pub(in crate::authority) const PROTECTION: &[&str] = &[
    "{N} is in school until 15:30. A worker is there by 13:00. If anyone comes for {him}, school rings 999 and us.",
    "{N} stays with {his} grandmother tonight, who was spoken to by us and will not let anyone else take {him}. A worker visits at 17:00.",
    "{N} stays on the ward, where nobody visits without a nurse. The discussion decides what follows before {he} leaves.",
    "Police are with {N} until a worker comes. Nobody else takes {him} anywhere, and {school_or} knows of it.",
    "{mum} and the children are at her sister’s, in another town. She rings 999 if anyone comes for them. A worker sees them there today.",
    "A worker sees {N} at home today with a police officer, at a time that is not told to anyone there.",
];

/// The same, where days are enough.
pub(in crate::authority) const FIRST_VISIT: &[&str] = &[
    "A worker sees {N} within three working days, alone. {source} rings us if anything changes before then.",
    "{N} is seen at {school_or} this week. {mum} knows that we are coming and has our number and the one for the night.",
    "Visit within five working days. {source} keeps in touch with {mum} until then.",
    "A worker rings {mum} today and visits by the end of the week.",
];

/// What a manager asks when a decision is given back.
pub(in crate::authority) const QUESTIONS: &[&str] = &[
    "Has anybody asked the other parent? Please say who, or why not.",
    "There is an earlier contact with the same words. What is different this time?",
    "You rely on one telephone call. Who has seen the child this week?",
    "Please ring the school before this is closed.",
    "What did the brothers and sisters say, or has nobody asked?",
    "Which of this was checked and which was told? Write it so that it can be seen.",
];

/// What a manager adds to a signature, mostly nothing.
pub(in crate::authority) const SIGNED: &[&str] = &[
    "",
    "",
    "",
    "",
    "Read with the contact before it.",
    "Agreed. Tell the caller today.",
    "Agreed, with a call to school as well.",
];

/// Why an assessment was late.
pub(in crate::authority) const LATE: &[&str] = &[
    "Waiting for the paediatrician’s letter.",
    "The family was away for two weeks and could not be seen together.",
    "The worker was ill; it was finished by another.",
    "Father was found late and had to be heard.",
    "Waiting for the police record of the other authority.",
    "The interpreter cancelled twice.",
    "The young person asked for another meeting before it was written.",
];

/// The service to which a family is sent for it.
pub(in crate::authority) fn service(theme: Theme) -> &'static str {
    match theme {
        DomesticAbuse => "Lantern domestic abuse service",
        Poverty | Stress => "Marlshire debt advice",
        Alcohol | Drugs => "Coastal drug and alcohol service",
        YoungCarer => "The young carers’ group",
        Disability => "Marlshire disability network",
        SelfHarm | Missing | Exploitation | Behaviour => "The Attic, for young people",
        Conflict | Emotional | AbsentParent => "Riverside parents’ line",
        _ => "Harbour Families",
    }
}

/// What the taker writes of safety now.
pub(in crate::authority) const SAFETY: &[&str] = &[
    "Not known to be in danger today.",
    "The caller will ring again if anything changes.",
    "Nothing said about tonight. The caller was asked.",
    "Seen by the caller today.",
    "The caller last saw {N} yesterday.",
];

/// Who is said to be with the child.
pub(in crate::authority) const WITH: &[&str] = &[
    "Mother",
    "An aunt, until this evening",
    "Mother, says the caller",
    "Grandmother",
    "At home; with whom the caller could not say",
    "Not known to the caller",
];

/// Where the same event was told to us a few days before by somebody else.
pub(in crate::authority) const SAME_EVENT: &str = "The same event as the one told to us by another {day}; it adds nothing new. The decision on the first stands and names what was looked at.";
