"""Joins what run-checks.sh measured into checks.json and checks.md. Arguments: the output folder, the device."""

import json
import re
import sys
from pathlib import Path


def read(path):
    return json.loads(path.read_text()) if path.exists() and path.stat().st_size else None


def number(value):
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def decode_rows(report, baselines):
    rows = {}
    for result in report["results"]:
        row = rows.setdefault(result["case"], {"value": result["value"], "fastest": result.get("fastest"), "floor": result["floor"]})
        if "one adapter at a time" in result["metric"]:
            row["one_by_one"] = result["baseline"]
        elif result["baseline"]:
            row["base"] = result["baseline"]
    for case, row in rows.items():
        shape = case.split(",")[0]
        count = re.search(r"(\d+) adapters?", case)
        theirs = baselines.get(shape, {}).get(int(count.group(1)) if count else 0, {})
        row["peft"], row["peft_one_by_one"] = theirs.get("tokens_per_second"), theirs.get("one_by_one_tokens_per_second")
        row["equal_rows"] = theirs.get("equal_rows")
    return rows


def lines(all_found):
    yield f"Device {all_found['device']}. {all_found['gpu']}"
    yield ""
    yield "| golden tests | passed | failed | skipped |"
    yield "|---|---|---|---|"
    for name, passed, failed, skipped in all_found["golden"]:
        yield f"| {name} | {passed} | {failed} | {skipped} |"
    if all_found["generate"]:
        yield f"\n{all_found['generate']['machine']}\n"
        yield "| hypernetwork-generate | metric | ms per adapter | official algorithm | ratio | floor |"
        yield "|---|---|---|---|---|---|"
        for r in all_found["generate"]["results"]:
            yield f"| {r['case']} | {r['metric']} | {number(r['value'])} | {number(r['baseline'])} | {number(r['ratio'])}x | {number(r['floor'])} |"
    if all_found["decode"]:
        yield f"\n{all_found['decode_machine']}\n"
        yield "| decode, tokens/s | median | fastest | no adapter | one adapter at a time | best possible | PEFT, mixed | PEFT, one by one | rows equal to PEFT's |"
        yield "|---|---|---|---|---|---|---|---|---|"
        for case, r in all_found["decode"].items():
            yield "| " + " | ".join([case, *(number(r.get(key)) for key in ("value", "fastest", "base", "one_by_one", "floor", "peft", "peft_one_by_one", "equal_rows"))]) + " |"


def main():
    folder, device = Path(sys.argv[1]), sys.argv[2]
    decode, gpu = read(folder / "decode.json"), folder / "gpu.txt"
    baselines = {b["name"]: {r["adapters"]: r for r in b["results"]} for b in filter(None, map(read, sorted(folder.glob("baseline-*.json"))))}
    found = {
        "device": device,
        "gpu": gpu.read_text().strip() if gpu.exists() else "",
        "golden": [line.split("\t") for line in (folder / "golden.txt").read_text().splitlines()],
        "doctor": read(folder / "doctor.json"),
        "generate": read(folder / "hypernetwork-generate.json"),
        "decode": decode_rows(decode, baselines) if decode else None,
        "decode_machine": decode["machine"] if decode else None,
        "baselines": baselines,
    }
    (folder / "checks.json").write_text(json.dumps(found, indent=2))
    text = "\n".join(lines(found)) + "\n"
    (folder / "checks.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
