//! The places of Marlshire: towns, streets, schools, surgeries. The postcode area MX does not exist.

/// A town, with its postcode district, the area of the department that serves it, and its share of the people in a hundred.
#[derive(Debug)]
pub(super) struct Town {
    pub name: &'static str,
    pub district: u8,
    pub area: Area,
    pub share: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    East,
    West,
    North,
}

const fn town(name: &'static str, district: u8, area: Area, share: u64) -> Town {
    Town {
        name,
        district,
        area,
        share,
    }
}

pub(super) const TOWNS: &[Town] = &[
    town("Stowbridge", 4, Area::East, 24),
    town("Fenwick Green", 5, Area::East, 7),
    town("Aldermere", 7, Area::East, 10),
    town("Kingsholt", 9, Area::West, 16),
    town("Larkfield Common", 10, Area::West, 6),
    town("Marlow Staithe", 12, Area::North, 9),
    town("Thornbeck", 13, Area::North, 7),
    town("Saltmarsh", 14, Area::North, 6),
    town("Dunmere", 15, Area::West, 6),
    town("Wick St Peter", 16, Area::North, 5),
    town("Castle Overy", 17, Area::West, 4),
];

pub(super) const STREETS: &[&str] = &[
    "Mill Road",
    "Dock Road",
    "Lime Street",
    "Ropewalk",
    "Fuller Street",
    "Canal Street",
    "Chapel Lane",
    "Quarry Bank",
    "Tenter Close",
    "Orchard Way",
    "Wharf Street",
    "Priory Road",
    "Station Parade",
    "Saddler’s Row",
    "Kiln Lane",
    "Meadow View",
    "Larch Avenue",
    "Rowan Drive",
    "Elder Grove",
    "Sycamore Rise",
    "Beech Crescent",
    "Vicarage Hill",
    "Bakehouse Yard",
    "Coronation Street",
    "Jubilee Terrace",
    "Nelson Road",
    "Victoria Road",
    "Albert Street",
    "Windmill Lane",
    "Brickfield Road",
    "Foundry Street",
    "Harbour Terrace",
    "Gasworks Lane",
    "Market Hill",
    "Church Walk",
    "Old Post Road",
    "Gorse Close",
    "Heron Way",
    "Kestrel Drive",
    "Curlew Gardens",
    "Poplar Road",
    "Ash Tree Lane",
    "Weir Street",
    "Bridge End",
    "Sluice Road",
    "Common Edge",
    "Top Barn Lane",
    "Pightle Close",
    "Furlong Road",
    "Swan Street",
];

/// A school with its number within the authority.
#[derive(Debug)]
pub(super) struct School {
    pub name: String,
    pub number: u32,
    /// Who rings us from there.
    pub contact: &'static str,
}

const PRIMARIES: &[&str] = &[
    "Primary School",
    "Church of England Primary School",
    "Community Primary School",
    "Park Primary School",
];
const CALLERS: &[&str] = &[
    "Imogen Archer",
    "Neil Prosser",
    "Tamsin Hale",
    "Beth Lomax",
    "Farida Noor",
    "Callum Strand",
    "Judith Keogh",
    "Marcus Odell",
    "Anita Desai",
    "Rob Penhale",
    "Sheila Grant",
    "Paulette James",
    "Karen Whitby",
    "Olu Adebayo",
    "Fiona Marsh",
    "Hywel Rees",
    "Miriam Katz",
    "Simon Tranter",
];

/// Four primary schools and one secondary school in every town.
pub(super) fn schools() -> Vec<School> {
    let mut schools = Vec::new();
    for (t, town) in (0u32..).zip(TOWNS) {
        for (n, kind) in (0u32..).zip(PRIMARIES) {
            schools.push(school(town.name, kind, 2000 + t * 10 + n));
        }
        schools.push(school(town.name, "Academy", 4000 + t * 10));
    }
    schools
}

fn school(town: &str, kind: &str, number: u32) -> School {
    let contact = CALLERS[number as usize % CALLERS.len()];
    School {
        name: format!("{town} {kind}"),
        number,
        contact,
    }
}

