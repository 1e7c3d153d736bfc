//! What the made documents are made of. `{a}` acts, `{b}` is acted upon, `{s}` speaks; the cue stands
//! in brackets.

use sayso_core::{EventType, Stance};

/// Sentences and names of one language.
pub struct Language {
    pub code: &'static str,
    /// Names of states, in the order of [`STATES`].
    pub states: [&'static str; 12],
    /// `{s}` is the spokesperson of `{a}`.
    pub speaker: &'static str,
    pub events: &'static [(EventType, &'static str)],
    pub statements: &'static [(Stance, &'static str)],
    pub fillers: &'static [&'static str],
    pub furniture: &'static [&'static str],
}

/// Codes of the states.
pub const STATES: [&str; 12] = ["JPN", "CHN", "IDN", "IND", "FRA", "DEU", "BRA", "KEN", "EGY", "MEX", "NOR", "TUR"];
/// Names of people, of any state.
pub const FIRST: [&str; 16] = [
    "Amir", "Bela", "Carla", "Dario", "Elin", "Farid", "Greta", "Hana", "Ivo", "Jana", "Karim", "Lena", "Milo",
    "Nadia", "Oskar", "Petra",
];
/// Family names.
pub const LAST: [&str; 16] = [
    "Abelan", "Borvik", "Cestari", "Dunmor", "Elvasti", "Fenrath", "Gorlan", "Hestvik", "Ilmar", "Jorvas", "Kestrel",
    "Lomond", "Mirvan", "Nostari", "Orbek", "Pellam",
];

use EventType::{Accuse, Agree, Aid, Assault, Consult, Mobilize, Reject, Sanction};
use Stance::{Assert, Demand, Deny, Warn};

