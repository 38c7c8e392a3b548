using System.Net;

namespace T2L.Client;

/// <summary>The server refused or failed; the message is its sentence for people.</summary>
public sealed class T2LException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The stable code; see the server's <c>/docs/errors.md</c>.</param>
    /// <param name="message">The sentence.</param>
    public T2LException(HttpStatusCode status, string code, string message)
        : base(message) => (Status, Code) = (status, code);

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>What it is, for programs; <c>unexpected_answer</c> where something other than a T2L server answered.</summary>
    public string Code { get; }

    /// <summary>Sentences about wrong fields, by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Names the request in the server's log.</summary>
    public string? TraceId { get; init; }

    /// <summary>When asking again makes sense; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
