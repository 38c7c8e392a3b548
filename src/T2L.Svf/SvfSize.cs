using T2L.Models;

namespace T2L.Svf;

/// <summary>What an expert weighs, from a model's configuration alone.</summary>
public static class SvfSize
{
    /// <summary>Numbers of an expert: min(out, in) for every gated matrix.</summary>
    /// <param name="config">The base model.</param>
    /// <param name="targets">The gated modules.</param>
    /// <returns>The number of learnable parameters.</returns>
    public static long OfExpert(ModelConfig config, IEnumerable<string> targets) => Sum(config, targets, (columns, rows) => Math.Min(columns, rows));

    /// <summary>Numbers of a LoRA, for comparison: rank · (in + out) for every adapted matrix.</summary>
    /// <param name="config">The base model.</param>
    /// <param name="targets">The adapted modules.</param>
    /// <param name="rank">r.</param>
    /// <returns>The number of learnable parameters.</returns>
    public static long OfLora(ModelConfig config, IEnumerable<string> targets, int rank) => Sum(config, targets, (columns, rows) => rank * (columns + rows));

    private static long Sum(ModelConfig config, IEnumerable<string> targets, Func<long, long, long> size)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Layers * targets.Select(config.ProjectionShape).Sum(shape => size(shape.In, shape.Out));
    }
}
