//! What workers write in the course of a case, and what children said to them.

/// Title and text of a first visit.
pub(in crate::authority) const FIRST_VISITS: &[(&str, &str)] = &[
    (
        "Visit at home: {N} seen alone",
        "{N} showed me {his} room and we sat on the floor. {He} talked about {thing} for most of it. {mum} let us be alone for twenty minutes. The home was warm and there was food for the week.",
    ),
    (
        "Visit at school: {N} seen alone",
        "First time seen. {N} was shy and then did not want to go back to class. {He} drew the people at home and left a space beside {mum}, which {he} did not explain. School has no new worry.",
    ),
    (
        "Home visit: {N} seen, not alone",
        "{mum} stayed in the room and answered for {him}. I asked to see {N} alone and was told another time. Bedroom seen, bed made, clothes clean. I go to school next.",
    ),
    (
        "Home visit: nobody at home",
        "No answer at the agreed time, curtains open. I left a card and rang twice. {mum} rang back at 17:00, said that she had mixed up the days and agreed to tomorrow morning.",
    ),
    (
        "Visit at home: {N} seen with brothers and sisters",
        "All of them climbed over one another to show me things. {N} kept an eye on the little one throughout. I saw {him} alone for ten minutes in the kitchen. {mum} was tired and friendly.",
    ),
    (
        "Visit at home: {N} seen alone",
        "{N} asked straight away whether {he} would be taken away. I said what I am there for. {He} then told me about {thing}. {mum} had written a list of what she would like help with.",
    ),
];

/// Later visits and calls.
pub(in crate::authority) const VISITS: &[(&str, &str)] = &[
    (
        "Visit at school: {N} seen alone",
        "{He} says that mornings are better since {mum} sets the alarm. {He} would like to see more of {his} grandad. Attendance is up on last month.",
    ),
    (
        "Home visit: {N} seen alone",
        "{N} was full of {thing}. {He} says that the shouting has stopped “nearly always”. Kitchen stocked, beds made. {mum} has kept both appointments.",
    ),
    (
        "Home visit: {N} seen, not alone",
        "Short visit, as the little one was ill. {N} sat with us and said that all is fine and looked at {mum} as {he} said it. I see {him} at school next week.",
    ),
    (
        "Call with school",
        "{N} has been in every day this week and on time on four. {He} joined the lunch club. {His} teacher says that {he} laughs again. No new worry.",
    ),
    (
        "Call with the surgery",
        "The appointments of this month were kept. Weight and height are where they should be. The nurse has asked {mum} to come back in six weeks.",
    ),
    (
        "Call with {mum}",
        "{mum} rang before I did. Her benefit has been put right. She is worried about the holidays, when there is no lunch at school; I said what there is.",
    ),
    (
        "Supervision",
        "Talked through what has changed for {N} and what has only been said. Agreed: see {him} alone twice more, hear father, and ask the surgery once again.",
    ),
    (
        "Visit at home: nobody in",
        "Not at home at the agreed time. {mum} sent a message that evening: they were at the hospital with her mother. New date agreed. {N} was at school, I rang to ask.",
    ),
    (
        "Walk with {N}",
        "{N} talks more when we walk. {He} said that {he} does not mind {his} mum’s new friend and that {he} would mind if he moved in. {He} asked me not to say it yet; I said what I must pass on and what not.",
    ),
    (
        "Visit at home: {N} seen alone",
        "{N} had tidied for me and then wanted to know whether I would write it down. I have. {He} sleeps better since the bed came and says that Sundays are the hard day.",
    ),
    (
        "Visit at home: {N} seen alone",
        "{N} chose the kitchen step. {He} said less than last time and asked when I come back. {mum} has the new tablets and says that they help. Fridge full, heating on.",
    ),
    (
        "Visit at home: {N} seen alone",
        "We made a map of the people {N} can ring. There are four, and {he} knew one number by heart. {mum} came in at the end and we learnt the others together.",
    ),
    (
        "Home visit: {N} seen, not alone",
        "A friend of {mum}’s was there and did not offer to go. {N} played beside us. I said that I would like {him} to myself next time, and {mum} said of course.",
    ),
    (
        "Visit at school: {N} seen alone",
        "Ten minutes in the library. {N} counted on {his} fingers who is at home at night and came to the same people as {mum}. {He} would like it written that {he} is not in trouble.",
    ),
    (
        "Call with school",
        "Two late marks, both on a Monday. {His} teacher will keep a seat at breakfast club. Nobody there has seen a mark or heard of a quarrel.",
    ),
    (
        "Call with {mum}",
        "{mum} had rung the debt line and has a date. She asked what stands in the record about the first call to us; I read it to her. She had two corrections, which I have written down as hers.",
    ),
    (
        "Call with {mum}",
        "Short call. {N} has a cough and is at home with her. She would like the next visit after five because of her shifts, which is agreed.",
    ),
    (
        "Call with a relative",
        "{N}’s aunt rang to say that it goes better and that {mum} would never say so herself. She can have {him} one night in the week and tells {mum} that she spoke with me.",
    ),
    (
        "Call with police",
        "The officer for the area goes past on Friday evenings and has met {N}, who told her about {thing}. She will ring me and not only write.",
    ),
    (
        "Supervision",
        "We looked at what {N} said against what I have written down of it, and at who else could hear {him}. Agreed: a visit on another day of the week, and the plan read aloud to {mum}.",
    ),
    (
        "Letter to {mum}",
        "Sent what was agreed, in plain words, with my number and the dates. {N} has one of {his} own with the parts that are about {him}.",
    ),
];

