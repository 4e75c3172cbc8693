//! Names of people, in five stocks so that given names and surnames go together. Which stock a family has tells nothing else about it: need,
//! ethnicity and outcome are drawn without looking at it.

use super::random::Random;

/// Given names for girls and boys, and surnames.
#[derive(Debug)]
pub(super) struct Stock {
    pub girls: &'static [&'static str],
    pub boys: &'static [&'static str],
    /// For those who are grown up.
    pub women: &'static [&'static str],
    pub men: &'static [&'static str],
    pub surnames: &'static [&'static str],
    /// Language codes that may be spoken at home beside English.
    pub languages: &'static [&'static str],
}

/// A list of names.
macro_rules! names {
    ($($name:literal)*) => { &[$($name),*] };
}

const BRITISH: Stock = Stock {
    girls: names! {
        "Olivia" "Amelia" "Isla" "Ava" "Freya" "Lily" "Florence" "Willow" "Elsie" "Poppy" "Evie" "Rosie" "Millie" "Ella" "Daisy" "Phoebe"
        "Harper" "Ruby" "Ivy" "Grace" "Sophie" "Chloe" "Layla" "Maisie" "Esme" "Erin" "Bethany" "Summer" "Scarlett" "Lola" "Tilly"
        "Megan" "Darcie" "Nancy" "Aoife" "Niamh" "Cerys" "Lexi-Mae" "Ellie-May" "Skye" "Paige" "Robyn" "Jasmine" "Abigail" "Martha"
        "Orla" "Heidi"
    },
    boys: names! {
        "Oliver" "George" "Arthur" "Noah" "Leo" "Oscar" "Theo" "Freddie" "Archie" "Harry" "Alfie" "Henry" "Charlie" "Jack" "Jacob"
        "Finley" "Mason" "Logan" "Riley" "Reggie" "Tommy" "Joshua" "Ethan" "Callum" "Jayden" "Connor" "Declan" "Kian" "Rhys" "Dylan"
        "Owen" "Luca" "Stanley" "Ronnie" "Teddy" "Albie" "Frankie" "Kayden" "Tyler" "Bailey" "Corey" "Rowan" "Ewan" "Toby" "Jude" "Caleb"
        "Ellis"
    },
    women: names! {
        "Gemma" "Kelly" "Stacey" "Laura" "Rebecca" "Claire" "Emma" "Sarah" "Nicola" "Michelle" "Hayley" "Kirsty" "Leanne" "Danielle"
        "Natalie" "Jade" "Amy" "Samantha" "Vicky" "Zoe" "Rachel" "Katie" "Lauren" "Shannon" "Toni" "Donna" "Carly" "Bryony" "Ffion"
        "Sinead" "Tracey" "Joanne" "Helen" "Alison" "Ruth" "Charlotte" "Abbie" "Casey" "Billie" "Holly"
    },
    men: names! {
        "Darren" "Lee" "Craig" "Mark" "Paul" "Scott" "Ryan" "Gareth" "Shaun" "Wayne" "Dean" "Carl" "Adam" "Luke" "Daniel" "Matthew"
        "Michael" "Stephen" "Kieran" "Liam" "Aaron" "Jamie" "Simon" "Neil" "Ashley" "Karl" "Gavin" "Ross" "Bradley" "Curtis" "Jordan"
        "Patrick" "Huw" "Martin" "Robert" "Kevin" "Tony" "Nathan" "Lewis" "Peter"
    },
    surnames: names! {
        "Ashdown" "Barker" "Bennett" "Birch" "Blackwell" "Booth" "Bradshaw" "Brennan" "Brook" "Burgess" "Carter" "Chapman" "Clegg"
        "Coates" "Cooper" "Cross" "Dawson" "Dean" "Doyle" "Drew" "Dunn" "Ellis" "Fairhurst" "Farrow" "Fisher" "Fletcher" "Foster" "Fox"
        "Garner" "Gibbs" "Goodwin" "Gough" "Griffiths" "Hale" "Harding" "Hartley" "Haynes" "Hewitt" "Hobbs" "Holt" "Howell" "Hughes"
        "Hurst" "Ingram" "Jarvis" "Jessop" "Kendall" "Kirby" "Lamb" "Lawson" "Leach" "Lloyd" "Lowe" "Lyons" "Marsh" "Mellor" "Miles"
        "Moss" "Nash" "Naylor" "Nolan" "Norris" "Oakley" "Osborne" "Page" "Parry" "Payne" "Peacock" "Pearce" "Perkins" "Pike" "Pratt"
        "Preston" "Quinn" "Ramsden" "Reeve" "Rhodes" "Rigby" "Rose" "Rowe" "Sadler" "Sharpe" "Shepherd" "Skinner" "Slater" "Stokes"
        "Sutton" "Swift" "Talbot" "Thorpe" "Tucker" "Vaughan" "Wade" "Walsh" "Warren" "Weaver" "Webb" "Whitfield" "Wilkins" "Woodcock"
        "Wyatt" "Yates"
    },
    languages: &["cy"],
};

