#!/usr/bin/env python3
"""Makes the element dictionary and the UID registry of swf-api; see README.md beside this file.

Only facts are taken from the inputs: tag, keyword, name, value representation, value multiplicity, retired or not.
"""

import argparse
import ast
import hashlib
import re
import sys
from pathlib import Path
from typing import Dict, List, NamedTuple

HERE = Path(__file__).resolve().parent
PACKAGE = "io/github/swfsdk/api/dataset"
OTHER_INPUTS = 3
"""Exit code where an input differs from inputs.sha256."""

LINE = 120
"""Line length of the project's formatter."""

CONSTANT_BYTES = 9
"""Byte code per constant: ldc_w, invokestatic, putstatic; a class initialiser holds at most 65,535."""

DCMTK_VRS = {
    "xs": ["US", "SS"],
    "ox": ["OB", "OW"],
    "px": ["OB", "OW"],
    "lt": ["US", "OW"],
    "up": ["UL"],
    "na": [],
}
"""Notations of the DCMTK dictionary for representations that depend on other elements."""

NO_KEYWORD = {"retired_undefined", "undefined", "retired_retired-blank", "retired-blank"}
"""What DCMTK writes for the few retired tags of which the standard keeps nothing but the number."""

UID_KINDS = {
    "SOP Class": "SOP_CLASS",
    "Meta SOP Class": "META_SOP_CLASS",
    "Service Class": "SERVICE_CLASS",
    "Transfer Syntax": "TRANSFER_SYNTAX",
    "Well-known SOP Instance": "WELL_KNOWN_SOP_INSTANCE",
    "Well-known Printer SOP Instance": "WELL_KNOWN_SOP_INSTANCE",
    "Well-known Print Queue SOP Instance": "WELL_KNOWN_SOP_INSTANCE",
    "Well-known frame of reference": "WELL_KNOWN_FRAME_OF_REFERENCE",
    "Synchronization Frame of Reference": "WELL_KNOWN_FRAME_OF_REFERENCE",
    "Application Context Name": "APPLICATION_CONTEXT_NAME",
    "Application Hosting Model": "APPLICATION_HOSTING_MODEL",
    "Coding Scheme": "CODING_SCHEME",
    "DICOM UIDs as a Coding Scheme": "CODING_SCHEME",
    "Mapping Resource": "MAPPING_RESOURCE",
    "LDAP OID": "LDAP_OID",
}

NOT_STORED = {
    "1.2.840.10008.1.3.10": "Media Storage Directory: only in file sets (PS3.10)",
    "1.2.840.10008.1.20.1": "Storage Commitment (PS3.4, annex J)",
    "1.2.840.10008.1.20.2": "Storage Commitment, pull model (retired)",
}
"""SOP classes with the word Storage in the keyword that no C-STORE carries."""

NON_PATIENT = {
    "1.2.840.10008.5.1.4.1.1.200.1",
    "1.2.840.10008.5.1.4.1.1.200.3",
    "1.2.840.10008.5.1.4.1.1.200.7",
    "1.2.840.10008.5.1.4.1.1.201.1",
    "1.2.840.10008.5.1.4.38.1",
    "1.2.840.10008.5.1.4.39.1",
    "1.2.840.10008.5.1.4.43.1",
    "1.2.840.10008.5.1.4.44.1",
    "1.2.840.10008.5.1.4.45.1",
}
"""Storage SOP classes of instances that belong to no patient (PS3.4, table GG.3-1)."""


class Element(NamedTuple):
    """A row of elements.tsv; `tag` is eight hexadecimal digits, with x where any digit fits."""

    tag: str
    keyword: str
    name: str
    vrs: List[str]
    vm: str
    retired: bool


class UidRow(NamedTuple):
    """A row of uids.tsv."""

    uid: str
    keyword: str
    name: str
    kind: str
    retired: bool


# ---- inputs ---------------------------------------------------------------------------------------------------------


def dcmtk_element(tag: str, vr: str, keyword: str, vm: str, version: str) -> "Element | None":
    """An entry in DCMTK's notation; None for its private, illegal and catch-all entries."""
    if not version.startswith("DICOM"):
        return None
    if keyword.lower() in NO_KEYWORD:
        return None
    group, element = tag.strip("()").upper().split(",")
    pattern = hex_pattern(group) + hex_pattern(element)
    retired = version.endswith("retired")
    return Element(pattern, re.sub("^RETIRED_", "", keyword), "", DCMTK_VRS.get(vr, [vr]), vm, retired)