/// The school of a town for an age, by its place in [`schools`].
pub(super) fn school_for(town: usize, years: i16, which: u64) -> Option<usize> {
    let kinds = PRIMARIES.len();
    match years {
        4..=10 => Some(town * (kinds + 1) + usize::try_from(which % 4).unwrap_or(0)),
        11..=16 => Some(town * (kinds + 1) + kinds),
        _ => None,
    }
}

/// Who says it for a source: names, role, organisation. A school's own are with the school.
pub(super) fn callers(source: &str) -> (&'static [&'static str], &'static str, &'static str) {
    match source {
        "2B" => (
            &["Attendance team", "Admissions team"],
            "Officer",
            "Marlshire education",
        ),
        "3A" => (
            &["Dr Amina Farooq", "Dr Peter Lund", "Dr Rhian Cole", "Dr Sanjeev Rao"],
            "GP",
            "Riverside Surgery",
        ),
        "3B" => (
            &["Winifred Oduya", "Deborah Ansah", "Helen Pryce"],
            "Health visitor",
            "Marlshire Community Health",
        ),
        "3C" => (
            &["Ruth Okello", "Dawn Tapper"],
            "School nurse",
            "Marlshire Community Health",
        ),
        "3D" => (
            &["Rebecca Obi", "Aileen Marsh", "Jill Sowerby"],
            "Community midwife",
            "Marlshire Community Health",
        ),
        "3E" => (
            &["Sister Joy Mbeki", "Dr Tom Hallam", "Paediatric liaison"],
            "Emergency department",
            "St Brannock’s Hospital",
        ),
        "3F" => (
            &["Siân Probert", "Discharge team", "Dr Laila Aziz"],
            "Ward",
            "St Brannock’s Hospital",
        ),
        "4" => (&["Karen Liddle", "Martin Roe"], "Housing manager", "Stowbridge Homes"),
        "5A" => (&["Duty worker"], "Adult social care", "Marlshire adults’ services"),
        "5B" => (
            &["Community safety", "Environmental health"],
            "Officer",
            "Marlshire council",
        ),
        "5C" => (
            &["Harrowden duty team", "Westmoor duty team"],
            "Duty worker",
            "Another authority",
        ),
        "5D" => (
            &["Early help East", "Early help West"],
            "Practitioner",
            "Marlshire early help",
        ),
        "6" => (
            &[
                "PC 4417 Laura Keane",
                "Safeguarding desk",
                "Sgt Owen Tudor",
                "PC 3120 Adil Shah",
            ],
            "Police",
            "Marlshire Constabulary",
        ),
        "7" => (
            &["Cafcass duty", "Probation, Stowbridge", "Court welfare"],
            "Officer",
            "Legal agency",
        ),
        "8" => (
            &["Joan Merrick", "Lantern outreach", "The Attic"],
            "Worker",
            "Harbour Families",
        ),
        _ => (&[], "", ""),
    }
}

/// The source in the middle of a sentence.
pub(super) fn source_words(source: &str) -> &'static str {
    match source {
        "2A" => "the school",
        "2B" => "education",
        "3A" => "the surgery",
        "3B" => "the health visitor",
        "3C" => "the school nurse",
        "3D" => "the midwife",
        "3E" | "3F" => "the hospital",
        "4" => "housing",
        "5A" => "adults’ services",
        "5B" => "the council’s officer",
        "5C" => "the other authority",
        "5D" => "early help",
        "6" => "police",
        "7" => "the agency",
        "8" => "the charity",
        _ => "the caller",
    }
}

/// The same where it stands by itself in a list.
pub(super) fn who_told(source: &str) -> &'static str {
    match source {
        "1A" => "a relative",
        "1B" => "a neighbour",
        "1C" => "the mother",
        "9" => "somebody who gave no name",
        "1D" => "a member of the public",
        other => source_words(other),
    }
}

/// A mother who rings about her own child is family in the census; its "self" is the child.
pub(super) fn census_source(source: &'static str) -> &'static str {
    if source == "1C" { "1A" } else { source }
}
