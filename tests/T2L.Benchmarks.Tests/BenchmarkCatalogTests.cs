using System.Text.Json;

namespace T2L.Benchmarks.Tests;

public sealed class BenchmarkCatalogTests
{
    public static TheoryData<string> Names => [.. BenchmarkCatalog.All.Select(b => b.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_benchmark_runs_and_reports_in_the_agreed_form(string name)
    {
        var report = await BenchmarkCatalog.Find(name)!.RunAsync(new BenchmarkOptions { Smoke = true, Repetitions = 2 }, progress: null, CancellationToken.None);
        using var json = JsonDocument.Parse(report.ToJson());
        Assert.Equal(name, json.RootElement.GetProperty("name").GetString());
        Assert.NotEmpty(json.RootElement.GetProperty("machine").GetString()!);
        Assert.All(json.RootElement.GetProperty("results").EnumerateArray(), result =>
        {
            foreach (var field in new[] { "case", "metric", "value", "unit", "baseline", "ratio", "floor", "target", "holds" })
                Assert.True(result.TryGetProperty(field, out _), field);
            Assert.True(result.GetProperty("value").GetDouble() > 0);
        });
    }

    [Fact]
    public void An_unknown_name_finds_nothing() => Assert.Null(BenchmarkCatalog.Find("no-such-benchmark"));
}
