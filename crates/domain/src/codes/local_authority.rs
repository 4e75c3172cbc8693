//! The local authorities of England with children's services, by the Department's three-digit number.

use super::{Code, CodeTable, Validity};
use jiff::civil::date;

const fn row(code: &'static str, label: &'static str, validity: Validity) -> Code {
    Code { code, label, validity }
}

const NOW: Validity = Validity::ALWAYS;
// Reorganisations: each new authority starts on 1 April, and those it replaces end the day before.
const UNTIL_2019: Validity = Validity::until(date(2019, 3, 31));
const FROM_2019: Validity = Validity::from(date(2019, 4, 1));
const UNTIL_2021: Validity = Validity::until(date(2021, 3, 31));
const FROM_2021: Validity = Validity::from(date(2021, 4, 1));
const UNTIL_2023: Validity = Validity::until(date(2023, 3, 31));
const FROM_2023: Validity = Validity::from(date(2023, 4, 1));

/// Authorities of today, and those that have made way for others since 2019.
pub static LOCAL_AUTHORITIES: CodeTable = CodeTable {
    id: "local_authority",
    title: "Local authority",
    citation: "Department for Education, children looked after statistics, authority numbers; dates of reorganisation [K]",
    rows: &[
        row("201", "City of London", NOW),
        row("202", "Camden", NOW),
        row("203", "Greenwich", NOW),
        row("204", "Hackney", NOW),
        row("205", "Hammersmith and Fulham", NOW),
        row("206", "Islington", NOW),
        row("207", "Kensington and Chelsea", NOW),
        row("208", "Lambeth", NOW),
        row("209", "Lewisham", NOW),
        row("210", "Southwark", NOW),
        row("211", "Tower Hamlets", NOW),
        row("212", "Wandsworth", NOW),
        row("213", "Westminster", NOW),
        row("301", "Barking and Dagenham", NOW),
        row("302", "Barnet", NOW),
        row("303", "Bexley", NOW),
        row("304", "Brent", NOW),
        row("305", "Bromley", NOW),
        row("306", "Croydon", NOW),
        row("307", "Ealing", NOW),
        row("308", "Enfield", NOW),
        row("309", "Haringey", NOW),
        row("310", "Harrow", NOW),
        row("311", "Havering", NOW),
        row("312", "Hillingdon", NOW),
        row("313", "Hounslow", NOW),
        row("314", "Kingston upon Thames", NOW),
        row("315", "Merton", NOW),
        row("316", "Newham", NOW),
        row("317", "Redbridge", NOW),
        row("318", "Richmond upon Thames", NOW),
        row("319", "Sutton", NOW),
        row("320", "Waltham Forest", NOW),
        row("330", "Birmingham", NOW),
        row("331", "Coventry", NOW),
        row("332", "Dudley", NOW),
        row("333", "Sandwell", NOW),
        row("334", "Solihull", NOW),
        row("335", "Walsall", NOW),
        row("336", "Wolverhampton", NOW),
        row("340", "Knowsley", NOW),
        row("341", "Liverpool", NOW),
        row("342", "St Helens", NOW),
        row("343", "Sefton", NOW),
        row("344", "Wirral", NOW),
        row("350", "Bolton", NOW),
        row("351", "Bury", NOW),
        row("352", "Manchester", NOW),
        row("353", "Oldham", NOW),
        row("354", "Rochdale", NOW),
        row("355", "Salford", NOW),
        row("356", "Stockport", NOW),
        row("357", "Tameside", NOW),
        row("358", "Trafford", NOW),
        row("359", "Wigan", NOW),
        row("370", "Barnsley", NOW),
        row("371", "Doncaster", NOW),
        row("372", "Rotherham", NOW),
        row("373", "Sheffield", NOW),
        row("380", "Bradford", NOW),
        row("381", "Calderdale", NOW),
        row("382", "Kirklees", NOW),
        row("383", "Leeds", NOW),
        row("384", "Wakefield", NOW),
        row("390", "Gateshead", NOW),
        row("391", "Newcastle upon Tyne", NOW),
        row("392", "North Tyneside", NOW),
        row("393", "South Tyneside", NOW),
        row("394", "Sunderland", NOW),
        row("420", "Isles of Scilly", NOW),
        row("800", "Bath and North East Somerset", NOW),
        row("801", "Bristol", NOW),
        row("802", "North Somerset", NOW),
        row("803", "South Gloucestershire", NOW),
        row("805", "Hartlepool", NOW),
        row("806", "Middlesbrough", NOW),
        row("807", "Redcar and Cleveland", NOW),
        row("808", "Stockton-on-Tees", NOW),
        row("810", "Kingston upon Hull", NOW),
        row("811", "East Riding of Yorkshire", NOW),
        row("812", "North East Lincolnshire", NOW),
        row("813", "North Lincolnshire", NOW),
        row("815", "North Yorkshire", NOW),
        row("816", "York", NOW),
        row("821", "Luton", NOW),
        row("822", "Bedford", NOW),
        row("823", "Central Bedfordshire", NOW),
        row("825", "Buckinghamshire", NOW),
        row("826", "Milton Keynes", NOW),
        row("830", "Derbyshire", NOW),
        row("831", "Derby", NOW),
        row("835", "Dorset, before 2019", UNTIL_2019),
        row("836", "Poole", UNTIL_2019),
        row("837", "Bournemouth", UNTIL_2019),
        row("838", "Dorset", FROM_2019),
        row("839", "Bournemouth, Christchurch and Poole", FROM_2019),
        row("840", "County Durham", NOW),
        row("841", "Darlington", NOW),
        row("845", "East Sussex", NOW),
        row("846", "Brighton and Hove", NOW),
        row("850", "Hampshire", NOW),
        row("851", "Portsmouth", NOW),
        row("852", "Southampton", NOW),
        row("855", "Leicestershire", NOW),
        row("856", "Leicester", NOW),
        row("857", "Rutland", NOW),
        row("860", "Staffordshire", NOW),
        row("861", "Stoke-on-Trent", NOW),
        row("865", "Wiltshire", NOW),
        row("866", "Swindon", NOW),
        row("867", "Bracknell Forest", NOW),
        row("868", "Windsor and Maidenhead", NOW),
        row("869", "West Berkshire", NOW),
        row("870", "Reading", NOW),
        row("871", "Slough", NOW),
        row("872", "Wokingham", NOW),
        row("873", "Cambridgeshire", NOW),
        row("874", "Peterborough", NOW),
        row("876", "Halton", NOW),
        row("877", "Warrington", NOW),
        row("878", "Devon", NOW),
        row("879", "Plymouth", NOW),
        row("880", "Torbay", NOW),
        row("881", "Essex", NOW),
        row("882", "Southend-on-Sea", NOW),
        row("883", "Thurrock", NOW),
        row("884", "Herefordshire", NOW),
        row("885", "Worcestershire", NOW),
        row("886", "Kent", NOW),
        row("887", "Medway", NOW),
        row("888", "Lancashire", NOW),
        row("889", "Blackburn with Darwen", NOW),
        row("890", "Blackpool", NOW),
        row("891", "Nottinghamshire", NOW),
        row("892", "Nottingham", NOW),
        row("893", "Shropshire", NOW),
        row("894", "Telford and Wrekin", NOW),
        row("895", "Cheshire East", NOW),
        row("896", "Cheshire West and Chester", NOW),
        row("908", "Cornwall", NOW),
        row("909", "Cumbria", UNTIL_2023),
        row("916", "Gloucestershire", NOW),
        row("919", "Hertfordshire", NOW),
        row("921", "Isle of Wight", NOW),
        row("925", "Lincolnshire", NOW),
        row("926", "Norfolk", NOW),
        row("928", "Northamptonshire", UNTIL_2021),
        row("929", "Northumberland", NOW),
        row("931", "Oxfordshire", NOW),
        row("933", "Somerset", NOW),
        row("935", "Suffolk", NOW),
        row("936", "Surrey", NOW),
        row("937", "Warwickshire", NOW),
        row("938", "West Sussex", NOW),
        row("940", "North Northamptonshire", FROM_2021),
        row("941", "West Northamptonshire", FROM_2021),
        row("942", "Cumberland", FROM_2023),
        row("943", "Westmorland and Furness", FROM_2023),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_authorities_as_the_statistics_count() {
        let on = |year| {
            let day = date(year, 6, 1);
            LOCAL_AUTHORITIES
                .rows
                .iter()
                .filter(|row| row.validity.covers(day))
                .count()
        };
        // 152 until Northamptonshire became two in 2021 and Cumbria two in 2023; three of Dorset became two in 2019.
        assert_eq!([2018, 2019, 2021, 2023, 2026].map(on), [152, 151, 152, 153, 153]);
    }

    #[test]
    fn stand_in_order_of_three_digit_numbers() {
        assert!(LOCAL_AUTHORITIES.rows.is_sorted_by_key(|row| row.code));
        assert!(LOCAL_AUTHORITIES.rows.iter().all(|row| row.code.len() == 3));
    }
}
