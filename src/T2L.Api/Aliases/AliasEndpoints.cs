using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Keys;

namespace T2L.Api.Aliases;

/// <summary>Aliases: names such as champion that move between the versions of an adapter.</summary>
internal static class AliasEndpoints
{
    public static void MapAliases(this IEndpointRouteBuilder app)
    {
        var aliases = app.MapGroup("/v1/adapters/{name}/aliases").WithTags("Aliases")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        aliases.MapGet("/", AliasHandlers.ListAliases).WithName(nameof(AliasHandlers.ListAliases))
            .WithSummary("The aliases of an adapter. A slash in its name is written %2F here.").Answers(AliasExamples.List);
        aliases.MapGet("/{alias}", AliasHandlers.GetAlias).WithName(nameof(AliasHandlers.GetAlias))
            .WithSummary("Where an alias points.").Answers(AliasExamples.Alias);
        Changing(aliases.MapPut("/{alias}", AliasHandlers.SetAlias)).WithName(nameof(AliasHandlers.SetAlias))
            .WithSummary("Point an alias at a version, or make it: promote.")
            .Validate<SetAliasRequest>().Sends(AliasExamples.Set).Answers(AliasExamples.Alias).Answers(StatusCodes.Status201Created, AliasExamples.Alias with { PreviousVersion = null });
        Changing(aliases.MapPost("/{alias}/rollback", AliasHandlers.RollBackAlias)).WithName(nameof(AliasHandlers.RollBackAlias))
            .WithSummary("Point an alias at the version that it pointed at before its last move.").Answers(AliasExamples.Alias);
        Changing(aliases.MapDelete("/{alias}", AliasHandlers.RemoveAlias)).WithName(nameof(AliasHandlers.RemoveAlias))
            .WithSummary("Remove an alias; the versions stay.");
    }

    private static RouteHandlerBuilder Changing(RouteHandlerBuilder route) => route
        .Needs(KeyScope.Write)
        .WithDescription("With 'If-Match' and the ETag that GET answers with, only if nobody moved the alias in between; with 'If-None-Match: *' only if there is none.")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed);
}
