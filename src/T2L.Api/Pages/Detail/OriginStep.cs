using T2L.Adapters;
using T2L.Registry.Catalog;

namespace T2L.Api.Pages.Detail;

/// <summary>One box of the way from a task to a version.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Text">What is written in it.</param>
/// <param name="Detail">A second, quieter line.</param>
/// <param name="Address">Where it leads; null for nowhere.</param>
/// <param name="IsResult">The version itself.</param>
public sealed record OriginStep(string Title, string Text, string? Detail = null, string? Address = null, bool IsResult = false)
{
    /// <summary>The steps, in order; boxes of one step stand beside each other.</summary>
    internal static IReadOnlyList<IReadOnlyList<OriginStep>> Of(DetailModel model)
    {
        var entry = model.Entry;
        var steps = new List<IReadOnlyList<OriginStep>>();
        if (entry.Mix is { } mix)
            steps.Add([.. mix.Parts.Select(part => Parent(part.Digest, part.Weight, model.Parents.GetValueOrDefault(part.Digest)))]);
        else if (entry.Hub is { } hub)
            steps.Add([new OriginStep("Fetched from the hub", hub.Repository, $"commit {hub.Commit}")]);
        else if (entry.HypernetworkDigest is null && entry.EncoderDigest is null)
            steps.Add([new OriginStep("Imported", entry.Kind == AdapterKind.Svf ? "an SVF expert" : "PEFT files", "published as they were")]);
        if (!string.IsNullOrEmpty(entry.Description) && entry.Mix is null)
            steps.Add([new OriginStep("Description", entry.Description)]);
        if (entry.EncoderDigest is { } encoder)
            steps.Add([new OriginStep("Text encoder", Show.Short(encoder.Value) + "…", "reads the task")]);
        if (entry.HypernetworkDigest is { } network)
            steps.Add([new OriginStep("Hypernetwork", model.Hypernetwork?.Name ?? Show.Short(network.Value) + "…", Wrote(model))]);
        if (entry.Report?.Search is { } search)
            steps.Add([new OriginStep("Search", $"{search.Examples} examples, {search.Rounds} rounds", $"{search.ExactBefore} answered before, {search.ExactAfter} after")]);
        if (entry.Mix is { } made)
            steps.Add([new OriginStep("Mix", made.Space == "raw" ? "raw numbers added up" : "gates added up", made.Search is { } found ? $"weights found by {found.Examples} examples" : "weights as given")]);
        steps.Add([new OriginStep("This version", model.Reference, Show.Kind(entry.Kind), IsResult: true)]);
        return steps;
    }

    private static OriginStep Parent(string digest, double weight, CatalogEntry? parent) => parent is null
        ? new OriginStep("Expert", Show.Short(digest) + "…", $"weight {Show.Measure(weight)}, not in sight")
        : new OriginStep("Expert", $"{parent.Name}:{parent.Version}", $"weight {Show.Measure(weight)}", PageAddress.Adapter($"{parent.Name}:{parent.Version}"));

    private static string Wrote(DetailModel model) =>
        model.Entry.Seed is { } seed ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"writes the factors, seed {seed}") : "writes the factors in one pass";
}
