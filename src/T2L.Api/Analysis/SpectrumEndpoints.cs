using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using T2L.Adapters;
using T2L.Api.Adapters;
using T2L.Api.Document;
using T2L.Registry.Catalog;
using T2L.Registry.Comparing;

namespace T2L.Api.Analysis;

/// <summary>What an adapter changes in its base model, and how strongly.</summary>
internal static class SpectrumEndpoints
{
    public static void MapSpectrum(this IEndpointRouteBuilder app) => app.MapGet("/v1/adapters/{reference}/spectrum", GetSpectrum).WithTags("Adapters")
        .WithName(nameof(GetSpectrum))
        .WithSummary("Norm and singular values of what an adapter changes, matrix by matrix. A slash in a name is written %2F here.")
        .Answers(new SpectrumResponse(Demo.Digest, "lora", 4.4, [new("model.layers.0.self_attn.q_proj", 0, "q_proj", 4.4, [3.9, 2.0])]))
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<SpectrumResponse>, ProblemHttpResult>> GetSpectrum(
        string reference, HttpContext http, AdapterCatalog catalog, AdapterMeasures measures, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is not { } entry)
            return Problems.AdapterNotFound(AdapterQueries.Reference(reference));
        var spectrum = (await measures.OfAsync(entry, cancellationToken)).Spectrum;
        http.Response.GetTypedHeaders().ETag = new EntityTagHeaderValue($"\"{entry.Digest.Value}\"");
        return TypedResults.Ok(new SpectrumResponse(entry.Digest.Value, entry.Kind.NameOf(), spectrum.Norm, [.. spectrum.Modules.Select(
            module => new ModuleSpectrumResponse(module.Place.Path, module.Place.Layer, module.Place.Module, module.Norm, module.Values))]));
    }
}

/// <summary>What an adapter changes, matrix by matrix.</summary>
/// <param name="Digest">Digest of the version.</param>
/// <param name="Kind"><c>lora</c> or <c>svf</c>.</param>
/// <param name="Norm">The norm over all matrices.</param>
/// <param name="Modules">The matrices.</param>
internal sealed record SpectrumResponse(string Digest, string Kind, double Norm, IReadOnlyList<ModuleSpectrumResponse> Modules);

/// <summary>What an adapter changes in one matrix.</summary>
/// <param name="Path">The matrix, for instance <c>model.layers.3.self_attn.q_proj</c>.</param>
/// <param name="Layer">Its layer, from 0; null where it has none.</param>
/// <param name="Module">Its kind, for instance <c>q_proj</c>.</param>
/// <param name="Norm">LoRA: Frobenius norm of ΔW. Expert: norm of z − 1, with all singular values of the matrix taken as alike.</param>
/// <param name="Values">Largest first. LoRA: the singular values of ΔW, none for ranks above 256. Expert: |z − 1|, the 64 largest.</param>
internal sealed record ModuleSpectrumResponse(string Path, int? Layer, string Module, double Norm, IReadOnlyList<double> Values);
