using T2L.Adapters.Svf;

namespace T2L.Svf.Adaptation;

/// <summary>One expert as the first pass describes it to the model.</summary>
/// <param name="Label">What the model answers with, and what the expert is called.</param>
/// <param name="Covers">What belongs to it, in one sentence without its full stop.</param>
public sealed record DispatchSkill(string Label, string Covers)
{
    /// <summary>Name of the detail of an expert's origin that says what it covers.</summary>
    public const string CoversDetail = "covers";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["code"] = "the user wants a program, function, query or script written, fixed or explained",
        ["math"] = "the result is a number or formula obtained by calculation, algebra, geometry, counting or probability",
        ["reasoning"] = "the user wants a choice or conclusion reached from facts, science knowledge or logic, without heavy calculation",
    };

    /// <summary>An expert by what it says of itself, else by what is known of its label, else by the label alone.</summary>
    /// <param name="expert">What the expert's file says.</param>
    /// <returns>The skill.</returns>
    public static DispatchSkill Of(SvfManifest expert)
    {
        ArgumentNullException.ThrowIfNull(expert);
        return expert.Origin.Details.GetValueOrDefault(CoversDetail) is { Length: > 0 } covers
            ? new DispatchSkill(expert.Label, covers)
            : new DispatchSkill(expert.Label, Known.GetValueOrDefault(expert.Label) ?? $"the request is of the kind '{expert.Label}'");
    }
}
