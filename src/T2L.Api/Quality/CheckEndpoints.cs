using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using T2L.Api.Adapters;
using T2L.Api.Document;
using T2L.Api.Security;
using T2L.Api.Validation;
using T2L.Registry.Catalog;
using T2L.Registry.Hosting;
using T2L.Registry.Keys;
using T2L.Registry.Quality;

namespace T2L.Api.Quality;

/// <summary>What is known of a version's quality; checking it again, and letting it out of quarantine.</summary>
internal static class CheckEndpoints
{
    public static void MapChecks(this IEndpointRouteBuilder app)
    {
        var version = app.MapGroup("/v1/adapters/{reference}").WithTags("Quality")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        version.MapGet("/checks", GetChecks).WithName(nameof(GetChecks))
            .WithSummary("What was checked of a version, and what came of it. A slash in a name is written %2F here.").Answers(CheckExamples.Ready);
        version.MapPost("/checks", CheckAgain).Needs(KeyScope.Write).WithName(nameof(CheckAgain))
            .WithSummary("Check a version again: its numbers at once, its effect by the next worker that hears of it.").Answers(StatusCodes.Status202Accepted, CheckExamples.Pending);
        version.MapPost("/release", ReleaseVersion).Needs(KeyScope.Approve).WithName(nameof(ReleaseVersion))
            .WithSummary("Let a quarantined version out, with a reason.")
            .Validate<ReleaseRequest>().Given("reference", $"{Demo.Quarantined}:1").Sends(CheckExamples.Release).Answers(CheckExamples.Ready)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<CheckResponse>> GetChecks(string reference, VersionChecks checks, CancellationToken cancellationToken) =>
        TypedResults.Ok(CheckResponse.Of(await checks.FindAsync(AdapterQueries.Reference(reference), cancellationToken)));

    private static async Task<Accepted<CheckResponse>> CheckAgain(
        string reference, VersionChecks checks, AdapterCatalog catalog, AdapterNews news, IOptions<RegistryOptions> options, HttpContext http, CancellationToken cancellationToken)
    {
        var digest = (await checks.FindAsync(AdapterQueries.Reference(reference), cancellationToken)).Digest;
        var adapter = await catalog.LoadAnyAsync(digest, cancellationToken);
        var found = await checks.RecordAsync(digest, PublishChecks.Of(adapter, options.Value.MaxModuleNorm, cancellationToken), Caller.Current.Actor, again: true, cancellationToken);
        if (found.Status == CheckStatus.Pending && await catalog.FindAsync(digest, cancellationToken) is { } entry)
            await news.AnnounceAsync(entry);
        return TypedResults.Accepted(http.Request.Path, CheckResponse.Of(found));
    }

    private static async Task<Ok<CheckResponse>> ReleaseVersion(string reference, ReleaseRequest request, VersionChecks checks, CancellationToken cancellationToken)
    {
        var known = await checks.FindAsync(AdapterQueries.Reference(reference), cancellationToken);
        return TypedResults.Ok(CheckResponse.Of(await checks.ReleaseAsync(known.Digest, request.Reason!, Caller.Current.Actor, cancellationToken)));
    }
}
