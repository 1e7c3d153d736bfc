//! Codes of other event data: FIPS 10-4 for places, CAMEO for actors.
//!
//! GDELT has both side by side, and they are not the same: `AUS` is Australia in CAMEO, `AU` is Austria
//! in FIPS.

use sayso_core::Actor;

/// ISO 3166-1 alpha-3 and FIPS 10-4.
const FIPS: &str = "AFG AF AGO AO ALB AL AND AN ARE AE ARG AR ARM AM ATA AY ATG AC AUS AS AUT AU AZE AJ BDI BY BEL BE \
BEN BN BFA UV BGD BG BGR BU BHR BA BHS BF BIH BK BLR BO BLZ BH BOL BL BRA BR BRB BB BRN BX BTN BT BWA BC CAF CT CAN CA \
CHE SZ CHL CI CHN CH CIV IV CMR CM COD CG COG CF COL CO COM CN CPV CV CRI CS CUB CU CYP CY CZE EZ DEU GM DJI DJ DMA DO \
DNK DA DOM DR DZA AG ECU EC EGY EG ERI ER ESH WI ESP SP EST EN ETH ET FIN FI FJI FJ FRA FR FSM FM GAB GB GBR UK GEO GG \
GHA GH GIN GV GMB GA GNB PU GNQ EK GRC GR GRD GJ GRL GL GTM GT GUY GY HKG HK HND HO HRV HR HTI HA HUN HU IDN ID IND IN \
IRL EI IRN IR IRQ IZ ISL IC ISR IS ITA IT JAM JM JOR JO JPN JA KAZ KZ KEN KE KGZ KG KHM CB KIR KR KNA SC KOR KS KWT KU \
LAO LA LBN LE LBR LI LBY LY LCA ST LIE LS LKA CE LSO LT LTU LH LUX LU LVA LG MAC MC MAR MO MCO MN MDA MD MDG MA MDV MV \
MEX MX MHL RM MKD MK MLI ML MLT MT MMR BM MNE MJ MNG MG MOZ MZ MRT MR MUS MP MWI MI MYS MY NAM WA NER NG NGA NI NIC NU \
NLD NL NOR NO NPL NP NRU NR NZL NZ OMN MU PAK PK PAN PM PER PE PHL RP PLW PS PNG PP POL PL PRK KN PRT PO PRY PA PSE WE \
QAT QA ROU RO RUS RS RWA RW SAU SA SDN SU SEN SG SGP SN SLB BP SLE SL SLV ES SMR SM SOM SO SRB RI SSD OD STP TP SUR NS \
SVK LO SVN SI SWE SW SWZ WZ SYC SE SYR SY TCD CD TGO TO THA TH TJK TI TKM TX TLS TT TON TN TTO TD TUN TS TUR TU TUV TV \
TWN TW TZA TZ UGA UG UKR UP URY UY USA US UZB UZ VAT VT VCT VC VEN VE VNM VM VUT NH WSM WS XKX KV YEM YM ZAF SF ZMB ZA \
ZWE ZI";

/// Bodies that CAMEO has codes for: ours, its actor code, its known group code.
const BODIES: [(&str, &str, &str); 6] = [
    ("UN", "IGOUNO", "UNO"),
    ("NATO", "IGOWSTNAT", "NAT"),
    ("EU", "IGOEUREEC", "EEC"),
    ("ASEAN", "IGOSEAASN", "ASN"),
    ("IAEA", "IGOUNOIAE", "IAE"),
    ("WHO", "IGOUNOWHO", "WHO"),
];

/// The FIPS 10-4 code of a country; empty where there is none.
pub fn fips(iso: &str) -> &'static str {
    let mut all = FIPS.split(' ');
    while let (Some(code), Some(fips)) = (all.next(), all.next()) {
        if code == iso {
            return fips;
        }
    }
    ""
}

/// An actor in CAMEO's parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cameo {
    /// All parts in one.
    pub code: String,
    /// Country.
    pub country: String,
    /// Known group.
    pub group: String,
    /// Role.
    pub role: String,
}

/// CAMEO's codes for an actor.
pub fn cameo(a: &Actor) -> Cameo {
    if let Some((_, code, group)) = BODIES.iter().find(|(ours, ..)| *ours == a.id) {
        return Cameo { code: code.to_string(), group: group.to_string(), role: "IGO".into(), ..Cameo::default() };
    }
    let country = a.country.as_deref().map(cameo_country).unwrap_or_default();
    let role = a.sector.as_deref().map(cameo_role).unwrap_or_default();
    let prefix = a.id.split(['#', '/']).next().unwrap_or_default();
    let role = match (role, prefix) {
        ("", "NGO" | "MNC" | "IMG" | "IGO") => prefix,
        (role, _) => role,
    };
    Cameo {
        code: format!("{country}{role}"),
        country: country.to_string(),
        group: String::new(),
        role: role.to_string(),
    }
}

/// CAMEO kept some codes of countries that ISO has changed since.
fn cameo_country(iso: &str) -> &str {
    match iso {
        "ROU" => "ROM",
        "TLS" => "TMP",
        "MNE" => "MTN",
        iso => iso,
    }
}

/// PLOVER's sectors in CAMEO's roles: `MED` is the media there and medicine in PLOVER.
fn cameo_role(sector: &str) -> &str {
    match sector {
        "JRN" => "MED",
        "MED" => "HLH",
        "PRM" => "MIL",
        "SOC" => "CVL",
        "PTY" | "UNK" | "PRE" => "",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::ActorKind;

    fn actor(id: &str, country: Option<&str>, sector: Option<&str>) -> Actor {
        Actor {
            id: id.into(),
            entity: id.to_lowercase(),
            name: id.into(),
            kind: ActorKind::Organisation,
            country: country.map(Into::into),
            sector: sector.map(Into::into),
            role: None,
            wikidata: None,
            mentions: Vec::new(),
        }
    }

    #[test]
    fn countries_are_fips_in_places_and_cameo_in_actors() {
        let codes: Vec<&str> = FIPS.split(' ').collect();
        assert!(codes.len().is_multiple_of(2) && codes.chunks(2).all(|c| c[0].len() == 3 && c[1].len() == 2));
        assert!(codes.chunks(2).map(|c| c[0]).is_sorted());
        let mut fips: Vec<&str> = codes.chunks(2).map(|c| c[1]).collect();
        fips.sort_unstable();
        fips.dedup();
        assert_eq!(fips.len(), codes.len() / 2, "no code stands for two countries");
        assert_eq!(
            (super::fips("AUS"), super::fips("AUT"), super::fips("GBR"), super::fips("ZZZ")),
            ("AS", "AU", "UK", "")
        );
        assert_eq!(cameo(&actor("ROU/GOV", Some("ROU"), Some("GOV"))).code, "ROMGOV");
        assert_eq!(cameo(&actor("FRA/JRN", Some("FRA"), Some("JRN"))).code, "FRAMED");
        assert_eq!(cameo(&actor("FRA/MED", Some("FRA"), Some("MED"))).code, "FRAHLH");
        assert_eq!(cameo(&actor("NATO", None, None)).group, "NAT");
        assert_eq!(cameo(&actor("NGO#acled", None, None)).role, "NGO");
    }
}
