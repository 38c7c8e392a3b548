"""Prints decompositions.txt from Python's copy of the Unicode Character Database (Python 3.11 has version 14.0.0)."""
import sys
import unicodedata as ucd

HANGUL = range(0xAC00, 0xD7A4)
POINTS = [p for p in range(0x110000) if p not in HANGUL and not 0xD800 <= p <= 0xDFFF]


def classes():
    first = None
    for point in range(0x110001):
        combining = ucd.combining(chr(point)) if point < 0x110000 else 0
        if first is not None and combining != first[1]:
            yield f"c {first[0]:04X} {point - 1:04X} {first[1]}"
            first = None
        if first is None and combining:
            first = (point, combining)


def decompositions():
    for point in POINTS:
        fields = ucd.decomposition(chr(point)).split()
        if not fields:
            continue
        if fields[0].startswith("<"):
            yield f"k {point:04X} {' '.join(fields[1:])}"
        else:
            kind = "d" if ucd.normalize("NFC", chr(point)) == chr(point) else "x"
            yield f"{kind} {point:04X} {' '.join(fields)}"


print(f"# Decompositions and combining classes of the Unicode Character Database, version {ucd.unidata_version}; made by make-decompositions.py.")
print("# c FIRST LAST CLASS: a range with a combining class other than 0.")
print("# d CODE PARTS...: a canonical decomposition that composes again.   x CODE PARTS...: one that does not (composition exclusions).")
print("# k CODE PARTS...: a compatibility decomposition, for the forms KC and KD.")
print("# Hangul syllables are left out; they follow a formula.")
sys.stdout.writelines(line + "\n" for lines in (classes(), decompositions()) for line in lines)