const SOUTH_ASIAN: Stock = Stock {
    girls: names! {
        "Aisha" "Zara" "Inaya" "Maryam" "Fatima" "Anaya" "Priya" "Ayesha" "Hafsa" "Simran" "Khadija" "Riya" "Noor" "Amina" "Zainab"
        "Diya"
    },
    boys: names! {
        "Muhammad" "Ayaan" "Yusuf" "Ibrahim" "Zayn" "Arjun" "Hamza" "Rohan" "Ali" "Bilal" "Adam" "Haris" "Dev" "Ismail" "Kiran" "Omar"
    },
    women: names! {
        "Shabnam" "Nasreen" "Farah" "Rukhsana" "Sunita" "Meena" "Saima" "Nadia" "Rehana" "Anita" "Parveen" "Kavita"
    },
    men: names! {
        "Imran" "Asif" "Tariq" "Sanjay" "Rashid" "Kamran" "Vikram" "Naveed" "Shahid" "Ravi" "Aftab" "Manoj"
    },
    surnames: names! {
        "Ahmed" "Khan" "Hussain" "Rahman" "Patel" "Begum" "Chowdhury" "Singh" "Kaur" "Malik" "Mahmood" "Sharma" "Iqbal" "Akhtar" "Mistry"
        "Siddiqui" "Miah" "Joshi" "Nair" "Bhatti"
    },
    languages: &["ur", "pa", "bn", "gu", "syl", "hi", "ta"],
};

const EUROPEAN: Stock = Stock {
    girls: names! {
        "Oliwia" "Zuzanna" "Maja" "Aleksandra" "Sofia" "Elena" "Natalia" "Ioana" "Emilija" "Anastasija" "Lucia" "Weronika" "Beatriz"
        "Ana"
    },
    boys: names! {
        "Filip" "Jakub" "Szymon" "Antoni" "Luca" "Matei" "Kacper" "Nikolas" "Andrei" "Tomas" "Dawid" "Rafael" "Lukas" "Miguel"
    },
    women: names! {
        "Agnieszka" "Katarzyna" "Monika" "Ewa" "Mihaela" "Daiva" "Andreea" "Ivana" "Joana" "Magdalena"
    },
    men: names! {
        "Piotr" "Tomasz" "Krzysztof" "Marcin" "Bogdan" "Vytautas" "Ionut" "Pavel" "Joao" "Wojciech"
    },
    surnames: names! {
        "Kowalczyk" "Nowak" "Wisniewski" "Zielinski" "Lewandowski" "Popescu" "Ionescu" "Kazlauskas" "Marchetti" "Ferreira" "Santos"
        "Horvath" "Petrov" "Dvorak" "Wojcik" "Mazur"
    },
    languages: &["pl", "ro", "lt", "pt", "es", "it", "sk", "bg"],
};

const AFRICAN: Stock = Stock {
    girls: names! {
        "Ama" "Zuri" "Adaeze" "Temi" "Abena" "Nia" "Blessing" "Ifeoma" "Makena" "Efua" "Tola" "Chiamaka"
    },
    boys: names! {
        "Kofi" "Kwame" "Tobi" "Emeka" "Jabari" "Ayo" "Chidi" "Malachi" "Kwaku" "Simba" "Obinna" "Tendai"
    },
    women: names! {
        "Abosede" "Grace" "Ngozi" "Comfort" "Esther" "Folake" "Chipo" "Yaa" "Patience" "Amara"
    },
    men: names! {
        "Kwabena" "Femi" "Chukwudi" "Samuel" "Emmanuel" "Tunde" "Tafadzwa" "Yaw" "Joseph" "Babajide"
    },
    surnames: names! {
        "Adeyemi" "Mensah" "Osei" "Okafor" "Boateng" "Balogun" "Owusu" "Nwosu" "Moyo" "Ncube" "Asante" "Eze" "Adjei" "Okonkwo" "Sesay"
        "Campbell"
    },
    languages: &["yo", "ig", "tw", "sn", "sw", "fr", "ln"],
};

