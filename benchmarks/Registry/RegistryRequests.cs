namespace T2L.Benchmarks.Registry;

/// <summary>A kind of request.</summary>
/// <param name="Case">Its name in the table.</param>
/// <param name="Address">The address of the n-th one.</param>
/// <param name="Target">Milliseconds that 99 of 100 should stay under.</param>
internal sealed record RegistryRequest(string Case, Func<int, string> Address, double Target);

/// <summary>What is asked of the API. Each request of a case asks for something else; the slowest case comes last.</summary>
internal static class RegistryRequests
{
    private const double ListTarget = 15, WordsTarget = 40, MeaningTarget = 60;

    public static IReadOnlyList<RegistryRequest> WithoutIndex(SampleRows rows) =>
    [
        new("list, newest 50", _ => "/v1/adapters", ListTarget),
        new("list, one base model", i => $"/v1/adapters?base_model={SampleRows.BaseModel(i)}", ListTarget),
        new("list, a rare base model", _ => "/v1/adapters?base_model=rare-7b", ListTarget),
        new("list, kind and base model", i => $"/v1/adapters?kind=svf&base_model={SampleRows.BaseModel(i * 2)}", ListTarget),
        new("list, names that begin so", i => $"/v1/adapters?name=team-{i % 500}/", ListTarget),
        new("words, frequent", i => $"/v1/adapters?q={rows.Words[i % 5]}", WordsTarget),
        new("words, usual", i => $"/v1/adapters?q={rows.Words[100 + (i * 3 % 300)]}", WordsTarget),
        new("words, rare", i => $"/v1/adapters?q={rows.Words[10_000 + (i * 7 % 9_000)]}", WordsTarget),
        new("words, two together", i => $"/v1/adapters?q={rows.Words[i % 50]}+{rows.Words[50 + (i % 500)]}", WordsTarget),
        new("words, newest first", i => $"/v1/adapters?sort=newest&q={rows.Words[i % 1000]}", WordsTarget),
    ];

    public static IReadOnlyList<RegistryRequest> WithIndex(SampleRows rows) =>
    [
        new("meaning, top 20", i => $"/v1/adapters?limit=20&like=task+{i * 31 % rows.Count}", MeaningTarget),
        new("meaning, one base model", i => $"/v1/adapters?limit=20&base_model=mistral-7b&like=task+{i * 37 % rows.Count}", MeaningTarget),
        new("meaning and words", i => $"/v1/adapters?limit=20&q={rows.Words[i % 500]}&like=task+{i * 41 % rows.Count}", MeaningTarget),
        new("list, by name", i => $"/v1/adapters?sort=name&page=team-{i % 500}/task-1:1", ListTarget),
    ];
}
