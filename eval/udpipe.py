#!/usr/bin/env python3
"""How much faster sayso splits, tags and parses than UDPipe 1 does, on one text and one processor in one run.

    pip install ufal.udpipe
    eval/udpipe.py LANG TRAIN.conllu.gz TEST.conllu.gz [--bin target/release/sayso] [--quick] [--model FILE]

Trains a UDPipe 1 model with its default settings on TRAIN (about ten minutes for 20 000 words) and keeps it in FILE.
`--quick` trains one round of each part: a worse model of nearly the same size, which reads about as fast.
Both read the text of TEST as it was before it was cut: words, sentences, tags, lemmas and trees. Seconds are those of
the processor; each program reads the text so often that starting it does not count.
"""
import argparse
import gzip
import os
import re
import resource
import subprocess
import tempfile
import time

import ufal.udpipe as udpipe


def text_of(path):
    """The text of a treebank, a sentence a line."""
    lines, line, skip = [], "", 0
    for row in gzip.open(path, "rt", encoding="utf-8"):
        cells = row.rstrip("\n").split("\t")
        if len(cells) < 10:
            if line:
                lines.append(line.strip())
            line = ""
            continue
        if "-" in cells[0]:
            skip = int(cells[0].split("-")[1])
        elif "." in cells[0] or int(cells[0]) <= skip:
            continue
        else:
            skip = 0
        line += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
    return "\n".join(lines + [line.strip()] * bool(line)) + "\n"


def sentences(path):
    """The trees of a treebank as UDPipe wants them."""
    reader, error, out = udpipe.InputFormat.newConlluInputFormat(), udpipe.ProcessingError(), udpipe.Sentences()
    reader.setText(gzip.open(path, "rt", encoding="utf-8").read())
    sentence = udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        out.append(sentence)
        sentence = udpipe.Sentence()
    if error.occurred():
        raise SystemExit(error.message)
    return out


def trained(path, quick):
    """A model of UDPipe 1 made from a treebank."""
    error = udpipe.ProcessingError()
    options = ["epochs=1", "models=1;iterations=1", "iterations=1"] if quick else [udpipe.Trainer.DEFAULT] * 3
    model = udpipe.Trainer.train(
        "morphodita_parsito", sentences(path), udpipe.Sentences(), *options, error
    )
    if error.occurred():
        raise SystemExit(error.message)
    return bytes(model)


def words_a_second(model, text, least=5.0):
    """Words that UDPipe reads in a second of the processor."""
    pipeline = udpipe.Pipeline(model, "tokenize", udpipe.Pipeline.DEFAULT, udpipe.Pipeline.DEFAULT, "conllu")
    error, words, from_ = udpipe.ProcessingError(), 0, time.process_time()
    while time.process_time() - from_ < least:
        out = pipeline.process(text, error)
        words += len(re.findall(r"^\d+\t", out, re.M))
    return words / (time.process_time() - from_)


def ours_a_second(program, lang, text, times=20):
    """Words that `sayso parse` reads, and writes as UDPipe does, in a second of the processor."""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as out:
        file.write((text * times).encode())
        file.seek(0)
        from_ = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, "parse", "--lang", lang], stdin=file, stdout=out, check=True)
        to = resource.getrusage(resource.RUSAGE_CHILDREN)
        out.seek(0)
        words = sum(1 for row in out if re.match(rb"\d+\t", row))
    return words / (to.ru_utime - from_.ru_utime + to.ru_stime - from_.ru_stime)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("lang", "train", "test"):
        a.add_argument(name)
    a.add_argument("--bin", default="target/release/sayso")
    a.add_argument("--model")
    a.add_argument("--quick", action="store_true")
    a = a.parse_args()
    path = a.model or os.path.join(tempfile.mkdtemp(), "model.udpipe")
    if not os.path.exists(path):
        with open(path, "wb") as out:
            out.write(trained(a.train, a.quick))
    text = text_of(a.test)
    theirs = words_a_second(udpipe.Model.load(path), text)
    ours = ours_a_second(a.bin, a.lang, text)
    print(f"UDPipe 1\t{theirs:.0f} words a second")
    print(f"sayso\t{ours:.0f} words a second\t{ours / theirs:.1f} times as fast")


if __name__ == "__main__":
    main()
