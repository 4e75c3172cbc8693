//! What callers say, in their words. Each text says who may say it, what it is about and how old the child is, so that it agrees with the record.

use super::Theme::{self, *};

/// A worry as somebody would put it.
#[derive(Debug)]
pub(in crate::authority) struct Worry {
    /// Census codes of the sources that may say it, with a space between.
    pub by: &'static str,
    pub about: Theme,
    /// Age in years of the child, first and last.
    pub ages: (i16, i16),
    pub text: &'static str,
}

/// Declares the list: `sources, theme, ages: text`, each on two lines.
macro_rules! worries {
    ($($by:expr, $about:ident, $first:literal to $last:literal: $text:literal;)*) => {
        /// In no order that matters.
        pub(in crate::authority) const WORRIES: &[Worry] =
            &[$(Worry { by: $by, about: $about, ages: ($first, $last), text: $text }),*];
    };
}

const SCHOOL: &str = "2A";
const BABY: &str = "3B 3A 3D";
const PUBLIC: &str = "1B 1D 9";

worries! {
    SCHOOL, Neglect, 4 to 15:
        "{N} has come in without a coat since the weather turned and {his} shoes are too small. {He} fell asleep in class {day}. Mum does not answer our messages.";
    SCHOOL, Neglect, 4 to 11:
        "{N} was collected late {n} times this fortnight, twice after five. {He} tells us nobody makes tea on those days. We have given {him} toast before {he} goes.";
    "2A 2B", Neglect, 5 to 16:
        "Attendance is 71 per cent and falling. We knocked {day} and {S} opened the door in pyjamas at noon. {S} said Mum was asleep upstairs.";
    SCHOOL, Neglect, 4 to 10:
        "{N} has had head lice since half term and is scratching until it bleeds. We gave the lotion to Mum twice. {He} says it is still in the bag.";
    SCHOOL, Neglect, 4 to 12:
        "{N} eats as if {he} has not had anything since yesterday’s lunch. {day}, {he} put bread in {his} pockets and said it was for {S}.";
    BABY, Neglect, 0 to 4:
        "I visited {day}. The flat was cold, there was dog mess in the hall and no clean bottle. Mum says she is doing her best. {N} has dropped from the 25th to the 9th centile.";
    BABY, Neglect, 0 to 5:
        "{n} appointments missed since the spring and {N} has had no immunisations. When I rang, Mum said she would come and did not. {N} was last weighed in the summer.";
    "3A 3E 3F", Neglect, 1 to 12:
        "{N} has eight teeth to come out under anaesthetic. It is the third date and nobody brought {him}. {He} has been in pain for weeks, says the dentist.";
    PUBLIC, Neglect, 2 to 11:
        "The little ones are out in {street} until ten at night. {N} knocked on my door {day} and asked for something to eat.";
    PUBLIC, Neglect, 0 to 6:
        "You can hear {N} crying for hours and the telly on loud. I have not seen anyone go in or out since {day}. The bins are all over the yard.";
    "1A", Neglect, 0 to 13:
        "I’m {his} nan. There is never food in and the house smells. I have told her and we fell out over it. I take {N} when I can but I work nights.";
    "4", Neglect, 0 to 15:
        "Our officer called about the boiler {day} and could not get to it for rubbish. Mattresses on the floor, no bedding. {N} was at home on a school day.";
    "4 5B", Neglect, 0 to 12:
        "Gas was capped {day} after a leak and the family has not let the engineer back. No heating or hot water for nine days with {N} in the home.";
    "6", Neglect, 2 to 12:
        "Officers attended another matter {day} and found {N} and {S} alone with the front door open. Mother came back after 40 minutes and said she had gone for milk.";
    "5D", Neglect, 3 to 14:
        "We have worked with the family for five months. School clothes and routines got better and have slipped again since the summer. Mum has missed the last {n} meetings with us.";
    "6", DomesticAbuse, 0 to 16:
        "999 call at 23:40 {day} from Mum: partner had put her phone through the window. He had gone when we came. {N} was on the stairs and had seen it. No injury to {him}.";
    "6", DomesticAbuse, 0 to 17:
        "Verbal argument between the parents, heard by neighbours. Both had been drinking. {N} was in bed, seen and well. No offence made out. Standard notification.";
    "6", DomesticAbuse, 1 to 17:
        "Mum reports that her former partner waited outside the home {day} and followed her to the shops. {N} was with her. Harassment, under investigation.";
    "6", DomesticAbuse, 0 to 16:
        "Arrest for assault {day}. Mum has a cut lip and says it is the first time. {N} and {S} were in the next room. Father is bailed not to come to the address.";
    "6", DomesticAbuse, 3 to 16:
        "{N} rang 999 {himself} and said “they are fighting again”. On arrival both adults were calm and said it was about money. {N} would not come out of {his} room.";
    SCHOOL, DomesticAbuse, 4 to 15:
        "{N} told {his} teacher {day} that Dad broke the kitchen door and Mum locked herself and the children in the bathroom. {He} said it as if it were nothing.";
    SCHOOL, DomesticAbuse, 5 to 16:
        "Mum stayed at the gate {day} and told us that she is frightened to go home. She has marks on her wrist. She has not told the police and asks us not to ring the house.";
    "3E", DomesticAbuse, 0 to 15:
        "Mother was seen in the department with a broken finger. She says that she fell; the person with her answered every question. {N} is at home with him, she says.";
    "3B", DomesticAbuse, 0 to 4:
        "Mum said on my visit that he checks her phone and gives her money by the day. She laughed it off. {N} clung to her the whole time. I could not speak with her alone.";
    "1A", DomesticAbuse, 0 to 14:
        "My sister has bruises again and says she walked into a cupboard. I don’t believe it. {N} has started wetting the bed, she told me. Please don’t say it was me.";
    "1B 9", DomesticAbuse, 0 to 15:
        "They were screaming in the street again last night. He pulled her in by the hair. The kids were at the window. It is most weekends.";
    "7", DomesticAbuse, 0 to 17:
        "He is released {day} and gives this address. A restraining order has ended. Probation asks whether {N} lives there and whether anyone is working with the family.";
    "4 8", DomesticAbuse, 0 to 16:
        "Mum has asked us for a move. She says that her former partner knows where she lives and came {day}. {N} will not sleep in {his} own room, she says.";
    SCHOOL, Physical, 4 to 15:
        "Bruise on {N}’s upper arm, seen by {his} teacher {day} when {he} changed for PE. {He} said Dad grabbed {him} for being slow. We have not asked more.";
    SCHOOL, Physical, 4 to 12:
        "{N} has a red mark across {his} cheek. {He} said {he} fell, and then that {he} is not allowed to talk about it. {He} asked whether we would ring home.";
    SCHOOL, Physical, 5 to 16:
        "{N} says that Mum’s partner smacks {him} with a belt when {he} answers back. No mark that we have seen. {He} said that {S} gets it more.";
    "3E", BabyInjury, 0 to 3:
        "Brought in {day} with a swollen arm. The X-ray shows a break of the upper arm. The account changed between triage and the doctor. {N} stays on the ward tonight.";
    "3E", Physical, 2 to 14:
        "{N} came in with a scald to the hand from a kettle. Mum says {he} pulled the lead. The burn is eight hours old and they had waited to come. No earlier visits here this year.";
    "3A 3B", BabyInjury, 0 to 1:
        "Small round bruise on {N}’s cheek at the baby check. {He} is not rolling yet. Mum thinks it was the cot bars. I have asked the hospital to see {him} today.";
    "6", Physical, 2 to 16:
        "{N}’s father rang to say that he had slapped {him} and was ashamed of it. Officers saw {N}: faint redness, which {he} says does not hurt. No further police action.";
    PUBLIC, Physical, 2 to 12:
        "I saw a man hit the child hard around the head outside the shop in {street} {day}. I know the family by sight. The child did not cry, that was what upset me.";
    "1A", Physical, 3 to 14:
        "{N} came back from {his} dad’s with finger marks on {his} arm. I took a photo. {He} says Dad’s girlfriend was cross. They are due there again on Friday.";
    "8", Physical, 5 to 13:
        "{N} told a leader at the club {day} that home is “where you get hit”. The leader wrote it down and did not ask more. {He} went home with {his} mum as usual.";
    SCHOOL, Emotional, 5 to 15:
        "At the meeting Mum said in front of {N} that {S} was never this much trouble and that she wished she had stopped in time. {He} looked at the floor. {He} does everything alone and says sorry all day.";
    SCHOOL, Emotional, 6 to 16:
        "{N} is punished by being left out: no birthday, no tea with the others, {his} door taken off. Dad told us this himself {day} and thinks it is working.";
    "3A 3C", Emotional, 5 to 15:
        "{N} came about stomach aches, for the fourth time. Nothing found. Mum answered for {him} and called {him} a liar in front of me. {He} did not look up.";
    "1A", Emotional, 4 to 15:
        "My grandson is shouted at from morning to night. I have heard it down the phone. {N} said to me, “I am the bad one”. I don’t know who else to ring.";
    "5D 8", Emotional, 4 to 14:
        "On our visits {N} is sent out of the room or spoken of as if {he} were not there. {S} is treated quite differently. We have raised it with Mum, who says we do not know {him}.";
    "3A 3F", ParentIllness, 0 to 15:
        "Mum has stopped her tablets and told me {day} that she is no use to the children. She has no plan to harm herself. Her own mother has {N} tonight. She knows that I am ringing.";
    "3F 5A", ParentIllness, 0 to 16:
        "Mother was admitted to the ward {day}. {N} is with a neighbour until the weekend. There is no one else that we know of. Mother has asked for your help.";
    "6", ParentIllness, 0 to 15:
        "Mum was found on the bridge at 02:10 and brought to hospital. {N} was at home in bed with an aunt, who had not known. Detained for assessment; the aunt can stay until tomorrow.";
    SCHOOL, ParentIllness, 4 to 14:
        "{N} says that Mum does not get up and that {he} makes the tea. When we rang, Mum cried and said that she has been like this since her dad died. She would like help.";
    "3B 3D", ParentIllness, 0 to 1:
        "She scored high on the depression scale today and cannot say anything good about {N}. Feeding is going well, weight is good. Dad is back at work on Monday and she is afraid of it.";
    "1C", ParentIllness, 0 to 14:
        "I can’t cope any more. I’m not sleeping and I shout all the time. I love {N} to bits. I need somebody to come before I do something stupid.";
    SCHOOL, Alcohol, 4 to 14:
        "Mum came to collect at three and smelt strongly of drink. She could not find the word for home. We rang an aunt, who took {N} and {S}. It has happened once before, in the spring.";
    "6", Alcohol, 1 to 15:
        "Officers stopped the car {day}: Dad over the limit, {N} in the back without a belt. Dad charged. {N} was taken home to Mum, who was sober and upset.";
    "3E", Alcohol, 0 to 15:
        "Mother was brought in drunk at eleven in the morning. She kept asking who had {N}. A neighbour has {him} until she is well. She was here for the same in the spring, she says.";
    PUBLIC, Alcohol, 2 to 13:
        "It is the same every weekend: music until four and people coming and going with cans. {N} sits on the wall outside. I gave {him} a blanket {day}.";
    "7 8", Drugs, 0 to 15:
        "He has told us that he is using again and sees {N} twice a week. The tests since the summer say the same. He has asked us to tell you so that {his} mum does not hear it from others.";
    "6", Drugs, 0 to 16:
        "Warrant at the address {day}. Cannabis plants in the back bedroom, wires bare along the stairs. {N} and {S} were taken to their grandmother. Mum arrested and released.";
    PUBLIC, Drugs, 1 to 14:
        "There are people at that door in {street} all day and night, they stay two minutes. There’s a needle in the hedge where the children play. I don’t want my name in it.";
    "3B 3A", Drugs, 0 to 4:
        "Mum told me that she has taken tablets that are not hers since the birth. She wants to stop. {N} was clean and content. She has agreed to the drug service and to my ringing you.";
    "6", Exploitation, 12 to 17:
        "{N} was found {day} at an address in Harrowden with two men and no money, 40 miles from home. {He} had a key on a string and would not say whose. {He} was taken home.";
    SCHOOL, Exploitation, 12 to 16:
        "{N} has a second phone, new trainers and a taxi to the gate. {He} leaves at lunchtime and comes back an hour later. A friend told us that {he} “owes someone”.";
    "6 5B", Exploitation, 13 to 17:
        "{N} was searched {day} with seven wraps on {him}. {He} said that they are {his} own. Officers think that somebody older is behind it, as {he} was driven there.";
    "1A", Exploitation, 13 to 17:
        "{He} comes in at four in the morning and won’t say where {he} has been. There’s a car that waits at the end of {street}. {He} used to tell me everything.";
    "3C 8", Exploitation, 13 to 17:
        "{N} told me about an older boyfriend she met online who sends her taxis. She says that he is 19. She has not told Mum. She knows that I have to tell you.";
    "6", Missing, 11 to 17:
        "Reported missing by Mum at 22:30 {day} and came home at 05:50. It is the {nth} time this month. {N} says that {he} was “with mates”. Not harmed, says {he}. No return interview yet.";
    "6", Missing, 12 to 17:
        "{N} was found at Kingsholt services after two days. {He} would not say who drove {him} there. {He} ate two meals and slept. Mum has collected {him}.";
    SCHOOL, SelfHarm, 11 to 17:
        "{N} showed the nurse cuts on {his} arm, some of them fresh. {He} says that it helps. {He} asked us not to tell Dad. Mum knows and is taking {him} to the surgery.";
    "3E", SelfHarm, 11 to 17:
        "{N} took twelve tablets {day} and told {his} mum an hour later. Medically well. The mental health team has seen {him} and will again tomorrow. {He} says that home is too loud to think in.";
    "3A 3C", SelfHarm, 10 to 16:
        "{N} has stopped eating with the others and has lost six kilos since the summer. {He} says that nobody has noticed. Mum had, and came with {him}. They would like some help at home.";
    "3F 3C", Disability, 1 to 16:
        "{N} needs two people to lift {him} now and Mum does it alone since Dad left. She has hurt her back. She asks whether there are short breaks. She is close to the end, she says.";
    "1C", Disability, 2 to 16:
        "{N} is autistic and does not sleep. I have three hours a night. {He} broke the window {day}. I’m not asking for anyone to be cross with us, I’m asking for a break.";
    "3F", Disability, 0 to 5:
        "{N} comes home from the ward next week on oxygen and a feeding tube. The parents have learnt it well. The flat is on the third floor with no lift. We ask for a joint assessment.";
    SCHOOL, YoungCarer, 8 to 16:
        "{N} does the shopping, the washing and the tablets. {He} told us because {he} missed a trip {he} wanted to go on. {He} is proud of it and very tired.";
    "3A 5A", YoungCarer, 7 to 16:
        "I see the mother for her illness. {N}, who is {age}, came with her and knew every dose. There is no other adult in the home. Both would like to know what help there is.";
    "1C 8", Stress, 0 to 16:
        "We have to be out by the end of the month and I have nowhere to take {N}. I’ve rung everyone. I’ve not told {him} yet. I don’t know what to do first.";
    SCHOOL, Stress, 4 to 15:
        "{N}’s dad died in the spring and Mum has lost her job. {N} is quiet and has stopped going to football. Mum asked us who could help. She is doing everything right and is worn out.";
    "4", Stress, 0 to 16:
        "The family is {n} months in arrears and the court date is next week. There are children in the home, {N} among them. Mum has asked us to tell you that she wants help and not a lecture.";
    "5C", Stress, 0 to 15:
        "The family has moved to {town} from our area. {N} had a child in need plan here until they left. They know that we are writing. The closing summary follows.";
    SCHOOL, Poverty, 4 to 12:
        "{N} has had no lunch money all week. Mum says that her benefits were stopped {day}. She borrowed for the bus. We are feeding {him}; she has had nothing herself, we think.";
    "8 5B", Poverty, 0 to 14:
        "Mum came to the food bank for the third time. She put the nappies back because she had one bag too many. She would like somebody to look at her money with her.";
    "1C", Poverty, 0 to 16:
        "The electric ran out {day} and I can’t top it up until Friday. We’ve been sitting in one room. {N} has a cough. I was told you could do something.";
    "1C", Conflict, 11 to 17:
        "{N} pushed me {day} and I have told {him} to get out. I don’t mean it. It’s every day now and the little ones see it. Can somebody talk to {him}, because {he} won’t talk to me.";
    "6", Conflict, 11 to 17:
        "Call from the home {day}: {N} and {his} mother fighting over a phone. Both calm when we came. Mum would like {him} to stay with his dad; {N} says that {he} will not.";
    "1A", Conflict, 2 to 14:
        "She won’t let me see {N} and I have an order that says I can. Last time {he} cried when I brought {him} back. I think that {he} is being told things about me.";
    "7", Conflict, 3 to 15:
        "We are writing a report for the court about where {N} should live. Both parents say worrying things of the other. May we ask what you know, and tell you what {N} told us {day}?";
    "2A 2B", Behaviour, 9 to 16:
        "{N} is out of lessons more than in and was sent home {day} for throwing a chair. Dad says that we should sort it out and Mum does not answer. {He} is on {his} last warning.";
    "6", Behaviour, 10 to 17:
        "{N} was with four others who broke windows at the bus station {day}. {He} gave {his} name at once. Community resolution. Parents were told and came for {him}.";
    "3C 3A 2A", Sexual, 5 to 15:
        "{N} said something to the nurse {day} about a grown-up and a secret game. The nurse wrote down the words and asked nothing. We have not told home. Please ring before three.";
    "6", Sexual, 11 to 16:
        "A picture of {N} is being passed around in the school. {He} says that {he} sent it to someone who said that he was 15. The phone is with us. Mum knows and is supporting {him}.";
    "1A", Sexual, 4 to 12:
        "{N} came back from staying over and did something that a child of that age should not know. I asked where {he} saw it and {he} went red. I have not said a word to anyone else.";
    "1A", AbsentParent, 2 to 15:
        "Mum went away {day} and has not come back. {N} is with me, I’m only a friend. She is not picking up. I have two of my own and no money for {his} things.";
    "2A 5C", AbsentParent, 6 to 16:
        "It turns out that {N} has lived with {his} aunt since the summer and that Mum is abroad. The aunt is kind and tired. Nobody seems to have told anyone, and she asks what she should do.";
    "6 1D", AbsentParent, 3 to 12:
        "{N} was found {day} at the swimming pool at closing time. {He} had been told to wait there at noon. Dad came at eight and said that his shift ran over. {N} had not eaten.";
    "3D", Unborn, -1 to -1:
        "Booked at {n} months, after two missed dates. {mum} says that she did not know. She lives in one room with a friend and is not sure who the father is. Due {due}.";
    "3D 3F", Unborn, -1 to -1:
        "{mum} told me of an older child who lives with his grandparents under an order. She cried. She has come to every appointment since and asks how she can keep this one. Due {due}.";
    "3D", Unborn, -1 to -1:
        "{mum} was seen alone {day}. She says that he pushed her in the kitchen and that it was her fault. She does not want police. She will let us ring you. Baby due {due}.";
    "6", Unborn, -1 to -1:
        "Argument at the address {day}. {mum} is pregnant and says that the baby is due {due}. Her partner had been drinking. No injury, no complaint. For your information and the midwife’s.";
    "8 7", Unborn, -1 to -1:
        "{mum} is on our programme and doing well with it: clear tests since the spring. The baby is due {due}. We think that she should have a plan before then, and so does she.";
}

