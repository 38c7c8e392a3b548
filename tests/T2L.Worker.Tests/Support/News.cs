using System.Collections.Concurrent;
using MassTransit;
using T2L.Contracts;

namespace T2L.Worker.Tests.Support;

/// <summary>Every event that was announced.</summary>
internal sealed class News
{
    public ConcurrentQueue<object> Events { get; } = [];

    public IEnumerable<T> Of<T>() => Events.OfType<T>();

    public async Task<T> NextAsync<T>(Func<T, bool> isIt, int seconds = 20)
    {
        for (var left = seconds * 50; left > 0; left--)
        {
            if (Of<T>().FirstOrDefault(isIt) is { } found)
                return found;
            await Task.Delay(20);
        }
        throw new TimeoutException($"No {typeof(T).Name} within {seconds} s; there were: {string.Join(", ", Events)}.");
    }
}

internal sealed class NewsConsumer(News news) : IConsumer<AdapterReady>, IConsumer<AdapterGenerationFailed>
{
    public Task Consume(ConsumeContext<AdapterReady> context) => Keep(context.Message);

    public Task Consume(ConsumeContext<AdapterGenerationFailed> context) => Keep(context.Message);

    private Task Keep(object message)
    {
        news.Events.Enqueue(message);
        return Task.CompletedTask;
    }
}
