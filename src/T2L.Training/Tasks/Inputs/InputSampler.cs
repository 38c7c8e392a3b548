namespace T2L.Training.Tasks.Inputs;

/// <summary>Draws inputs of one kind. A tenth of all inputs, chosen by a stable hash, is kept for tests and never drawn for training.</summary>
public sealed class InputSampler
{
    /// <summary>The most characters an input has.</summary>
    public const int MaxInputLength = 24;

    private const ulong TestShare = 10; // one in ten
    private static readonly InputSampler[] Samplers = [.. Enum.GetValues<InputKind>().Select(kind => new InputSampler(kind))];
    private readonly string _salt;
    private readonly Func<Random, string> _draw;

    private InputSampler(InputKind kind)
    {
        Kind = kind;
        _salt = $"input/{kind}";
        _draw = InputShapes.Of(kind);
    }

    /// <summary>The kind of the inputs.</summary>
    public InputKind Kind { get; }

    /// <summary>
    /// Whether test inputs differ from training inputs. Nouns are the exception: a translation cannot be guessed from other
    /// translations, so a noun kept from training could never be answered.
    /// </summary>
    public bool KeepsTestInputsApart => Kind != InputKind.Noun;

    /// <summary>The sampler of a kind; safe to share between threads, as it keeps no state.</summary>
    public static InputSampler Of(InputKind kind) => Samplers[(int)kind];

    /// <summary>Whether an input belongs to the part kept for tests.</summary>
    public bool IsTestInput(string input) => KeepsTestInputsApart && StableHash.Of(_salt, input) % TestShare == 0;

    /// <summary>Draws an input of one part.</summary>
    /// <param name="random">The source of chance.</param>
    /// <param name="split">The part to draw from.</param>
    public string Sample(Random random, Split split)
    {
        while (true)
        {
            var input = _draw(random);
            if (!KeepsTestInputsApart || IsTestInput(input) == (split == Split.Test))
                return input;
        }
    }
}
