using System.Globalization;
using T2L.Svf.Search;

namespace T2L.Cli.Output;

/// <summary>Progress of a search for mixing weights on stderr, a line a generation.</summary>
internal sealed class GenerationLine : IProgress<AlphaGeneration>
{
    public void Report(AlphaGeneration value) => Terminal.Status(string.Create(CultureInfo.InvariantCulture,
        $"svf adapt  generation {value.Generation}/{value.Generations}  best {value.Best:F4}  mean {value.Mean:F4}"));
}