/// Meetings on a plan.
pub(in crate::authority) const MEETINGS: &[(&str, &str)] = &[
    (
        "Child in need meeting",
        "{mum}, school and health visiting came. Done since last time: surgery, bed, breakfast club. Not done: the letter to housing, which is mine. {N} had written what {he} wants: a door that shuts.",
    ),
    (
        "Child in need meeting",
        "School and {mum} came; {his} father sent word. Everyone says that it goes better. Two more months at the same pace, then we look whether early help can hold it.",
    ),
    (
        "Core group",
        "All came but police, who sent a note. The plan’s first part is done. The second, somebody for {mum} to talk to, waits for a place. {N} has been seen alone three times since the last one.",
    ),
    (
        "Core group",
        "{mum} was angry and stayed. She says that she has done what was asked and that nobody writes it down. It is written down now: eleven appointments out of twelve, and {N} in school every day.",
    ),
    (
        "Child in need meeting",
        "Fewer people and a better talk. {mum} says that three visits a month are too many and two are enough; agreed to try it until the review.",
    ),
    (
        "Child in need meeting",
        "{mum} led half of it herself. Housing has an inspection date. {N} sent a drawing in place of coming and asked for it back.",
    ),
    (
        "Core group",
        "Health and school had the same worry in different words: mornings. {mum}’s sister takes {N} on two of them from Monday. Everyone has everyone’s number.",
    ),
];

/// What a child is glad to talk about.
pub(in crate::authority) const THINGS: &[&str] = &[
    "{his} guinea pig",
    "football",
    "the school play",
    "a drawing of a whale",
    "{his} new reading glasses",
    "swimming",
    "a game with a very long name",
    "the trampoline",
    "dinosaurs",
    "the bus that is always late",
];

/// What children said, in their words, and from which age.
pub(in crate::authority) const SAID: &[(i16, &str)] = &[
    (4, "I like it when it is quiet and we have toast."),
    (4, "My bed is by the window. I can see the moon."),
    (4, "Mummy was crying in the bath. I gave her my bear."),
    (5, "When they shout I go under the table with the dog."),
    (5, "I want to stay at my nan’s for ten sleeps."),
    (6, "I’m good at getting my brother dressed."),
    (6, "I don’t like the man with the boots."),
    (7, "You can come again but bring the other pens."),
    (7, "I told my teacher because she has a kind face."),
    (8, "It’s better now. It’s not all better."),
    (8, "If I had a wish I would wish for a lock and a hamster."),
    (9, "I don’t want to be asked the same thing every time."),
    (9, "Mum says sorry and then it’s nice for a bit."),
    (10, "I don’t tell my friends because they’d tell theirs."),
    (10, "I want to know what you write about me."),
    (11, "Nobody asked me. You’re the first one who asked me."),
    (12, "I can look after myself. I just don’t want to do it every day."),
    (12, "They think I’m asleep."),
    (13, "I’m not a problem, I’ve got problems."),
    (14, "If I tell you where I was you’ll tell them."),
    (14, "It’s quieter when I’m out."),
    (15, "I’d go back to school if it was a different school."),
    (15, "He bought me things. Nobody buys me things."),
    (16, "I want my own place and my mum to be all right. In that order."),
];

/// Why a case was closed, as the manager writes it.
pub(in crate::authority) const CLOSING: &[&str] = &[
    "What was asked of this family has been done, and has held for two months. School and health know whom to ring.",
    "The assessment found no need for us to go on. The family knows what was found and what they may ask for.",
    "Early help has met the family and takes over from today.",
    "The plan has done its work. {N} said goodbye and kept the pens.",
];
