//! PLOVER 2021: event types, modes, contexts, quads, and their CAMEO roots.

use crate::statement::words;

words! {
    /// The 16 event types.
    EventType {
        Agree "AGREE", Consult "CONSULT", Support "SUPPORT", Concede "CONCEDE", Cooperate "COOPERATE", Aid "AID",
        Retreat "RETREAT", Request "REQUEST", Accuse "ACCUSE", Reject "REJECT", Threaten "THREATEN",
        Protest "PROTEST", Sanction "SANCTION", Mobilize "MOBILIZE", Coerce "COERCE", Assault "ASSAULT",
    }
}

words! {
    /// Finer types; each belongs to one or more event types (see [`EventType::modes`]).
    Mode {
        Visit "visit", ThirdParty "third-party", Multilateral "multilateral", Phone "phone",
        Withdraw "withdraw", Release "release", Disarm "disarm", Ceasefire "ceasefire", Access "access", Resign "resign",
        Assist "assist", Change "change", Yield "yield", Meet "meet",
        Disapprove "disapprove", Investigate "investigate", Allege "allege",
        Restrict "restrict", Arrest "arrest", Relations "relations", Expel "expel", Territory "territory", Violence "violence",
        Demo "demo", Riot "riot", Strike "strike", Hunger "hunger", Boycott "boycott", Obstruct "obstruct", Vandalize "vandalize",
        Convict "convict", Discontinue "discontinue",
        Troops "troops", Weapons "weapons", Police "police", Militia "militia",
        Seize "seize", Censor "censor", Curfew "curfew", MartialLaw "martial-law", Deport "deport", Withhold "withhold",
        Misinformation "misinformation", Cyber "cyber",
        Abduct "abduct", Beat "beat", Torture "torture", Sexual "sexual", Targeted "targeted", Destroy "destroy",
        Primitive "primitive", Firearms "firearms", Explosives "explosives", SuicideAttack "suicide-attack",
        Aerial "aerial", Drone "drone", HeavyWeapons "heavy-weapons", CrowdControl "crowd-control",
        Unconventional "unconventional",
    }
}

words! {
    /// What an event is about.
    Context {
        Military "military", Intelligence "intelligence", Executive "executive", Legislative "legislative",
        Election "election", PoliticalInstitutions "political_institutions", ProDemocracy "pro_democracy",
        ProAutocracy "pro_autocracy", Economic "economic", Legal "legal", Reparations "reparations",
        HumanRights "human_rights", RightsFreedoms "rights_freedoms", Repression "repression",
        HumanSecurity "human_security", Gender "gender", Lgbt "lgbt", ReligionEthnicity "religion_ethnicity",
        Inequality "inequality", Diplomatic "diplomatic", Territory "territory", Peacekeeping "peacekeeping",
        Health "health", Asylum "asylum", Migration "migration", Disasters "disasters",
        NaturalResource "natural_resource", Environment "environment", Technology "technology",
        Terrorism "terrorism", Cbrn "cbrn", Cyber "cyber", Misinformation "misinformation", Crime "crime",
        Corruption "corruption", IllegalDrugs "illegal_drugs", Trafficking "trafficking",
    }
}

/// The four quads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Quad {
    /// Verbal cooperation.
    VerbalCooperation = 1,
    /// Material cooperation.
    MaterialCooperation = 2,
    /// Verbal conflict.
    VerbalConflict = 3,
    /// Material conflict.
    MaterialConflict = 4,
}

impl EventType {
    /// The quad a type belongs to.
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => Quad::VerbalCooperation,
            Cooperate | Aid | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }

    /// The CAMEO root code that comes closest.
    pub fn cameo_root(self) -> &'static str {
        use EventType::*;
        match self {
            Agree => "03",
            Consult => "04",
            Support => "05",
            Cooperate => "06",
            Aid => "07",
            Concede | Retreat => "08",
            Request => "10",
            Accuse => "11",
            Reject => "12",
            Threaten => "13",
            Protest => "14",
            Mobilize => "15",
            Sanction => "16",
            Coerce => "17",
            Assault => "18",
        }
    }

    /// The modes that a type may have.
    pub fn modes(self) -> &'static [Mode] {
        use Mode::*;
        match self {
            EventType::Consult => &[Visit, ThirdParty, Multilateral, Phone],
            EventType::Retreat => &[Withdraw, Release, Disarm, Ceasefire, Access, Resign],
            EventType::Request => &[Assist, Change, Yield, Meet],
            EventType::Accuse => &[Disapprove, Investigate, Allege],
            EventType::Reject => &[Assist, Change, Yield, Meet],
            EventType::Threaten => &[Restrict, Arrest, Relations, Expel, Territory, Violence],
            EventType::Protest => &[Demo, Riot, Strike, Hunger, Boycott, Obstruct, Vandalize],
            EventType::Sanction => &[Convict, Expel, Withdraw, Discontinue],
            EventType::Mobilize => &[Troops, Weapons, Police, Militia],
            EventType::Coerce => {
                &[Seize, Restrict, Censor, Curfew, MartialLaw, Arrest, Deport, Withhold, Misinformation, Cyber]
            }
            EventType::Assault => &[
                Abduct,
                Beat,
                Torture,
                Sexual,
                Targeted,
                Destroy,
                Primitive,
                Firearms,
                Explosives,
                SuicideAttack,
                Aerial,
                Drone,
                HeavyWeapons,
                CrowdControl,
                Unconventional,
            ],
            _ => &[],
        }
    }

    /// Whether a meeting, deal or clash without a leading side makes everybody an actor.
    pub fn is_two_sided(self) -> bool {
        matches!(self, EventType::Consult | EventType::Agree | EventType::Cooperate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip_and_modes_have_a_type() {
        for t in EventType::ALL {
            assert_eq!(EventType::parse(t.as_str()), Some(*t));
        }
        for m in Mode::ALL {
            assert!(EventType::ALL.iter().any(|t| t.modes().contains(m)), "{} belongs to no type", m.as_str());
        }
    }
}