pub const LANGUAGES: [Language; 5] = [
    Language {
        code: "en",
        states: [
            "Japan",
            "China",
            "Indonesia",
            "India",
            "France",
            "Germany",
            "Brazil",
            "Kenya",
            "Egypt",
            "Mexico",
            "Norway",
            "Turkey",
        ],
        speaker: "Foreign Minister {s}",
        events: &[
            (Accuse, "{a} [accused] {b} of breaking the fishing treaty."),
            (Agree, "{a} [signed an agreement with] {b} on cleaner shipping."),
            (Consult, "Ministers from {a} [met] officials from {b} to speak about the harbour."),
            (Sanction, "{a} [imposed sanctions on] {b} after the incident."),
            (Aid, "{a} [sent food aid to] {b} as the floods went on."),
            (Assault, "{a} [attacked] {b} near the northern border."),
            (Reject, "{a} [rejected] the offer of {b} to share the pipeline."),
            (Mobilize, "{a} [deployed troops] along the border with {b}."),
        ],
        statements: &[
            (Assert, "{s} [said] that {a} wanted better roads to {b}."),
            (Deny, "{s} [denied] that {a} had closed the port to {b}."),
            (Demand, "{s} [demanded] that {b} open the valley."),
            (Warn, "{s} [warned] that {b} could lose the market of {a}."),
        ],
        fillers: &[
            "Prices at the harbour have risen since the spring, and many shops stay closed.",
            "The road through the valley was built forty years ago and has seldom been repaired.",
            "Farmers in the region wait for rain, which has come late for three years in a row.",
            "Observers expect the talks to last until the end of the month.",
        ],
        furniture: &["Sign up for our newsletter", "Share this story", "Read more"],
    },
    Language {
        code: "id",
        states: [
            "Jepang",
            "Tiongkok",
            "Indonesia",
            "India",
            "Prancis",
            "Jerman",
            "Brasil",
            "Kenya",
            "Mesir",
            "Meksiko",
            "Norwegia",
            "Turki",
        ],
        speaker: "Menteri Luar Negeri {s}",
        events: &[
            (Accuse, "{a} [menuduh] {b} melanggar perjanjian perikanan."),
            (Agree, "{a} [menandatangani perjanjian dengan] {b} tentang pelayaran."),
            (Sanction, "{a} [menjatuhkan sanksi kepada] {b} setelah peristiwa itu."),
            (Aid, "{a} [mengirim bantuan pangan kepada] {b} saat banjir berlanjut."),
            (Assault, "{a} [menyerang] {b} di dekat perbatasan utara."),
        ],
        statements: &[
            (Assert, "{s} [mengatakan] bahwa {a} menginginkan jalan yang lebih baik ke {b}."),
            (Deny, "{s} [membantah] bahwa {a} menutup pelabuhan bagi {b}."),
            (Demand, "{s} [menuntut] agar {b} membuka lembah itu."),
        ],
        fillers: &[
            "Harga di pelabuhan naik sejak musim semi dan banyak toko tetap tutup.",
            "Jalan melalui lembah itu dibangun empat puluh tahun lalu dan jarang diperbaiki.",
            "Para petani menunggu hujan yang datang terlambat selama tiga tahun berturut-turut.",
        ],
        furniture: &["Baca juga", "Bagikan artikel ini"],
    },
    Language {
        code: "es",
        states: [
            "Japón",
            "China",
            "Indonesia",
            "India",
            "Francia",
            "Alemania",
            "Brasil",
            "Kenia",
            "Egipto",
            "México",
            "Noruega",
            "Turquía",
        ],
        speaker: "El ministro {s}",
        events: &[
            (Accuse, "{a} [acusó] a {b} de violar el tratado de pesca."),
            (Agree, "{a} [firmó un acuerdo con] {b} sobre el transporte marítimo."),
            (Sanction, "{a} [impuso sanciones a] {b} tras el incidente."),
            (Assault, "{a} [atacó] a {b} cerca de la frontera norte."),
        ],
        statements: &[
            (Assert, "{s} [dijo] que {a} quería mejores caminos hacia {b}."),
            (Deny, "{s} [negó] que {a} hubiera cerrado el puerto a {b}."),
        ],
        fillers: &[
            "Los precios en el puerto han subido desde la primavera y muchas tiendas siguen cerradas.",
            "El camino del valle se construyó hace cuarenta años y pocas veces se ha reparado.",
        ],
        furniture: &["Suscríbase a nuestro boletín", "Compartir"],
    },
    Language {
        code: "de",
        states: [
            "Japan",
            "China",
            "Indonesien",
            "Indien",
            "Frankreich",
            "Deutschland",
            "Brasilien",
            "Kenia",
            "Ägypten",
            "Mexiko",
            "Norwegen",
            "Türkei",
        ],
        speaker: "Außenministerin {s}",
        events: &[
            (Accuse, "{a} [beschuldigte] {b}, den Fischereivertrag gebrochen zu haben."),
            (Agree, "{a} [unterzeichnete ein Abkommen mit] {b} über die Schifffahrt."),
            (Sanction, "{a} [verhängte Sanktionen gegen] {b} nach dem Vorfall."),
            (Assault, "{a} [griff] {b} nahe der nördlichen Grenze an."),
        ],
        statements: &[
            (Assert, "{s} [sagte], dass {a} bessere Straßen nach {b} wolle."),
            (Deny, "{s} [bestritt], dass {a} den Hafen für {b} geschlossen habe."),
        ],
        fillers: &[
            "Die Preise am Hafen sind seit dem Frühjahr gestiegen, und viele Läden bleiben geschlossen.",
            "Die Straße durch das Tal wurde vor vierzig Jahren gebaut und selten ausgebessert.",
        ],
        furniture: &["Newsletter abonnieren", "Artikel teilen"],
    },
    Language {
        code: "ru",
        states: [
            "Япония",
            "Китай",
            "Индонезия",
            "Индия",
            "Франция",
            "Германия",
            "Бразилия",
            "Кения",
            "Египет",
            "Мексика",
            "Норвегия",
            "Турция",
        ],
        speaker: "Министр {s}",
        events: &[
            (Accuse, "{a} [обвинила] {b} в нарушении договора о рыболовстве."),
            (Sanction, "{a} [ввела санкции против] {b} после инцидента."),
            (Assault, "{a} [атаковала] {b} у северной границы."),
        ],
        statements: &[
            (Assert, "{s} [заявил], что {a} хочет лучших дорог в {b}."),
            (Deny, "{s} [опроверг], что {a} закрыла порт для {b}."),
        ],
        fillers: &[
            "Цены в порту растут с весны, и многие магазины остаются закрытыми.",
            "Дорога через долину была построена сорок лет назад, и её редко чинили.",
        ],
        furniture: &["Подписаться на рассылку", "Поделиться"],
    },
];
