using Microsoft.Extensions.Logging;

namespace T2L.Registry.Tests;

/// <summary>Keeps what is logged at Information and above.</summary>
internal sealed class CollectedLog : ILogger, ILoggerProvider
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Lines.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
