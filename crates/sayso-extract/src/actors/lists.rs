//! Lists of actors beside the built-in ones: `und/lists/*.tsv`, as `sayso lang actors import` writes
//! them. What they name goes before what the built-in lists do.

use super::names::{Known, Names, Office, Way, rows};
use crate::Error;
use rustc_hash::FxHashMap;
use sayso_core::ActorKind;
use sayso_lang_data::Folder;

/// Columns of a list.
const COLUMNS: usize = 9;

impl Names {
    /// Reads all lists: one row an office, an actor's rows one after the other or apart.
    pub(super) fn read_lists(&mut self, und: &Folder) -> Result<(), Error> {
        let files: Vec<String> = und.below("lists/").map(|(path, _)| path.to_string()).collect();
        files.iter().filter(|f| f.ends_with(".tsv")).try_for_each(|file| self.read_list(und, file))
    }

    fn read_list(&mut self, und: &Folder, file: &str) -> Result<(), Error> {
        let mut keys: FxHashMap<String, u32> = FxHashMap::default();
        for (line, row) in rows(und, file) {
            let fail = |why: String| Error { code: "und".into(), file: file.into(), line: Some(line), why };
            let Ok([key, kind, code, role, from, to, name, names, wikidata]) = <[&str; COLUMNS]>::try_from(row) else {
                let columns = "key, kind, code, role, from, to, name, names, wikidata";
                return Err(fail(format!("a row has nine columns: {columns}")));
            };
            let kind = ActorKind::parse(kind).ok_or_else(|| {
                fail(format!("'{kind}' is no kind: person, organisation, state, bloc, group or outlet"))
            })?;
            if key.is_empty() || name.is_empty() || code.is_empty() {
                return Err(fail("key, code and name must not be empty".into()));
            }
            let at = *keys.entry(key.to_string()).or_insert_with(|| {
                self.known.push(Known {
                    key: key.into(),
                    code: code.into(),
                    kind,
                    name: name.into(),
                    role: role.into(),
                    offices: vec![],
                    wikidata: Some(wikidata.to_string()).filter(|w| !w.is_empty()),
                });
                self.known.len() as u32 - 1
            });
            let office = Office { code: code.into(), role: role.into(), from: from.into(), to: to.into() };
            self.known[at as usize].offices.push(office);
            let forms = names.split(';').map(str::trim).filter(|f| !f.is_empty());
            std::iter::once(name).chain(forms).for_each(|form| self.call(form, at, kind));
        }
        Ok(())
    }

    fn call(&mut self, form: &str, at: u32, kind: ActorKind) {
        if kind == ActorKind::Person {
            self.name_person(form, at);
        } else {
            self.name_actor(form, at, Way::Name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_lang_data::Folders;

    fn und(list: &str) -> Folder {
        let mut folders = Folders::default();
        folders.insert("und", "lists/own.tsv", list.as_bytes().to_vec());
        folders.get("und").cloned().unwrap_or_default()
    }

    #[test]
    fn persons_have_dated_offices_and_bodies_their_names() {
        let list = "# key\tkind\tcode\trole\tfrom\tto\tname\tnames\twikidata\n\
            mira-holt\tperson\tNOR/LEG\tlawmaker\t2001\t2010\tMira Holt\tM. Holt\tQ1\n\
            mira-holt\tperson\tNOR/GOV\tminister of fisheries\t2011\t\tMira Holt\t\tQ1\n\
            cod-league\torganisation\tNGO\tcampaign\t\t\tCod League\tCL\t\n";
        let mut names = Names::default();
        names.read_lists(&und(list)).unwrap();
        let person = &names.known[names.person("M. Holt").unwrap() as usize];
        let on = |day| person.office(Some(day)).map(|o| o.code.as_str());
        assert_eq!((on("2005-05-05"), on("2015-05-05")), (Some("NOR/LEG"), Some("NOR/GOV")));
        assert_eq!(person.wikidata.as_deref(), Some("Q1"));
        assert_eq!(names.known[names.listed("CL").unwrap().0 as usize].id(), "NGO#cod-league");
    }

    #[test]
    fn a_broken_row_is_told_with_its_line() {
        let fails = |list: &str| Names::default().read_lists(&und(list)).unwrap_err().to_string();
        assert_eq!(
            fails("# head\nx\tperson\tNOR\n"),
            "lang/und/lists/own.tsv:2: a row has nine columns: key, kind, code, role, from, to, name, names, wikidata"
        );
        assert!(fails("x\tman\tNOR\t\t\t\tX\t\t\n").contains("'man' is no kind"));
        assert!(fails("x\tperson\t\t\t\t\tX\t\t\n").contains("must not be empty"));
    }
}
