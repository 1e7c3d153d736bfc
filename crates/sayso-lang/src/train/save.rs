//! The model file: floats become bytes, in the order in which [`crate::Model::read`] reads them.

use super::Classes;
use super::net::Net;
use super::scorer::{Arcs, Hidden};
use crate::codes::Codes;
use crate::conllu::Tree;
use crate::features::Rows;
use crate::lemma::Lemmas;
use crate::model::Size;
use crate::tokens::Tokens;
use crate::wire::Writer;
use ndarray::{Array2, Axis, Slice};
use sayso_core::Upos;

/// The model file of a trained network.
pub fn write(net: &Net, size: Size, table: &Rows, codes: &Codes, classes: &Classes, trees: &[Tree]) -> Vec<u8> {
    let mut w = Writer::default();
    w.magic();
    let Size { dims, layers, trees: along, guess, arc, lab, upos, feats, rels } = size;
    [dims, layers, along, guess, arc, lab, upos, feats, rels].into_iter().for_each(|n| w.number(n));
    table.0.iter().for_each(|&n| w.number(n as usize));
    names(classes, trees, &mut w);
    let (scales, bytes) = quantise(&net.table.rows.mean, table);
    w.floats(&scales);
    for c in &net.conv {
        w.matrix(&c.w.mean.view(), Some(&c.b.mean.view()));
    }
    if let Some(guess) = &net.guess {
        chooser(guess, &mut w);
    }
    for t in &net.trees {
        let mut bias = Array2::zeros((1, 4 * dims));
        bias.slice_axis_mut(Axis(1), Slice::from(..dims)).assign(&t.b.mean);
        w.matrix(&t.w.mean.view(), Some(&bias.view()));
        w.floats(t.root.mean.iter());
    }
    for (m, bias) in [&net.upos, &net.feats] {
        w.matrix(&m.mean.view(), Some(&bias.mean.view()));
    }
    chooser(&net.arc, &mut w);
    hidden(&net.lab.hidden, &mut w);
    w.matrix(&net.lab.out.0.mean.view(), Some(&net.lab.out.1.mean.view()));
    let all = trees.iter().flat_map(|t| &t.words);
    Lemmas::learn(all.filter_map(|r| Some((r.form.as_str(), r.upos?, r.lemma.as_str())))).write(&mut w);
    Tokens::learn(trees).write(&mut w);
    codes.write(&mut w);
    w.0.extend(bytes);
    w.0
}

/// Names of features and relations, and which features each part of speech has.
fn names(classes: &Classes, trees: &[Tree], w: &mut Writer) {
    w.strings(&classes.feats.keys().cloned().collect::<Vec<_>>());
    w.strings(&classes.rels.keys().cloned().collect::<Vec<_>>());
    for u in Upos::ALL {
        let mut seen: Vec<u16> = trees
            .iter()
            .flat_map(|t| &t.words)
            .filter(|r| r.upos == Some(u))
            .filter_map(|r| classes.feats.get(&r.feats).map(|&i| i as u16))
            .collect();
        seen.push(classes.feats[""] as u16);
        seen.sort_unstable();
        seen.dedup();
        w.shorts(&seen);
    }
}

fn hidden(h: &Hidden, w: &mut Writer) {
    w.matrix(&h.dep.mean.view(), None);
    w.matrix(&h.head.mean.view(), None);
    w.floats((&h.dist.mean + &h.bias.mean).iter());
    w.floats(h.root.mean.iter());
}

fn chooser(a: &Arcs, w: &mut Writer) {
    hidden(&a.hidden, w);
    w.matrix(&a.out.mean.t(), None);
}

/// The table as bytes, one scale for each kind of feature.
fn quantise(emb: &Array2<f32>, table: &Rows) -> (Vec<f32>, Vec<u8>) {
    let (mut scales, mut bytes, mut at) = (vec![], Vec::with_capacity(emb.len()), 0);
    for &n in &table.0 {
        let cols = emb.ncols();
        let part = &emb.as_slice().expect("standard layout")[at * cols..(at + n as usize) * cols];
        let scale = part.iter().fold(1e-9f32, |m, v| m.max(v.abs())) / 127.0;
        bytes.extend(part.iter().map(|v| (v / scale).round() as i8 as u8));
        scales.push(scale);
        at += n as usize;
    }
    (scales, bytes)
}
