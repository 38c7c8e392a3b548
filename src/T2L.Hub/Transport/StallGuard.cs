namespace T2L.Hub.Transport;

/// <summary>Ends a request when nothing came for a while, and tells that end from the caller's.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _caller;
    private readonly TimeSpan _timeout;

    public StallGuard(HubOptions options, CancellationToken caller)
    {
        _timeout = options.StallTimeout;
        _caller = caller;
        _source = new CancellationTokenSource(_timeout, options.Time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Something came: the clock starts anew.</summary>
    public void Alive() => _source.CancelAfter(_timeout);

    /// <summary>Runs one step on the network; failures of the network come out as <see cref="TransientException"/>.</summary>
    public async ValueTask<T> RunAsync<T>(ValueTask<T> step)
    {
        try
        {
            var result = await step;
            Alive();
            return result;
        }
        catch (OperationCanceledException exception) when (!_caller.IsCancellationRequested)
        {
            throw new TransientException($"nothing came for {_timeout.TotalSeconds:0.#} seconds", inner: exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new HubException(HubError.Unavailable, $"The connection could not be made safe: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new TransientException($"the connection failed ({exception.Message.TrimEnd('.')})", inner: exception);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
