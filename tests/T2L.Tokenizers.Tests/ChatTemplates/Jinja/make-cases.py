#!/usr/bin/env python3
"""Renders the templates of this folder with Jinja, set up as transformers sets it up, and writes cases.json.

    python3 make-cases.py        needs the package jinja2 (Debian: python3-jinja2)

expressions.txt has one expression a line, written as [{{ expression }}]; templates.txt has templates between lines of one '§';
each *.jinja is rendered with every conversation below.
"""
import datetime
import glob
import json
import os
import re

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = os.path.dirname(os.path.abspath(__file__))
NOW = datetime.datetime(2024, 7, 26, 9, 5, 3)
RAISED = "raised by the template: "


class Generation(Extension):
    """The tag that marks what an assistant says; in a rendering it is only a body."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

    def _body(self, caller):
        return caller()


def environment():
    def refuse(message):
        raise jinja2.exceptions.TemplateError(RAISED + str(message))

    def to_json(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    made = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, "jinja2.ext.loopcontrols"])
    made.filters["tojson"] = to_json
    made.globals["raise_exception"] = refuse
    made.globals["strftime_now"] = NOW.strftime
    return made


def turn(role, content, **more):
    return {"role": role, "content": content, **more}


CALL = {"id": "abcdef123", "type": "function", "function": {"name": "weather", "arguments": {
    "city": "Zürich", "days": 2, "share": 1.5, "deep": {"x": [1, None, True, 'q"uote']}}}}
TOOLS = [
    {"type": "function", "function": {
        "name": "weather", "description": "Weather of a city: <b>&'\"é",
        "parameters": {"type": "object", "required": ["city"], "properties": {
            "city": {"type": "string", "enum": ["a", "b"]},
            "days": {"type": "integer", "nullable": True},
            "where": {"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}}}},
        "return": {"type": "string"}}},
    {"type": "function", "function": {"name": "nothing", "description": "", "parameters": {"type": "object", "properties": {}}}},
]
CONVERSATIONS = {
    "one": [turn("user", "Hi there!")],
    "system": [turn("system", " Be terse. "), turn("user", "What is 2+2?")],
    "turns": [turn("user", "  spaced  "), turn("assistant", " Ok. "), turn("user", "And\n3+3?\n")],
    "thinking": [turn("user", "a"), turn("assistant", "<think>\nhm\n</think>\n\nb"), turn("user", "c 🦙 é {{ x }}")],
    "called": [turn("user", "w?"), turn("assistant", "", tool_calls=[CALL]), turn("tool", '{"t": 21}', tool_call_id="abcdef123"),
               turn("assistant", "21."), turn("user", "thanks")],
    "calls": [turn("user", "w?"), turn("assistant", None, tool_calls=[CALL, CALL]), turn("tool", {"content": {"t": 21.0}}, tool_call_id="abcdef123")],
    "twice": [turn("user", "a"), turn("user", "b")],
    "empty": [],
}


def contexts():
    base = {"bos_token": "<s>", "eos_token": "</s>", "tools": None, "documents": None}
    made = {"values": {
        **base, "add_generation_prompt": True, "messages": CONVERSATIONS["turns"], "tools": TOOLS,
        "n": None, "t": True, "i": 7, "f": 2.5, "big": 123456789012345678901234567890, "neg": -7, "e": "", "el": [], "ed": {}, "l": [3, 1, 2],
        "d": {"b": 1, "A": 2, "c": [1, {"x": None}], "items": 5}, "s": "Hello wOrld, it's é 🦙 x", "m": "a\nb\r\nc\n\nd\u2028e"}}
    for name, messages in CONVERSATIONS.items():
        made[name] = {**base, "messages": messages, "add_generation_prompt": True}
        made[name + "+tools"] = {**base, "messages": messages, "add_generation_prompt": False, "tools": TOOLS}
    return made


def rendered(jinja, template, variables):
    try:
        return {"rendered": jinja.from_string(template).render(**variables)}
    except Exception as error:  # whatever Python raises is a refusal
        text = str(error)
        return {"refused": text[len(RAISED):] if text.startswith(RAISED) else ""}


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as file:
        return file.read()


def main():
    jinja, known = environment(), contexts()
    cases = [({"template": f"[{{{{ {line} }}}}]"}, "values") for line in read("expressions.txt").splitlines()]
    cases += [({"template": text.strip("\n")}, "values") for text in re.split(r"(?m)^§$", read("templates.txt"))]
    for path in sorted(glob.glob(os.path.join(HERE, "*.jinja"))):
        cases += [({"file": os.path.basename(path)}, name) for name in known if name != "values"]
    made = {
        "made_with": f"jinja2 {jinja2.__version__}, ImmutableSandboxedEnvironment, trim_blocks, lstrip_blocks, loopcontrols; tojson, raise_exception, strftime_now, generation as in transformers",
        "contexts": known,
        "cases": [{"context": name, **item, **rendered(jinja, item.get("template") or read(item["file"]), known[name])} for item, name in cases],
    }
    with open(os.path.join(HERE, "cases.json"), "w", encoding="utf-8") as file:
        head = json.dumps({key: made[key] for key in ("made_with", "contexts")}, ensure_ascii=False, indent=1)
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in made["cases"])
        file.write(f'{head[:-2]},\n "cases": [\n{lines}\n]}}\n')
    print(len(made["cases"]), "cases with jinja2", jinja2.__version__)


if __name__ == "__main__":
    main()
