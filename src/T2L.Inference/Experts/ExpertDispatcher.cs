using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Svf.Adaptation;

namespace T2L.Inference.Experts;

/// <summary>Answers requests that name experts: asks the base model or a classification expert which one is wanted, once a conversation, then answers with that.</summary>
/// <param name="about">What an expert's file says.</param>
/// <param name="complete">Answers a request with one adapter or none.</param>
/// <param name="capacity">Choices that are remembered.</param>
internal sealed class ExpertDispatcher(
    Func<OfferedExpert, CancellationToken, Task<SvfManifest>> about, Func<CompletionRequest, CancellationToken, Task<CompletionResult>> complete, int capacity)
{
    private readonly AskedOnce<string> _cache = new(capacity);

    /// <summary>Both passes. The second one is a request like any other.</summary>
    /// <exception cref="InferenceException">As <see cref="ChooseAsync"/>, and whatever the answer may be refused for.</exception>
    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var choice = await ChooseAsync(request, cancellationToken).ConfigureAwait(false);
        var result = await complete(request with { AdapterDigest = choice.AdapterDigest, Experts = null, Conversation = null }, cancellationToken).ConfigureAwait(false);
        return result with { ChosenExpert = choice.AdapterDigest };
    }

    /// <summary>The first pass.</summary>
    /// <exception cref="InferenceException">An expert cannot be used, is a LoRA, or is not told apart from another.</exception>
    public async Task<ExpertChoice> ChooseAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var offered = request.Experts ?? [];
        Check(request, offered);
        var skills = new List<DispatchSkill>(offered.Count);
        foreach (var expert in offered)
            skills.Add(DispatchSkill.Of(await about(expert, cancellationToken).ConfigureAwait(false), expert.Name));
        var classifier = request.AdapterDigest is { } named ? await about(new OfferedExpert(named), cancellationToken).ConfigureAwait(false) : null;
        var identity = $"{request.AdapterDigest} {string.Join(' ', offered.Select(expert => expert.Digest).Order(StringComparer.Ordinal))}";
        var pass = new FirstPass(Dispatch(skills, classifier), new Asked(request.AdapterDigest, complete), skills, identity, _cache);
        var choice = await pass.ChooseAsync(FirstMessage(request), request.Conversation, cancellationToken).ConfigureAwait(false);
        return new ExpertChoice(choice.Label, choice.Place is { } place ? offered[place].Digest : null, choice.Remembered);
    }

    private static void Check(CompletionRequest request, IReadOnlyList<OfferedExpert> offered)
    {
        if (request.SecondAdapterDigest is not null)
            throw Refused("A request that names experts takes no second adapter; name one adapter that chooses among them, or none.");
        if (offered.Count > SvfExpert.MostTogether)
            throw Refused($"The request names {offered.Count} experts; a first pass chooses among at most {SvfExpert.MostTogether}. Name fewer.");
    }

    private static IDispatch Dispatch(List<DispatchSkill> skills, SvfManifest? classifier)
    {
        try
        {
            var prompt = new DispatchPrompt(skills);
            if (classifier is null || DispatchLetters.Of(classifier) is not { } letters)
                return prompt;
            letters.RequireAnyOf(skills);
            return letters;
        }
        catch (ArgumentException exception)
        {
            throw Refused(exception.Message, exception);
        }
    }

    private static string FirstMessage(CompletionRequest request) =>
        request.Turns is { } turns ? turns.FirstOrDefault(turn => turn.Role == "user")?.Content ?? "" : request.Prompt;

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
