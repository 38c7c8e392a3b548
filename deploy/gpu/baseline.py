"""Decodes what `t2l bench decode --keep FOLDER` left in FOLDER/<shape> with transformers and PEFT, and prints tokens a second.

Same weights, same adapters, same prompts, same number of tokens, float32 with TF32 off. Two ways of serving several adapters:
`mixed` gives every row its adapter (PEFT's adapter_names), `one by one` sets one adapter and decodes its rows, group after group.
Greedy tokens are compared with ours. The loop is written out, so that reading the prompts is not timed, as it is not on our side.
"""

import argparse
import json
import time
from pathlib import Path

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM

GROUPS_MEASURED = 4


class Decoder:
    def __init__(self, folder, device, adapters):
        base = AutoModelForCausalLM.from_pretrained(folder, torch_dtype=torch.float32).to(device).eval()
        self.device = device
        self.model = PeftModel.from_pretrained(base, folder / "adapters" / "0", adapter_name="a0")
        for number in range(1, adapters):
            self.model.load_adapter(folder / "adapters" / str(number), adapter_name=f"a{number}")
        self.model.to(device).eval()

    def finish(self):
        if self.device.startswith("cuda"):
            torch.cuda.synchronize(self.device)

    @torch.no_grad()
    def decode(self, prompts, tokens, **extra):
        """Greedy continuation; returns seconds after the first token, and the ids."""
        ids = torch.tensor(prompts, device=self.device)
        out = self.model(input_ids=ids, use_cache=True, **extra)
        picked = out.logits[:, -1].argmax(-1, keepdim=True)
        written = [picked]
        self.finish()
        start = time.perf_counter()
        for _ in range(tokens - 1):
            out = self.model(input_ids=picked, past_key_values=out.past_key_values, use_cache=True, **extra)
            picked = out.logits[:, -1].argmax(-1, keepdim=True)
            written.append(picked)
        self.finish()
        return time.perf_counter() - start, torch.cat(written, 1).cpu().tolist()


def best(run, repetitions):
    run()
    times = []
    for _ in range(repetitions):
        seconds, ids = run()
        times.append(seconds)
    return min(times), ids


def agreement(ours, theirs):
    """Share of rows whose tokens are all equal, and of first tokens that are."""
    rows = sum(a == b for a, b in zip(ours, theirs)) / len(ours)
    first = sum(a[0] == b[0] for a, b in zip(ours, theirs)) / len(ours)
    return {"equal_rows": rows, "equal_first_tokens": first}


def measure(decoder, work, adapters, repetitions):
    prompts, tokens = work["prompts"], work["tokens"]
    total = len(prompts) * (tokens - 1)
    ours = work["mixes"][str(adapters)]
    if adapters == 0:
        with decoder.model.disable_adapter():
            seconds, ids = best(lambda: decoder.decode(prompts, tokens), repetitions)
        return {"adapters": 0, "tokens_per_second": total / seconds, **agreement(ours, ids)}

    result = {"adapters": adapters}
    names = [f"a{row % adapters}" for row in range(len(prompts))]
    try:
        seconds, ids = best(lambda: decoder.decode(prompts, tokens, adapter_names=names), repetitions)
        result |= {"tokens_per_second": total / seconds, **agreement(ours, ids)}
    except Exception as error:  # a version without adapter_names is a finding, not a failure of the rest
        result["mixed_error"] = f"{type(error).__name__}: {error}"[:200]
    groups = min(adapters, GROUPS_MEASURED)
    seconds = 0
    for number in range(groups):
        decoder.model.set_adapter(f"a{number}")
        rows = [prompt for row, prompt in enumerate(prompts) if row % adapters == number]
        seconds += best(lambda: decoder.decode(rows, tokens), 1)[0]
    # The groups are alike, so some of them stand for all.
    result["one_by_one_tokens_per_second"] = total / (seconds / groups * adapters)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    work = json.loads((options.folder / "workload.json").read_text())
    mixes = sorted(int(count) for count in work["mixes"])
    decoder = Decoder(options.folder, options.device, max(mixes))
    import peft
    import transformers

    print(json.dumps({
        "name": work["name"],
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__, "peft": peft.__version__},
        "results": [measure(decoder, work, count, options.repetitions) for count in mixes],
    }, indent=2))


if __name__ == "__main__":
    main()
