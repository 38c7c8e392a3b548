using T2L.Tokenizers;
using T2L.Training.Data;
using T2L.Training.Rows;

namespace T2L.Training.Official;

/// <summary>Turns rows into tokens: prompt and reply are rendered by the chat template, then encoded apart and without special tokens of the tokenizer's own.</summary>
/// <param name="tokenizer">The base model's.</param>
/// <param name="format">The base model's chat template.</param>
/// <param name="maxTokens">Tokens of prompt and reply together.</param>
internal sealed class ExampleWriter(Tokenizer tokenizer, ChatFormat format, int maxTokens)
{
    public TokenizedExample Write(TaskFolder task, Row row)
    {
        var right = task.Response.In(row);
        var (prompt, reply) = format.Example(task.SystemMessage, task.UserPrompt.Render(row), task.Prefill + right + task.Postfill);
        var example = new TokenizedExample(tokenizer.Encode(prompt, addSpecialTokens: false), tokenizer.Encode(reply, addSpecialTokens: false)) { RightAnswer = right };
        // A loss over no token would be 0 / 0.
        return example is { Prompt.Count: > 0, Answer.Count: > 0 }
            ? PairTruncation.Apply(example, maxTokens)
            : throw row.Refused("prompt or answer has no tokens.");
    }

    /// <summary>What tokens say, without special ones.</summary>
    public string Text(IReadOnlyList<int> tokens) => tokenizer.Decode(tokens);
}
