using T2L.Tokenizers;
using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>
/// How the nano models see a task: three slots, the input, a separator, the answer. While the base is trained the slots
/// hold the task's code; afterwards they hold three neutral tokens and only an adapter can say what is wanted.
/// </summary>
/// <remarks>The codes' rows stand behind the tokenizer's vocabulary and are cut off when the base is saved.</remarks>
internal sealed class NanoLayout
{
    /// <summary>Tokens around an input, in the order of the tokenizer's template.</summary>
    public const string Separator = "<sep>", EndOfSequence = "<eos>", Unknown = "<unk>";

    /// <summary>The three neutral tokens in front of every prompt.</summary>
    public static readonly IReadOnlyList<string> NeutralSlots = ["<n1>", "<n2>", "<n3>"];

    private readonly Tokenizer _tokenizer;
    private readonly Dictionary<string, int> _codes;
    private readonly int _endOfSequence;

    public NanoLayout(Tokenizer tokenizer, TaskSuite? suite = null)
    {
        _tokenizer = tokenizer;
        _endOfSequence = tokenizer.Id(EndOfSequence) ?? throw new ArgumentException($"The tokenizer has no '{EndOfSequence}' token.", nameof(tokenizer));
        _codes = (suite?.Tags ?? []).Select((tag, index) => (tag, index)).ToDictionary(code => code.tag, code => tokenizer.VocabularySize + code.index);
    }

    /// <summary>Vocabulary of the base while it is trained: the tokenizer's tokens, then the task codes.</summary>
    public int TrainingVocabularySize => _tokenizer.VocabularySize + _codes.Count;

    /// <summary>Vocabulary of the base as it is shipped.</summary>
    public int VocabularySize => _tokenizer.VocabularySize;

    /// <summary>Id of the token that ends every answer.</summary>
    public int EndOfSequenceId => _endOfSequence;

    /// <summary>Ids of the neutral tokens.</summary>
    public long[] NeutralIds => [.. NeutralSlots.Select(slot => (long)_tokenizer.Id(slot)!.Value)];

    /// <summary>Whether the slots of an example hold a code.</summary>
    public bool IsCoded(TokenizedExample example) => example.Prompt[0] >= VocabularySize;

    /// <summary>The tags of a task's code, one a slot.</summary>
    public static IReadOnlyList<string> Slots(TaskCode code) => [code.First, code.Second, code.Format];

    /// <summary>An example whose slots are neutral, as every prompt after pre-training.</summary>
    public TokenizedExample Neutral(TaskExample example) =>
        new(_tokenizer.Encode(example.Input), [.. _tokenizer.Encode(example.Answer, addSpecialTokens: false), _endOfSequence]);

    /// <summary>Examples of one task in a row, of which the last is asked: the slots are neutral, and only what came before says what is wanted.</summary>
    /// <param name="examples">The examples, at least one.</param>
    public TokenizedExample FewShot(IReadOnlyList<TaskExample> examples)
    {
        var prompt = new List<int>();
        var answers = new List<Range>();
        foreach (var (input, answer) in examples.SkipLast(1).Select(Neutral))
        {
            prompt.AddRange(prompt.Count == 0 ? input : input.Skip(NeutralSlots.Count));
            answers.Add(prompt.Count..(prompt.Count + answer.Count));
            prompt.AddRange(answer);
        }
        var (last, expected) = Neutral(examples[^1]);
        prompt.AddRange(prompt.Count == 0 ? last : last.Skip(NeutralSlots.Count));
        return new TokenizedExample(prompt, expected) { EarlierAnswers = answers };
    }

    /// <summary>An example behind a description, which stands where an earlier example would: what a prompt alone can say.</summary>
    public TokenizedExample Described(string description, TaskExample example)
    {
        var neutral = Neutral(example);
        return neutral with
        {
            Prompt = [.. neutral.Prompt.Take(NeutralSlots.Count), .. _tokenizer.Encode(description, addSpecialTokens: false), _endOfSequence, .. neutral.Prompt.Skip(NeutralSlots.Count)],
        };
    }

    /// <summary>An example whose slots name its task: pre-training only.</summary>
    public TokenizedExample Coded(TaskExample example, TaskDefinition task)
    {
        var neutral = Neutral(example);
        return neutral with { Prompt = [.. Slots(task.Code).Select(tag => _codes[tag]), .. neutral.Prompt.Skip(NeutralSlots.Count)] };
    }
}