def hex_pattern(number: str) -> str:
    """`6000-60FF` becomes `60xx`: a range always runs over whole digits."""
    first, _, last = number.partition("-")
    return "".join(a if a == b else "x" for a, b in zip(first, last or first))


def read_dcmtk(path: Path) -> Dict[str, Element]:
    rows = {}
    for line in path.read_text(encoding="ascii").splitlines():
        if line.strip() and not line.startswith("#"):
            row = dcmtk_element(*line.split("\t"))
            if row:
                rows[row.tag] = row
    return rows


def read_dcmjs(path: Path) -> Dict[str, Element]:
    """The standard part of dcmjs' dictionary, a file of object literals in DCMTK's notation."""
    rows = {}
    for body in re.findall(r"\{\s*tag: [^}]*\}", path.read_text(encoding="utf-8")):
        fields = dict(re.findall(r"""(\w+): ["']([^\n]*?)["'],?\n""", body))
        if re.fullmatch(r"\([0-9A-Fa-f-]+,[0-9A-Fa-f-]+\)", fields["tag"]):
            row = dcmtk_element(fields["tag"], fields["vr"], fields["name"], fields["vm"], fields["version"])
            if row:
                rows[row.tag] = row
    return rows


def literals(path: Path) -> Dict[str, dict]:
    """The dictionary literals assigned in a Python file, read without running it."""
    found = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            found[node.targets[0].id] = ast.literal_eval(node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            found[node.target.id] = ast.literal_eval(node.value)
    return found


def read_pydicom(path: Path) -> Dict[str, Element]:
    tables = literals(path)
    rows = {}
    entries = [(f"{tag:08X}", row) for tag, row in tables["DicomDictionary"].items()]
    entries += [(tag.upper().replace("X", "x"), row) for tag, row in tables["RepeatersDictionary"].items()]
    for tag, (vr, vm, name, retired, keyword) in entries:
        vrs = [] if vr == "NONE" else vr.split(" or ")
        rows[tag] = Element(tag, keyword, name, vrs, vm, bool(retired))
    return rows


def read_pydicom_uids(path: Path) -> Dict[str, UidRow]:
    rows = {}
    for uid, (name, kind, _, retired, keyword) in literals(path)["UID_dictionary"].items():
        rows[uid] = UidRow(uid, keyword, name, UID_KINDS[kind], bool(retired))
    return rows


def read_additions(path: Path):
    """The rows added by hand: element or uid, then the fields of the output, then the source."""
    elements, uids = {}, {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        what, key, keyword, name, fourth, fifth, retired, source = line.split("\t")
        if retired not in ("", "retired") or not re.match(r"PS3\.\d+ \d{4}[a-e]", source):
            sys.exit(f"{path.name}:{number}: bad retired flag or source")
        if what == "element":
            elements[key] = Element(key, keyword, name, fourth.split(" or "), fifth, bool(retired))
        elif what == "uid":
            uids[key] = UidRow(key, keyword, name, fourth, bool(retired))
        else:
            sys.exit(f"{path.name}:{number}: neither element nor uid")
    return elements, uids


# ---- rules ----------------------------------------------------------------------------------------------------------


def name_of(keyword: str) -> str:
    """A name for an element that no source names: the words of its keyword."""
    small = {"And", "Or", "Of", "The", "To", "In", "For", "From", "With", "By", "On", "At", "Per", "As"}
    parts = words(keyword)
    return " ".join(w.lower() if i and w in small else w for i, w in enumerate(parts))


def merge_elements(dcmtk, pydicom, dcmjs, added) -> List[Element]:
    """Additions before pydicom before DCMTK before dcmjs; names only pydicom and the additions have.

    A few retired tags have lost their keyword and name: they are left out, as nothing is known of them.
    """
    merged = {**dcmjs, **dcmtk, **{tag: row for tag, row in pydicom.items() if row.keyword}, **added}
    repeating = {row.keyword for row in merged.values() if "x" in row.tag}
    rows = []
    for tag in sorted(merged, key=lambda t: t.replace("x", "0") + t):
        row = merged[tag]
        # DCMTK lists one tag of some patterns in their place: pydicom has the pattern
        if row.keyword and ("x" in tag or row.keyword not in repeating):
            rows.append(row._replace(name=row.name or name_of(row.keyword)))
    return rows


def merge_uids(pydicom, added) -> List[UidRow]:
    merged = {**pydicom, **added}
    return [merged[uid] for uid in sorted(merged, key=lambda u: [int(n) for n in u.split(".")])]


def storage(row: UidRow) -> str:
    """Which storage service a SOP class belongs to: `patient`, `non-patient`, or neither."""
    if row.kind != "SOP_CLASS" or "Storage" not in row.keyword or row.uid in NOT_STORED:
        return ""
    return "non-patient" if row.uid in NON_PATIENT else "patient"


WORD = re.compile(
    r"CTDIvol|dBdt|JPEGXL|HTJ2K|JPIP|SMPTE|HEVC|MAC(?=ID)|HP42(?=[23]D)"  # words that the rules below would cut elsewhere
    r"|In(?=[um][ASG]|ppm|ms$)|[um]As?|uS|mGy|ppm|Frame(?=kV)|kV"  # units: ExposureInmAs, ExposureTimeInuS
    r"|\d+D(?=[A-Z]|$)"  # 2D, 3D
    r"|[A-Z]{2,}s(?=[A-Z]|$)"  # IDs, UIDs
    r"|[A-Z]+(?=XRay)"  # MultienergyCTXRay
    r"|[A-Z]+\d+"  # HL7, JPEG2000, T1
    r"|[A-Z]+(?=[A-Z][a-z])"  # an abbreviation before a word
    r"|[A-Z][a-z]+|[A-Z]+|\d+|[a-z]+"
)


def words(keyword: str) -> List[str]:
    found = WORD.findall(keyword)
    if "".join(found) != keyword.replace("_", ""):
        sys.exit(f"cannot split {keyword}")
    return found


def constant(keyword: str) -> str:
    """PatientID becomes PATIENT_ID; a leading digit is not a Java name and never occurs."""
    return "_".join(words(keyword)).upper()


# ---- outputs --------------------------------------------------------------------------------------------------------


def elements_tsv(rows: List[Element]) -> str:
    lines = ["# tag\tkeyword\tname\tvr\tvm\tretired"]
    for r in rows:
        lines.append("\t".join((r.tag, r.keyword, r.name, ",".join(r.vrs), r.vm, "R" if r.retired else "")))
    return "\n".join(lines) + "\n"


def uids_tsv(rows: List[UidRow]) -> str:
    lines = ["# uid\tkeyword\tname\tkind\tstorage\tretired"]
    for r in rows:
        lines.append("\t".join((r.uid, r.keyword, r.name, r.kind, storage(r), "R" if r.retired else "")))
    return "\n".join(lines) + "\n"


def constants_java(type_name: str, class_name: str, javadoc: List[str], rows) -> str:
    """A final class of constants; `rows` gives constant name, argument and comment."""
    if len(rows) * CONSTANT_BYTES > 65_000:
        sys.exit(f"{class_name}: {len(rows)} constants do not fit one class initialiser")
    seen = {}
    lines = ["// Generated by swf-api/src/dictionary/generate.py: do not edit.", "package io.github.swfsdk.api.dataset;", ""]
    lines += ["/**"] + [f" * {line}".rstrip() for line in javadoc] + [" */", f"public final class {class_name} {{"]
    for name, argument, comment in rows:
        if name in seen:
            sys.exit(f"{class_name}.{name}: both {seen[name]} and {argument}")
        seen[name] = argument
        left, right = f"    public static final {type_name} {name} =", f"{type_name}.of({argument});"
        lines.append(f"    /** {comment}. */")
        lines += [f"{left} {right}"] if len(left) + 1 + len(right) <= LINE else [left, f"            {right}"]
        lines.append("")
    lines += [f"    private {class_name}() {{}}", "}"]
    return "\n".join(lines) + "\n"


def tags_java(rows: List[Element]) -> str:
    exact = [r for r in rows if "x" not in r.tag]
    javadoc = [
        "The elements of the dictionary (PS3.6, 6 to 9, and PS3.7, annex E), repeating groups aside, in the order of",
        "their tags. A name is the element's keyword in capitals, its words separated by an underscore.",
    ]
    out = []
    for r in exact:
        notes = " or ".join(r.vrs) + (" " if r.vrs else "") + r.vm + (", retired" if r.retired else "")
        out.append((constant(r.keyword), f"0x{r.tag}", f"({r.tag[:4]},{r.tag[4:]}) {notes}"))
    return constants_java("Tag", "Tags", javadoc, out)


def uids_java(rows: List[UidRow]) -> str:
    javadoc = [
        "The identifiers of the registry (PS3.6, annex A), in the order of their numbers. A name is the keyword in",
        "capitals, its words separated by an underscore; what kind each is tells {@link UidDictionary}.",
    ]
    out = []
    for r in rows:
        if r.keyword:
            note = r.name.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;")
            flag = ", retired" if r.retired and "retired" not in note.lower() else ""
            out.append((constant(r.keyword), f'"{r.uid}"', note.rstrip(".") + flag))
    return constants_java("Uid", "Uids", javadoc, out)


# ---- report and main ------------------------------------------------------------------------------------------------


def differences(title: str, left: Dict[str, Element], right: Dict[str, Element]) -> None:
    common = sorted(left.keys() & right.keys())
    print(f"{title}: {len(left)} and {len(right)}, {len(common)} in both")
    for tag in common:
        a, b = left[tag], right[tag]
        if (a.keyword, a.vrs, a.vm, a.retired) != (b.keyword, b.vrs, b.vm, b.retired):
            print(f"  {tag} {a.keyword} {a.vrs} {a.vm} {a.retired} | {b.keyword} {b.vrs} {b.vm} {b.retired}")


def report(dcmtk, pydicom, dcmjs, added) -> None:
    """Where the sources differ; README.md explains the result."""
    differences("dcmtk/pydicom", dcmtk, pydicom)
    differences("pydicom/added", pydicom, added)
    differences("added/dcmjs", added, dcmjs)
    alone = dcmjs.keys() - dcmtk.keys() - pydicom.keys()
    print(f"only in dcmjs and not added: {len(alone - added.keys())} of {len(alone)}")
    for tag in sorted(alone - added.keys()):
        print(f"  {tag} {dcmjs[tag].keyword} {dcmjs[tag].vrs} {dcmjs[tag].vm}")


def check_digests(inputs: List[Path], pin: bool) -> None:
    """Compares the inputs with the digests of the last run, so that a newer package is a decision, not an accident."""
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in inputs]
    pinned = HERE / "inputs.sha256"
    if pin:
        pinned.write_text("".join(lines), encoding="ascii")
    elif pinned.read_text(encoding="ascii") != "".join(lines):
        print("an input is not the pinned one: compare inputs.sha256, read README.md, then run with --pin")
        sys.exit(OTHER_INPUTS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dcmtk", type=Path, required=True, help="dicom.dic of DCMTK")
    parser.add_argument("--pydicom", type=Path, required=True, help="folder with _dicom_dict.py and _uid_dict.py")
    parser.add_argument("--dcmjs", type=Path, required=True, help="dictionary.mjs of dcmjs")
    parser.add_argument("--out", type=Path, default=HERE.parent / "main", help="folder with java and resources below")
    parser.add_argument("--pin", action="store_true", help="accept these inputs as the new pinned ones")
    parser.add_argument("--report", action="store_true", help="print where the sources differ")
    args = parser.parse_args()

    sources = [args.dcmtk, args.pydicom / "_dicom_dict.py", args.pydicom / "_uid_dict.py", args.dcmjs]
    check_digests(sources, args.pin)
    dcmtk, pydicom, dcmjs = read_dcmtk(sources[0]), read_pydicom(sources[1]), read_dcmjs(sources[3])
    added_elements, added_uids = read_additions(HERE / "additions.tsv")
    if args.report:
        report(dcmtk, pydicom, dcmjs, added_elements)
    elements = merge_elements(dcmtk, pydicom, dcmjs, added_elements)
    uids = merge_uids(read_pydicom_uids(sources[2]), added_uids)
    outputs = {
        f"resources/{PACKAGE}/elements.tsv": elements_tsv(elements),
        f"resources/{PACKAGE}/uids.tsv": uids_tsv(uids),
        f"java/{PACKAGE}/Tags.java": tags_java(elements),
        f"java/{PACKAGE}/Uids.java": uids_java(uids),
    }
    for name, text in outputs.items():
        target = args.out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    patterns = sum("x" in row.tag for row in elements)
    print(f"{len(elements) - patterns} elements, {patterns} repeating, {len(uids)} UIDs")


if __name__ == "__main__":
    main()
