using System.Text.Json;
using T2L.Adapters;

namespace T2L.Svf.Adaptation;

/// <summary>What a first pass chose.</summary>
/// <param name="Label">What the expert is called, or <see cref="Skill.Other"/> for the base model.</param>
/// <param name="Place">Which of the experts at hand, from 0; null for the base model.</param>
/// <param name="Remembered">Whether a request of the conversation had been looked at before, or was being looked at.</param>
public sealed record FirstPassChoice(string Label, int? Place, bool Remembered);

/// <summary>The first of two passes: which expert does a request need? Asked once a conversation; who comes while it is asked waits for the same answer.</summary>
/// <remarks>
/// Strategies A and B of Transformer² (arXiv:2501.06252, section 3.3): they differ in who answers. What is not the label of an expert at hand is
/// <see cref="Skill.Other"/>, and then the base model answers, never the expert that was used last.
/// </remarks>
/// <param name="dispatch">How it is asked and read.</param>
/// <param name="model">Who answers.</param>
/// <param name="experts">The experts at hand.</param>
/// <param name="identity">Who answers and which experts there are, as one text: choices among others are not remembered for these.</param>
/// <param name="cache">Where answers are remembered.</param>
public sealed class FirstPass(IDispatch dispatch, IFirstPassModel model, IReadOnlyList<DispatchSkill> experts, string identity, AskedOnce<string> cache)
{
    /// <summary>Chooses.</summary>
    /// <param name="request">The user's request; of a conversation the first one.</param>
    /// <param name="conversation">Name of the conversation; null to know it by its first request.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The choice.</returns>
    public async Task<FirstPassChoice> ChooseAsync(string request, string? conversation = null, CancellationToken cancellationToken = default)
    {
        var key = Digest.Of(JsonSerializer.SerializeToUtf8Bytes(new[] { dispatch.Identity, identity, conversation is null ? "request" : "conversation", conversation ?? request }));
        var (label, remembered) = await cache.AskAsync(key, () => AskAsync(request), cancellationToken).ConfigureAwait(false);
        return DispatchSkill.Find(experts, label) is { } place
            ? new FirstPassChoice(experts[place].Label, place, remembered)
            : new FirstPassChoice(Skill.Other, null, remembered);
    }

    private async Task<string> AskAsync(string request) =>
        dispatch.Read(await model.AnswerAsync(dispatch.Instructions, request, dispatch.MaxTokens, CancellationToken.None).ConfigureAwait(false));
}
