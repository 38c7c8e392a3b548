"""Joins what run-checks.sh measured into checks.json and checks.md. Arguments: the output folder, the device, `toy` or `full`."""

import json
import re
import sys
from pathlib import Path

NOT_MEANT = "–"
FAILURES = {"generate": "hypernetwork-generate.failed", "decode": "decode.failed"}
GENERATE = {
    "case": "hypernetwork-generate",
    "value": "ms per adapter",
    "new_memory": "the same into new memory, ms",
    "fastest": "fastest, ms",
    "baseline": "official algorithm, ms",
    "ratio": "times faster",
    "floor": "least possible, ms",
}
DECODE = {
    "case": "decode, tokens/s",
    "value": "median",
    "fastest": "fastest",
    "base": "without adapters",
    "one_by_one": "one adapter at a time",
    "floor": "most possible",
    "peft": "PEFT, mixed",
    "peft_one_by_one": "PEFT, one adapter at a time",
    "equal_rows": "share of rows equal to PEFT's",
}


def read(path):
    return json.loads(path.read_text()) if path.exists() and path.stat().st_size else None


def shown(value):
    """Three digits that count, and no fewer before the point."""
    if value is None or isinstance(value, str):
        return value or NOT_MEANT
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(columns, rows):
    """Markdown; a column in which no row has a figure is left out."""
    kept = [key for key in columns if any(row.get(key) is not None for row in rows)]
    yield "| " + " | ".join(columns[key] for key in kept) + " |"
    yield "|---" * len(kept) + "|"
    for row in rows:
        yield "| " + " | ".join(shown(row.get(key)) for key in kept) + " |"


def generate_rows(report):
    rows = {}
    for result in report["results"]:
        if result["metric"] == "time per adapter in new memory":
            rows[result["case"]]["new_memory"] = result["value"]
        else:
            rows[result["case"]] = {key: result.get(key) for key in GENERATE if key != "new_memory"}
    return list(rows.values())


def decode_rows(report, baselines):
    rows = {}
    for result in report["results"]:
        row = rows.setdefault(result["case"], {key: result.get(key) for key in ("case", "value", "fastest", "floor")})
        if "one adapter at a time" in result["metric"]:
            row["one_by_one"] = result["baseline"]
        elif result["baseline"]:
            row["base"] = result["baseline"]
    for case, row in rows.items():
        count = re.search(r"(\d+) adapters?", case)
        theirs = baselines.get(case.split(",")[0], {}).get(int(count.group(1)) if count else 0, {})
        row["peft"], row["peft_one_by_one"] = theirs.get("tokens_per_second"), theirs.get("one_by_one_tokens_per_second")
        row["equal_rows"] = theirs.get("equal_rows")
        row["peft_error"] = theirs.get("mixed_error")
    return list(rows.values())


def remarks_on_peft(folder, rows):
    """Why a column of PEFT's is not there, or a figure is missing in it."""
    missing = folder / "baseline.missing"
    if missing.exists():
        yield f"No figures of PEFT: {missing.read_text().strip()}"
    for failure in sorted(folder.glob("baseline-*.failed")):
        yield f"No figures of PEFT for {failure.stem.removeprefix('baseline-')}: {failure.read_text().strip()}"
    for error in sorted({row["peft_error"] for row in rows if row["peft_error"]}):
        yield f"PEFT could not mix adapters: {error}"


def lines(folder, found, toy):
    yield f"# Checks on {found['device']}"
    yield ""
    if found["gpu"]:
        yield found["gpu"]
    if toy:
        yield "Toy shapes: that it runs, not how fast."
    yield ""
    yield from table(
        {"name": "golden tests", "passed": "passed", "failed": "failed", "skipped": "skipped"},
        [dict(zip(("name", "passed", "failed", "skipped"), row)) for row in found["golden"]])
    for name, columns in (("generate", GENERATE), ("decode", DECODE)):
        yield ""
        if not found[name]:
            failure = folder / FAILURES[name]
            yield f"No figures of {columns['case'].split(',')[0]}: {failure.read_text().strip() if failure.exists() else 'it was not run'}"
            continue
        yield found[f"{name}_machine"]
        yield ""
        yield from table(columns, found[name])
    if found["decode"]:
        yield ""
        yield from remarks_on_peft(folder, found["decode"])


def main():
    folder, device, toy = Path(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["toy"]
    generate, decode, gpu = read(folder / "hypernetwork-generate.json"), read(folder / "decode.json"), folder / "gpu.txt"
    baselines = {b["name"]: {r["adapters"]: r for r in b["results"]} for b in filter(None, map(read, sorted(folder.glob("baseline-*.json"))))}
    found = {
        "device": device,
        "gpu": gpu.read_text().strip() if gpu.exists() else "",
        "toy": toy,
        "golden": [line.split("\t") for line in (folder / "golden.txt").read_text().splitlines()],
        "doctor": read(folder / "doctor.json"),
        "generate": generate_rows(generate) if generate else None,
        "generate_machine": generate["machine"] if generate else None,
        "decode": decode_rows(decode, baselines) if decode else None,
        "decode_machine": decode["machine"] if decode else None,
        "baselines": baselines,
    }
    (folder / "checks.json").write_text(json.dumps(found, indent=2))
    text = "\n".join(lines(folder, found, toy)) + "\n"
    (folder / "checks.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