const MIDDLE_EASTERN: Stock = Stock {
    girls: names! {
        "Sumaya" "Leila" "Yasmin" "Hana" "Rana" "Ayan" "Selam" "Shirin" "Dina" "Hodan" "Zeynep" "Mina"
    },
    boys: names! {
        "Zakariya" "Yousef" "Karim" "Abdi" "Mustafa" "Yonas" "Reza" "Emre" "Khalid" "Bashir" "Sami" "Rojan"
    },
    women: names! {
        "Fadumo" "Samira" "Hanan" "Nasrin" "Ayse" "Lina" "Selamawit" "Shirin" "Hibo" "Mariam"
    },
    men: names! {
        "Abdullahi" "Hassan" "Farid" "Mehmet" "Tesfaye" "Karwan" "Jamal" "Nabil" "Omid" "Ismail"
    },
    surnames: names! {
        "Hussein" "Ali" "Hassan" "Yilmaz" "Karimi" "Tesfay" "Haddad" "Rezaei" "Mohamed" "Warsame" "Demir" "Aziz" "Saleh" "Abdi" "Nazari"
        "Amini"
    },
    languages: &["so", "ar", "tr", "fa", "ti", "ckb", "prs", "ps"],
};

/// Each stock with its share in a hundred.
const STOCKS: &[(&Stock, u64)] = &[
    (&BRITISH, 78),
    (&SOUTH_ASIAN, 8),
    (&EUROPEAN, 6),
    (&AFRICAN, 4),
    (&MIDDLE_EASTERN, 4),
];

pub(super) fn stock(random: &mut Random) -> &'static Stock {
    random.weighted(STOCKS)
}

/// What somebody is called, by the name on the certificate.
const SHORT: &[(&str, &str)] = &[
    ("Isla", "Izzy"),
    ("Amelia", "Millie"),
    ("Florence", "Flo"),
    ("Rosie", "Rose"),
    ("Bethany", "Beth"),
    ("Abigail", "Abbie"),
    ("Oliver", "Ollie"),
    ("Arthur", "Artie"),
    ("Freddie", "Fred"),
    ("Joshua", "Josh"),
    ("Jacob", "Jake"),
    ("Stanley", "Stan"),
    ("Theo", "Teddy"),
    ("Scarlett", "Letty"),
    ("Jasmine", "Jaz"),
    ("Muhammad", "Mo"),
    ("Ibrahim", "Ibby"),
    ("Aleksandra", "Ola"),
    ("Zuzanna", "Zuzia"),
    ("Antoni", "Antek"),
    ("Khadija", "Dija"),
    ("Zakariya", "Zak"),
    ("Temi", "Tee"),
    ("Chiamaka", "Chi-Chi"),
    ("Martha", "Mattie"),
    ("Ellie-May", "Ellie"),
    ("Lexi-Mae", "Lexi"),
];

/// One name in two spellings, as papers from different offices have it.
const SPELLINGS: &[(&str, &str)] = &[
    ("Muhammad", "Mohammed"),
    ("Yusuf", "Yousaf"),
    ("Yousef", "Yusuf"),
    ("Ayesha", "Aisha"),
    ("Aisha", "Ayesha"),
    ("Zakariya", "Zacharia"),
    ("Ibrahim", "Ebrahim"),
    ("Aleksandra", "Alexandra"),
    ("Oliwia", "Olivia"),
    ("Filip", "Philip"),
    ("Jakub", "Jacob"),
    ("Hussein", "Hussain"),
    ("Rahman", "Rehman"),
    ("Ahmed", "Ahmad"),
    ("Mohamed", "Mohammed"),
    ("Chowdhury", "Choudhury"),
    ("Kowalczyk", "Kowalchik"),
    ("Popescu", "Popesku"),
    ("Adeyemi", "Adeyemy"),
    ("Shepherd", "Sheppard"),
    ("Reeve", "Reeves"),
    ("Clegg", "Cleg"),
    ("Niamh", "Neve"),
    ("Aoife", "Eefa"),
    ("Phoebe", "Pheobe"),
    ("Sophie", "Sofie"),
    ("Rhys", "Reece"),
    ("Callum", "Calum"),
    ("Whitfield", "Whitefield"),
    ("Siddiqui", "Siddique"),
];

fn other(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(from, _)| *from == name).map(|(_, to)| *to)
}

pub(super) fn short_for(given: &str) -> Option<&'static str> {
    other(SHORT, given)
}

pub(super) fn other_spelling(name: &str) -> Option<&'static str> {
    other(SPELLINGS, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_in_the_list_and_names_are_in_use() {
        for (stock, _) in STOCKS {
            for code in stock.languages {
                assert!(domain::codes::LANGUAGES.find(code).is_some(), "{code}");
            }
            for names in [stock.girls, stock.boys, stock.women, stock.men, stock.surnames] {
                assert_eq!(
                    names.iter().collect::<std::collections::BTreeSet<_>>().len(),
                    names.len(),
                    "{names:?}"
                );
            }
        }
        let known = |name: &str| {
            STOCKS
                .iter()
                .any(|(s, _)| [s.girls, s.boys, s.surnames].iter().any(|n| n.contains(&name)))
        };
        for (name, _) in SHORT.iter().chain(SPELLINGS) {
            assert!(known(name), "{name}");
        }
    }
}
