using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Contracts;
using T2L.Worker.Generation;
using T2L.Worker.Tests.Support;

namespace T2L.Worker.Tests.Generation;

public sealed class ExampleSearchesTests
{
    [Fact]
    public async Task An_engine_that_cannot_weigh_candidates_is_said_so()
    {
        await using var loading = new Loading<IInferenceEngine>("elsewhere", _ => Task.FromResult<IInferenceEngine>(new StandInEngine(null!)), TimeProvider.System);
        var searches = new ExampleSearches(loading, Options.Create(new GenerationOptions()), TimeProvider.System, NullLogger<ExampleSearches>.Instance);

        var refusal = await Assert.ThrowsAsync<GenerationException>(
            () => searches.RunAsync(null!, TensorData.FromFloats([1], 1, 1), new AdapterOrder("Sort.", [new("b a", "a b")]), default));

        Assert.StartsWith("Examples are weighed by the base model before an adapter is published", refusal.Message, StringComparison.Ordinal);
    }
}
