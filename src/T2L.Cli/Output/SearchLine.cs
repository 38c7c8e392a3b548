using System.Globalization;
using T2L.Hypernetwork.Search;

namespace T2L.Cli.Output;

/// <summary>Progress of a search with examples on stderr, a line a round.</summary>
internal sealed class SearchLine : IProgress<SearchRound>
{
    public void Report(SearchRound value) => Terminal.Status(string.Create(CultureInfo.InvariantCulture,
        $"search  round {value.Round}/{value.Rounds}  log-likelihood per answer {value.Start:F3} → {value.Best:F3}"));
}
