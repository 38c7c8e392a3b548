using System.Text.Json;
using T2L.Adapters;

namespace T2L.Svf.Adaptation;

/// <summary>What a first pass chose.</summary>
/// <param name="Label">The expert's label, or <see cref="Skill.Other"/> for the base model.</param>
/// <param name="Remembered">Whether an earlier request of the conversation had been looked at already.</param>
public sealed record FirstPassChoice(string Label, bool Remembered);

/// <summary>The first of two passes: which expert does a request need? Asked once a conversation.</summary>
/// <remarks>
/// Strategies A and B of Transformer² (arXiv:2501.06252, section 3.3): they differ in who answers. What is not the label of an expert at hand is
/// <see cref="Skill.Other"/>, and then the base model answers, never the expert that was used last.
/// </remarks>
/// <param name="dispatch">How it is asked and read.</param>
/// <param name="model">Who answers.</param>
/// <param name="experts">Labels of the experts at hand.</param>
/// <param name="identity">Who answers and which experts there are, as one text: choices among others are not remembered for these.</param>
/// <param name="cache">Where choices are remembered.</param>
public sealed class FirstPass(IDispatch dispatch, IFirstPassModel model, IReadOnlyList<string> experts, string identity, FirstPassCache cache)
{
    /// <summary>Chooses.</summary>
    /// <param name="request">The user's request; of a conversation the first one.</param>
    /// <param name="conversation">Name of the conversation; null to know it by its first request.</param>
    /// <param name="cancellationToken">Stops the first pass.</param>
    /// <returns>The choice.</returns>
    public async Task<FirstPassChoice> ChooseAsync(string request, string? conversation = null, CancellationToken cancellationToken = default)
    {
        var key = Digest.Of(JsonSerializer.SerializeToUtf8Bytes(new[] { dispatch.Identity, identity, conversation is null ? "request" : "conversation", conversation ?? request }));
        if (cache.Find(key) is { } known)
            return new FirstPassChoice(known, Remembered: true);
        var label = dispatch.Read(await model.AnswerAsync(dispatch.Instructions, request, dispatch.MaxTokens, cancellationToken).ConfigureAwait(false));
        var chosen = experts.Contains(label, StringComparer.Ordinal) ? label : Skill.Other;
        cache.Keep(key, chosen);
        return new FirstPassChoice(chosen, Remembered: false);
    }
}
