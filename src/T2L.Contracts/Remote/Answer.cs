using MassTransit;

namespace T2L.Contracts.Remote;

/// <summary>Answers a request with a result or with the engine's refusal; a refusal is an answer, not a failed message.</summary>
internal static class Answer
{
    public static async Task WithAsync<T>(ConsumeContext context, Func<CancellationToken, Task<T>> work)
        where T : class
    {
        try
        {
            await context.RespondAsync(await work(context.CancellationToken));
        }
        catch (InferenceException refusal)
        {
            await context.RespondAsync(EngineRefused.From(refusal));
        }
    }
}
