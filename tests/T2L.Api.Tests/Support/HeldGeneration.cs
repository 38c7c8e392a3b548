using T2L.Worker.Tests.Support;

namespace T2L.Api.Tests.Support;

/// <summary>Keeps every generation from ending until the test says so, or is over.</summary>
internal sealed class HeldGeneration : IDisposable
{
    private readonly TaskCompletionSource _release = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StandInGenerator _generator;

    public HeldGeneration(StandInGenerator generator)
    {
        _generator = generator;
        generator.Make = async (description, stopping) =>
        {
            stopping.Register(() => _stopped.TrySetResult());
            await _release.Task.WaitAsync(stopping);
            return SampleAdapter.For(description);
        };
    }

    /// <summary>Ends when a generation was told to stop.</summary>
    public Task Stopped => _stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public void Release() => _release.TrySetResult();

    public void Dispose()
    {
        Release();
        _generator.Make = (description, _) => Task.FromResult(SampleAdapter.For(description));
    }
}