/// Requests that name no worry.
pub(in crate::authority) const REQUESTS: &[(&str, &str)] = &[
    (
        "5C",
        "We are told that {N} used to live in {town}. Is {he} known to you, and was there a plan? We ask for our own assessment.",
    ),
    (
        "7",
        "Cafcass: checks for a private application about {N}. Please tell us of any involvement. The hearing is next month.",
    ),
    (
        "7",
        "Request for checks for a special guardianship report. The applicant is a relative and lives in {town}; {N} would live there.",
    ),
    (
        "5C",
        "Fostering checks on a household in {town}. {N} lives there. Please tell us of any contact or assessment.",
    ),
    (
        "2A",
        "{N} starts with us on Monday. {His} last school says that there was a worker once. Could you tell us whom to ask?",
    ),
    (
        "2B",
        "Admissions: is {N} a child with a worker, now or in the past? It bears on {his} place in the list.",
    ),
    (
        "3F",
        "Hospital: does {N} have a worker or a plan? {He} is here for a planned operation and all is well. We ask of every child.",
    ),
    (
        "4",
        "Housing application with {N} in the household. The form asks whether there is a worker. No worry here.",
    ),
    (
        "1A",
        "Which group is there for fathers with a small one in {town}? I have {N} on Tuesdays now and would like to meet others.",
    ),
    (
        "1C",
        "I had a worker years ago and would like to read my file. {N} is mine and is fine, thank you. Whom do I ask?",
    ),
    (
        "8",
        "We would like to offer {N} a place at our holiday club. Mum said that we might ask you about taxis.",
    ),
    (
        "6",
        "Firearms licence renewal, routine check of the household. {N} lives there. No worry named.",
    ),
    (
        "6",
        "Warrants office: we hold a last address for a man who may have lived at {N}’s home years ago. Who lives there now? No worry about the child.",
    ),
    (
        "6",
        "Court file about a neighbour: is there a worker for {N}’s home whom we should tell of the date? Nothing is said of the child.",
    ),
    (
        "3B",
        "Transfer in: the family is new to {town}. I have {N}’s red book but not the last health visitor’s name. Do you?",
    ),
];
