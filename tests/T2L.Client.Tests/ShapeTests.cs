using System.Text.Json;
using System.Text.Json.Serialization;
using T2L.Api.Tests.Support;
using T2L.Client.Adapters;
using T2L.Client.Aliases;
using T2L.Client.Analysis;
using T2L.Client.Audit;
using T2L.Client.BaseModels;
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

namespace T2L.Client.Tests;

/// <summary>The client knows every field that the server sends: one that is added there and forgotten here fails.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class ShapeTests(ApiHost api)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [Theory]
    [InlineData("/v1/adapters", typeof(Page<AdapterInfo>))]
    [InlineData("/v1/adapters/shape%2Fone", typeof(AdapterInfo))]
    [InlineData("/v1/adapters/shape%2Fone/similar", typeof(Page<AdapterInfo>))]
    [InlineData("/v1/adapters/shape%2Fone/aliases/champion", typeof(AliasInfo))]
    [InlineData("/v1/adapters/shape%2Fone/metadata", typeof(MetadataInfo))]
    [InlineData("/v1/jobs", typeof(Page<JobInfo>))]
    [InlineData("/v1/audit", typeof(Page<AuditLine>))]
    [InlineData("/v1/webhooks", typeof(Page<WebhookInfo>))]
    [InlineData("/v1/tasks/near?text=shape", typeof(TaskNeighbourhood))]
    [InlineData("/v1/adapters/shape%2Fone/checks", typeof(CheckInfo))]
    [InlineData("/v1/adapters/shape%2Fone/evaluations", typeof(Page<EvaluationInfo>))]
    [InlineData("/v1/adapters/shape%2Fone/diff?with=shape/one:1", typeof(VersionDiff))]
    [InlineData("/v1/adapters/shape%2Fone/spectrum", typeof(Spectrum))]
    [InlineData("/v1/adapters/map", typeof(AdapterMap))]
    [InlineData("/v1/adapters/shape%2Fone/files", typeof(FileList))]
    [InlineData("/v1/adapters/shape%2Fone/deployments", typeof(Page<DeploymentInfo>))]
    [InlineData("/v1/workers", typeof(Page<WorkerInfo>))]
    [InlineData("/v1/base-models", typeof(Page<BaseModelInfo>))]
    [InlineData("/v1/keys", typeof(Page<KeyInfo>))]
    [InlineData("/v1/usage", typeof(UsageInfo))]
    [InlineData("/health/ready", typeof(HealthInfo))]
    public async Task Knows_every_field(string path, Type type)
    {
        await api.MakeAdapterAsync("Have a shape.", "shape/one");
        await api.PostAsync("/v1/webhooks", new { url = "https://example.org/", actions = (string[])["x.y"] });
        await api.PostAsync("/v1/keys", new { name = "shape", scopes = (string[])["read"] });
        await api.PostAsync("/v1/adapters/shape%2Fone/evaluations", new { suite = "shape", value = 1 });
        await api.SendAsync(HttpMethod.Put, "/v1/adapters/shape%2Fone/aliases/champion", JsonContent("{\"version\": 1}"));

        var answer = await api.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.NotNull(answer.Body.Deserialize(type, Strict));
    }

    private static StringContent JsonContent(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
