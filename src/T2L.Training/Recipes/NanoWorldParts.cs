using T2L.Hypernetwork;

namespace T2L.Training.Recipes;

/// <summary>What the parts of the nano world are called: the names of their folders, in the work folder and where they are shipped.</summary>
internal static class NanoWorldParts
{
    public const string Base = "base", Encoder = "encoder", Oracles = "oracles", Reconstruction = "reconstruction", MultiTask = "multi-task";

    /// <summary>The hypernetworks that are shipped.</summary>
    public static IReadOnlyList<string> Hypernetworks { get; } = [Of(HeadVariant.L), Of(HeadVariant.M), Of(HeadVariant.S), Reconstruction];

    /// <summary>The hypernetwork of a size; the largest is the one that the program loads, under the plain name.</summary>
    public static string Of(HeadVariant variant) => variant == HeadVariant.L ? "hypernetwork" : $"hypernetwork-{variant}";
}
