using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using T2L.Adapters.Fitting;
using T2L.Api.Adapters;
using T2L.Api.Aliases;
using T2L.Api.Analysis;
using T2L.Api.Audit;
using T2L.Api.BaseModels;
using T2L.Api.Comparing;
using T2L.Api.Completions;
using T2L.Api.Evaluations;
using T2L.Api.Exchange;
using T2L.Api.Files;
using T2L.Api.Health;
using T2L.Api.Jobs;
using T2L.Api.Keys;
using T2L.Api.Metadata;
using T2L.Api.Quality;
using T2L.Api.Tasks;
using T2L.Api.Tenants;
using T2L.Api.Webhooks;
using T2L.Client.Adapters;
using T2L.Client.Aliases;
using T2L.Client.Analysis;
using T2L.Client.Audit;
using T2L.Client.BaseModels;
using T2L.Client.Completions;
using T2L.Client.Evaluations;
using T2L.Client.Files;
using T2L.Client.Health;
using T2L.Client.Jobs;
using T2L.Client.Keys;
using T2L.Client.Metadata;
using T2L.Client.Quality;
using T2L.Client.Tasks;
using T2L.Client.Tenants;
using T2L.Client.Webhooks;
using T2L.Client.Workers;
using T2L.Registry.Deployments;
using T2L.Registry.Quality;

namespace T2L.Client.Tests;

/// <summary>Every public record of the client has the fields of the server's own: of what the server answers, all; of what it takes, all that it takes.</summary>
public sealed class RecordTests
{
    private static readonly Dictionary<Type, Type> Answers = new()
    {
        [typeof(AdapterInfo)] = typeof(AdapterResponse), [typeof(JobInfo)] = typeof(JobResponse), [typeof(JobProgress)] = typeof(JobProgressResponse),
        [typeof(AliasInfo)] = typeof(AliasResponse), [typeof(MetadataInfo)] = typeof(MetadataResponse), [typeof(AuditLine)] = typeof(AuditResponse),
        [typeof(WebhookInfo)] = typeof(WebhookResponse), [typeof(DeliveryInfo)] = typeof(DeliveryResponse), [typeof(TaskNeighbourhood)] = typeof(NearResponse),
        [typeof(Completion)] = typeof(CompletionResponse), [typeof(Completions.CompletionChoice)] = typeof(Api.Completions.CompletionChoice),
        [typeof(Completions.CompletionUsage)] = typeof(Api.Completions.CompletionUsage), [typeof(ModelInfo)] = typeof(ModelItem),
        [typeof(CheckInfo)] = typeof(CheckResponse), [typeof(CheckResult)] = typeof(QualityCheck), [typeof(EvaluationInfo)] = typeof(EvaluationResponse),
        [typeof(VersionDiff)] = typeof(DiffResponse), [typeof(FieldDifference)] = typeof(Registry.Comparing.FieldDifference), [typeof(FigurePair)] = typeof(Registry.Comparing.FigurePair),
        [typeof(WeightDifference)] = typeof(WeightDiff), [typeof(ModuleDifference)] = typeof(ModuleDiff), [typeof(Spectrum)] = typeof(SpectrumResponse),
        [typeof(ModuleSpectrum)] = typeof(ModuleSpectrumResponse), [typeof(AdapterMap)] = typeof(AdapterMapResponse), [typeof(MapPoint)] = typeof(MapPointResponse),
        [typeof(FileList)] = typeof(AdapterFilesResponse), [typeof(FileEntry)] = typeof(AdapterFileResponse), [typeof(WorkerInfo)] = typeof(WorkerEntry),
        [typeof(DeploymentInfo)] = typeof(DeploymentEntry), [typeof(KeyInfo)] = typeof(KeyResponse), [typeof(NewKeyInfo)] = typeof(NewKeyResponse),
        [typeof(UsageInfo)] = typeof(UsageResponse), [typeof(BaseModelInfo)] = typeof(BaseModelResponse), [typeof(ModuleInfo)] = typeof(ModuleShape), [typeof(HealthInfo)] = typeof(HealthResponse),
        [typeof(Page<>)] = typeof(AdapterListResponse),
    };

