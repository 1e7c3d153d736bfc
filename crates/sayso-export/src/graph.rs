//! Who acts on whom: a directed graph of sides, as GraphML or GEXF. Only what happened counts.

use crate::out::Out;
use crate::{Result, Writer};
use sayso_core::{Actor, Event, LineKind, Participant, Reading, Status};
use sayso_store::Whole;
use sayso_store::scale::scale;
use std::collections::BTreeMap;

/// `ties.graphml` or `ties.gexf`.
pub(crate) struct Graph {
    out: Out,
    gexf: bool,
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(String, String), Edge>,
}

#[derive(Default)]
struct Node {
    name: String,
    kind: &'static str,
    events: u64,
}

#[derive(Default)]
struct Edge {
    events: u64,
    independent: i64,
    quads: [u64; 4],
    scale: f64,
}

impl Edge {
    fn tone(&self) -> f64 {
        (10.0 * self.scale / self.events.max(1) as f64).round() / 10.0
    }
}

impl Graph {
    pub fn new(out: &Out, gexf: bool) -> Graph {
        Graph { out: out.again(), gexf, nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }

    fn node(&mut self, a: &Actor) -> String {
        let side = a.country.clone().unwrap_or_else(|| a.id.clone());
        let node = self.nodes.entry(side.clone()).or_default();
        if node.name.is_empty() || a.id == side {
            (node.name, node.kind) = (if a.id == side { a.name.clone() } else { side.clone() }, a.kind.as_str());
        }
        node.events += 1;
        side
    }

    fn event(&mut self, r: &Reading, e: &Event, independent: i64) {
        let sides = |graph: &mut Graph, parts: &[Participant]| {
            let mut all: Vec<String> = parts.iter().map(|p| graph.node(&r.actors[p.actor])).collect();
            all.sort();
            all.dedup();
            all
        };
        let (actors, recipients) = (sides(self, &e.actor), sides(self, &e.recipient));
        let to = if recipients.is_empty() { actors.clone() } else { recipients };
        for a in &actors {
            for b in to.iter().filter(|b| *b != a) {
                let edge = self.edges.entry((a.clone(), b.clone())).or_default();
                edge.events += 1;
                edge.independent += independent;
                edge.quads[e.kind.quad() as usize - 1] += 1;
                edge.scale += scale(e.cameo.as_deref().unwrap_or(e.kind.cameo_root()));
            }
        }
    }
}

impl Writer for Graph {
    fn document(&mut self, w: &Whole) -> Result<()> {
        for (event, counted) in w.reading.events.iter().zip(&w.events) {
            let lines = &w.reading.document.lines;
            let teaser = event.evidence.iter().all(|v| lines.get(v.line).is_some_and(|l| l.kind == LineKind::Teaser));
            // One event is one, however many documents tell it: it counts where it stands for all.
            if counted.id == event.id && !teaser && matches!(event.status, Status::Done | Status::Ongoing) {
                self.event(&w.reading, event, counted.independent);
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        let name = if self.gexf { "ties.gexf" } else { "ties.graphml" };
        let mut file = self.out.file(name)?;
        file.write(&if self.gexf { self.to_gexf() } else { self.to_graphml() })?;
        file.finish()
    }
}

const EDGE: [(&str, &str); 7] = [
    ("events", "long"),
    ("independent", "long"),
    ("verbal_cooperation", "long"),
    ("material_cooperation", "long"),
    ("verbal_conflict", "long"),
    ("material_conflict", "long"),
    ("tone", "double"),
];

fn values(e: &Edge) -> [String; 7] {
    let [a, b, c, d] = e.quads.map(|n| n.to_string());
    [e.events.to_string(), e.independent.to_string(), a, b, c, d, e.tone().to_string()]
}

fn escaped(s: &str) -> String {
    let plain: String = s.chars().filter(|c| !c.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Graph {
    fn to_graphml(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
            <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n\
            <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n\
            <key id=\"mentions\" for=\"node\" attr.name=\"mentions\" attr.type=\"long\"/>\n",
        );
        for (name, kind) in EDGE {
            out += &format!("<key id=\"{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n");
        }
        out += "<graph edgedefault=\"directed\">\n";
        for (id, n) in &self.nodes {
            let (name, kind, events) = (escaped(&n.name), n.kind, n.events);
            out += &format!(
                "<node id=\"{}\"><data key=\"name\">{name}</data><data key=\"kind\">{kind}</data><data key=\"mentions\">{events}</data></node>\n",
                escaped(id)
            );
        }
        for ((a, b), e) in &self.edges {
            out += &format!("<edge source=\"{}\" target=\"{}\">", escaped(a), escaped(b));
            for ((name, _), value) in EDGE.iter().zip(values(e)) {
                out += &format!("<data key=\"{name}\">{value}</data>");
            }
            out += "</edge>\n";
        }
        out + "</graph>\n</graphml>\n"
    }

    fn to_gexf(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
            <graph defaultedgetype=\"directed\">\n<attributes class=\"node\">\n\
            <attribute id=\"kind\" title=\"kind\" type=\"string\"/>\n<attribute id=\"mentions\" title=\"mentions\" type=\"long\"/>\n\
            </attributes>\n<attributes class=\"edge\">\n",
        );
        for (name, kind) in EDGE {
            out += &format!("<attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>\n");
        }
        out += "</attributes>\n<nodes>\n";
        for (id, n) in &self.nodes {
            out += &format!(
                "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"kind\" value=\"{}\"/><attvalue for=\"mentions\" value=\"{}\"/></attvalues></node>\n",
                escaped(id),
                escaped(&n.name),
                n.kind,
                n.events
            );
        }
        out += "</nodes>\n<edges>\n";
        for (i, ((a, b), e)) in self.edges.iter().enumerate() {
            out += &format!(
                "<edge id=\"{i}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues>",
                escaped(a),
                escaped(b),
                e.events
            );
            for ((name, _), value) in EDGE.iter().zip(values(e)) {
                out += &format!("<attvalue for=\"{name}\" value=\"{value}\"/>");
            }
            out += "</attvalues></edge>\n";
        }
        out + "</edges>\n</graph>\n</gexf>\n"
    }
}
