using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Registry.Catalog;

namespace T2L.Api.Validation;

/// <summary>How many entries an answer may be asked for: <c>limit</c>.</summary>
internal static class PageLimit
{
    /// <summary>How many there are unless somebody says.</summary>
    public const int Default = 50;

    /// <summary>What is wrong with a limit.</summary>
    /// <param name="limit">How many are asked for.</param>
    /// <param name="usual">How many there are unless somebody says.</param>
    /// <param name="most">How many there are at most.</param>
    /// <returns>The field and a sentence for the user; null when it is fine.</returns>
    public static (string Field, string Sentence)? Fault(int limit, int usual = Default, int most = CatalogPageRequest.MaxSize) =>
        limit >= 1 && limit <= most ? null : ("limit", $"limit is {limit}; expected 1 to {most} (default {usual}).");

    /// <summary>The answer to a limit that cannot be; null when it is fine.</summary>
    /// <param name="limit">How many are asked for.</param>
    /// <param name="usual">How many there are unless somebody says.</param>
    /// <param name="most">How many there are at most.</param>
    public static ProblemHttpResult? Refusal(int limit, int usual = Default, int most = CatalogPageRequest.MaxSize) =>
        Fault(limit, usual, most) is { } fault ? Problems.Invalid(fault.Field, fault.Sentence) : null;
}