    private static readonly Dictionary<Type, Type> Requests = new()
    {
        [typeof(AdapterOrder)] = typeof(GenerateAdapterRequest), [typeof(Example)] = typeof(ExampleBody), [typeof(MixRequest)] = typeof(MixAdaptersRequest), [typeof(MixRequestPart)] = typeof(MixPartBody),
        [typeof(Question)] = typeof(CompletionBody), [typeof(Figure)] = typeof(AddEvaluationRequest), [typeof(Trial)] = typeof(RunEvaluationRequest), [typeof(MetadataChange)] = typeof(ChangeMetadataRequest), [typeof(Adapters.HubImport)] = typeof(ImportFromHubRequest),
    };

    /// <summary>Fields that the client passes over, and why.</summary>
    private static readonly Dictionary<string, string> PassedOver = new(StringComparer.Ordinal)
    {
        ["Completion.object"] = "always text_completion", ["Completion.created"] = "the moment of the answer", ["CompletionChoice.index"] = "its place in the list", ["CompletionChoice.logprobs"] = "always null",
        ["ModelInfo.object"] = "always model", ["ModelInfo.owned_by"] = "always t2l", ["Question.stream"] = "only false is served",
    };

    public static TheoryData<string> Compared => [.. Answers.Keys.Concat(Requests.Keys).Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_public_record_is_compared() => Assert.Equal(
        typeof(T2LClient).Assembly.GetExportedTypes().Where(type => type.GetMethod("<Clone>$") is not null).Select(type => type.Name).Where(name => name != nameof(AdapterQuery)).Order(StringComparer.Ordinal),
        ((IEnumerable<object[]>)Compared).Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Compared))]
    public void Has_the_fields_of_the_server(string record)
    {
        var (ours, theirs) = Answers.Concat(Requests).Single(pair => pair.Key.Name == record);

        var expected = Fields(theirs).Select(field => field.Name).Where(name => !PassedOver.ContainsKey($"{record}.{name}"));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Fields(ours).Select(field => field.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Takes_null_and_numbers_as_the_server_sends_them()
    {
        foreach (var (ours, theirs) in Answers.Where(pair => !pair.Key.IsGenericType))
        {
            var known = Fields(ours).ToDictionary(field => field.Name, field => field.Property);
            foreach (var (name, property) in Fields(theirs).Where(field => known.ContainsKey(field.Name)))
                Assert.True(Fits(known[name], property), $"{ours.Name}.{name} is {known[name].PropertyType}, {theirs.Name} has {property.PropertyType}, or null where the client has none.");
        }
    }

    // The names of a query stand apart: the client has words where the address has letters.
    [Fact]
    public async Task A_query_can_say_all_that_the_server_understands()
    {
        var understood = typeof(AdapterListQuery).GetConstructors()[0].GetParameters().Select(field => field.GetCustomAttribute<Microsoft.AspNetCore.Mvc.FromQueryAttribute>()!.Name!);
        var seen = new Asked();
        using var t2l = new T2LClient(new HttpClient(seen) { BaseAddress = new Uri("http://elsewhere/") });

        await Assert.ThrowsAsync<T2LException>(() => t2l.Adapters.PageAsync(new AdapterQuery
        {
            Words = "w", Like = "l", Kind = "lora", BaseModel = "b", Name = "n", Alias = "a", Owner = "o", Tags = ["t"], Properties = ["p=1"], Rank = 8, Status = "ready", MinScore = 0.5, Deleted = true, Sort = "name",
        }, "next"));

        Assert.Equal(understood.Order(StringComparer.Ordinal), seen.Query!.TrimStart('?').Split('&').Select(field => field.Split('=')[0]).Order(StringComparer.Ordinal));
    }

    private sealed class Asked : HttpMessageHandler
    {
        public string? Query { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Query = request.RequestUri!.Query;
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { RequestMessage = request, Content = new StringContent("") });
        }
    }

    private static IEnumerable<(string Name, PropertyInfo Property)> Fields(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always } && property.GetCustomAttribute<JsonExtensionDataAttribute>() is null)
            .Select(property => (JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property));

    private static bool Fits(PropertyInfo ours, PropertyInfo theirs)
    {
        var nullable = new NullabilityInfoContext();
        if (nullable.Create(theirs).ReadState == NullabilityState.Nullable && nullable.Create(ours).ReadState != NullabilityState.Nullable)
            return false;
        var (mine, other) = (Nullable.GetUnderlyingType(ours.PropertyType) ?? ours.PropertyType, Nullable.GetUnderlyingType(theirs.PropertyType) ?? theirs.PropertyType);
        return mine == other || (!mine.IsValueType && !other.IsValueType && mine != typeof(string) && other != typeof(string));
    }
}
