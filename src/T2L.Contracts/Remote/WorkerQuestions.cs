using MassTransit;

namespace T2L.Contracts.Remote;

/// <summary>Asks the workers over the bus; any of them answers.</summary>
/// <param name="clients">Makes request clients.</param>
internal sealed class WorkerQuestions(IClientFactory clients)
{
    /// <summary>Asks and waits.</summary>
    /// <exception cref="InferenceException">The worker refused or failed, or none answered in time.</exception>
    public async Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question, TimeSpan patience, CancellationToken cancellationToken)
        where TQuestion : class
        where TAnswer : class
    {
        try
        {
            var client = clients.CreateRequestClient<TQuestion>(patience);
            var response = await client.GetResponse<TAnswer, EngineRefused>(question, cancellationToken);
            if (response.Is(out Response<EngineRefused>? refused))
                throw refused.Message.ToException();
            response.Is(out Response<TAnswer>? answer);
            return answer!.Message;
        }
        catch (RequestTimeoutException)
        {
            throw new InferenceException(
                InferenceError.NotReady, $"No worker answered within {patience.TotalSeconds:0} s. Start one with './t2l worker', or wait until it is back.");
        }
        catch (RequestFaultException fault)
        {
            var reason = fault.Fault?.Exceptions.FirstOrDefault()?.Message ?? fault.Message;
            throw new InferenceException(InferenceError.Failed, $"The worker failed: {reason}", fault);
        }
    }
}
