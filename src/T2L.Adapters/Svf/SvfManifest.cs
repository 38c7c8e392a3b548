namespace T2L.Adapters.Svf;

/// <summary>What an expert is made for and how its numbers are meant. An invalid one cannot exist.</summary>
public sealed record SvfManifest
{
    internal const int MaxTextLength = 500;

    /// <summary>How stored numbers become gates. Default <see cref="SvfGate.Sigmoid"/>.</summary>
    public SvfGate Gate { get; init; } = SvfGate.Sigmoid;

    /// <summary>Name of the base model; for people, the digest decides.</summary>
    public required string BaseModel
    {
        get;
        init => field = Text(value, "base_model");
    }

    /// <summary>Identity of the base model's folder.</summary>
    public required Digest BaseDigest { get; init; }

    /// <summary>Identity of the decomposition, as far as these targets go; see <see cref="DecompositionManifest.DigestFor"/>.</summary>
    public required Digest DecompositionDigest { get; init; }

    /// <summary>The gated modules, in the order of <see cref="SvfTargets.All"/>. Default gate, up and down.</summary>
    public IReadOnlyList<string> Targets
    {
        get;
        init => field = SvfTargets.Fault(value) is { } fault ? throw new ArgumentException(fault + ".") : new ValueList<string>(value);
    } = SvfTargets.Mlp;

    /// <summary>What the expert is called, for instance <c>math</c>; may be empty.</summary>
    public string Label
    {
        get;
        init => field = Text(value, "label");
    } = "";

    /// <summary>How the expert came to be.</summary>
    public required SvfOrigin Origin { get; init; }

    private static string Text(string value, string field)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= MaxTextLength && !value.Any(char.IsControl)
            ? value
            : throw new ArgumentException($"{field} has {value.Length} characters; expected at most {MaxTextLength}, on one line.");
    }
}
