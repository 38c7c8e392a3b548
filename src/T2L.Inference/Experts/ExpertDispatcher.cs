using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Inference.Adapters;
using T2L.Svf.Adaptation;

namespace T2L.Inference.Experts;

/// <summary>Chooses among the experts of a request, by asking the base model or a classification expert, once a conversation.</summary>
/// <param name="acquire">Brings an adapter to the device.</param>
/// <param name="complete">Answers the first pass.</param>
/// <param name="capacity">Choices that are remembered.</param>
internal sealed class ExpertDispatcher(
    Func<string, CancellationToken, Task<AdapterLease>> acquire, Func<CompletionRequest, CancellationToken, Task<CompletionResult>> complete, int capacity)
{
    private readonly FirstPassCache _cache = new(capacity);

    /// <exception cref="InferenceException">An expert cannot be used, is a LoRA, or is not told apart from another by its label.</exception>
    public async Task<ExpertChoice> ChooseAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var digests = request.Experts ?? [];
        if (request.SecondAdapterDigest is not null)
            throw Refused("A request that names experts takes no second adapter; name one adapter that chooses among them, or none.");
        var experts = new List<SvfManifest>(digests.Count);
        foreach (var digest in digests)
            experts.Add(await AboutAsync(digest, cancellationToken).ConfigureAwait(false));
        var classifier = request.AdapterDigest is { } named ? await AboutAsync(named, cancellationToken).ConfigureAwait(false) : null;
        string[] labels = [.. experts.Select(expert => expert.Label)];
        var pass = new FirstPass(
            Dispatch(experts, classifier), new Asked(request.AdapterDigest, complete), labels, $"{request.AdapterDigest} {string.Join(' ', digests.Order(StringComparer.Ordinal))}", _cache);
        var choice = await pass.ChooseAsync(FirstMessage(request), request.Conversation, cancellationToken).ConfigureAwait(false);
        return new ExpertChoice(choice.Label, Array.IndexOf(labels, choice.Label) is >= 0 and var place ? digests[place] : null, choice.Remembered);
    }

    private static IDispatch Dispatch(List<SvfManifest> experts, SvfManifest? classifier)
    {
        try
        {
            var prompt = new DispatchPrompt([.. experts.Select(DispatchSkill.Of)]);
            return (classifier is null ? null : DispatchLetters.Of(classifier)) ?? (IDispatch)prompt;
        }
        catch (ArgumentException exception)
        {
            throw Refused(exception.Message, exception);
        }
    }

    private static string FirstMessage(CompletionRequest request) =>
        request.Turns is { } turns ? turns.FirstOrDefault(turn => turn.Role == "user")?.Content ?? "" : request.Prompt;

    private async Task<SvfManifest> AboutAsync(string digest, CancellationToken cancellationToken)
    {
        using var lease = await acquire(digest, cancellationToken).ConfigureAwait(false);
        return lease.Adapter.About ?? throw Refused($"{digest} is a LoRA; a first pass chooses among SVF experts and is answered by one.");
    }

    private static InferenceException Refused(string message, Exception? inner = null) => new(InferenceError.AdapterDoesNotFit, message, inner);

    /// <summary>The base model, or the base with a classification expert.</summary>
    private sealed class Asked(string? classifier, Func<CompletionRequest, CancellationToken, Task<CompletionResult>> complete) : IFirstPassModel
    {
        public async Task<string> AnswerAsync(string? instructions, string request, int maxTokens, CancellationToken cancellationToken)
        {
            List<ChatTurn> turns = instructions is null ? [] : [new ChatTurn("system", instructions)];
            var question = new CompletionRequest("", classifier, maxTokens, Turns: [.. turns, new ChatTurn("user", request)]);
            try
            {
                return (await complete(question, cancellationToken).ConfigureAwait(false)).Text;
            }
            catch (InferenceException exception) when (instructions is not null && exception.Error is InferenceError.PromptTooLong or InferenceError.PromptNotUsable)
            {
                throw new InferenceException(exception.Error,
                    $"The first pass cannot be asked by a prompt: {exception.Message} Choose with a classification expert that was trained on bare inputs: ./t2l svf train --dispatch.", exception);
            }
        }
    }
}
