using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Adapters;
using T2L.Api.Security;
using T2L.Registry.Aliases;
using T2L.Registry.Keys;

namespace T2L.Api.Aliases;

internal static class AliasHandlers
{
    public static async Task<Ok<AliasListResponse>> ListAliases(string name, AdapterAliases aliases, CancellationToken cancellationToken) =>
        TypedResults.Ok(new AliasListResponse([.. (await aliases.ListAsync(AdapterQueries.Reference(name), cancellationToken)).Select(AliasResponse.Of)]));

    public static async Task<Ok<AliasResponse>> GetAlias(string name, string alias, HttpContext http, AdapterAliases aliases, CancellationToken cancellationToken)
    {
        var adapter = AdapterQueries.Reference(name);
        var entry = (await aliases.ListAsync(adapter, cancellationToken)).FirstOrDefault(entry => entry.Alias == alias) ?? throw new AliasNotFoundException(adapter, alias);
        return Answer(http, entry);
    }

    public static async Task<Results<Ok<AliasResponse>, Created<AliasResponse>, ProblemHttpResult>> SetAlias(
        string name, string alias, SetAliasRequest request, HttpContext http, AdapterAliases aliases, CancellationToken cancellationToken)
    {
        if (Refusal(alias, http, aliases, out var condition) is { } problem)
            return problem;
        var move = await aliases.SetAsync(AdapterQueries.Reference(name), alias, request.Version!.Value, Caller.Current.Actor, condition, cancellationToken);
        var answer = Answer(http, move.Entry);
        return move.IsNew ? TypedResults.Created(http.Request.Path, answer.Value) : answer;
    }

    public static async Task<Results<Ok<AliasResponse>, ProblemHttpResult>> RollBackAlias(
        string name, string alias, HttpContext http, AdapterAliases aliases, CancellationToken cancellationToken) =>
        Refusal(alias, http, aliases, out var condition) is { } problem
            ? problem
            : Answer(http, (await aliases.RollBackAsync(AdapterQueries.Reference(name), alias, Caller.Current.Actor, condition, cancellationToken)).Entry);

    public static async Task<Results<NoContent, ProblemHttpResult>> RemoveAlias(
        string name, string alias, HttpContext http, AdapterAliases aliases, CancellationToken cancellationToken)
    {
        if (Refusal(alias, http, aliases, out var condition) is { } problem)
            return problem;
        await aliases.RemoveAsync(AdapterQueries.Reference(name), alias, Caller.Current.Actor, condition, cancellationToken);
        return TypedResults.NoContent();
    }

    private static Ok<AliasResponse> Answer(HttpContext http, AliasEntry entry)
    {
        AliasTag.Set(http, entry);
        return TypedResults.Ok(AliasResponse.Of(entry));
    }

    private static ProblemHttpResult? Refusal(string alias, HttpContext http, AdapterAliases aliases, out AliasCondition condition)
    {
        (condition, var fault) = AliasTag.Condition(http.Request);
        if (AliasName.Fault(alias) is { } name)
            return Problems.Invalid("alias", name);
        if (fault is not null)
            return Problems.Invalid("headers", fault);
        return aliases.RuleOf(alias).Protected && !Caller.Current.May(KeyScope.Approve) ? Gate.Missing(http, KeyScope.Approve, Caller.Current) : null;
    }
}
