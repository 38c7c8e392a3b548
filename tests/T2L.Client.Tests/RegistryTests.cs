using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Api.Tests.Support;
using T2L.Client.Adapters;
using T2L.Client.Evaluations;
using T2L.Registry.Audit;
using T2L.Registry.Quality;

namespace T2L.Client.Tests;

/// <summary>Quality, figures, comparisons, files, keys and what else a registry tells, through the client.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class RegistryTests(ApiHost api) : IDisposable
{
    private readonly T2LClient _t2l = T2LClient.Connect(api.Client.BaseAddress!);

    public void Dispose() => _t2l.Dispose();

    [Fact]
    public async Task A_version_in_quarantine_is_let_out_with_a_reason_or_checked_again()
    {
        var made = await _t2l.Adapters.GenerateAsync(new AdapterOrder("Quarantine me.") { Name = "client/bad" });
        Assert.Equal(("ready", "finite", true), ((await _t2l.Checks.GetAsync("client/bad")).Status, (await _t2l.Checks.GetAsync("client/bad")).Checks[0].Name, (await _t2l.Checks.GetAsync("client/bad")).Checks[0].Passed));
        await QuarantineAsync(made.Digest);

        var known = await _t2l.Checks.GetAsync("client/bad:1");
        Assert.Equal(("quarantined", "Far too strong."), (known.Status, Assert.Single(known.Checks, check => !check.Passed).Sentence));
        var released = await _t2l.Checks.ReleaseAsync("client/bad:1", "It is meant so.");
        Assert.Equal(("ready", "client/bad", 1), (released.Status, released.Adapter, released.Version));
        Assert.Equal("not_quarantined", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Checks.ReleaseAsync("client/bad:1", "Again."))).Code);
        await QuarantineAsync(made.Digest);
        Assert.Equal("pending", (await _t2l.Checks.RepeatAsync("client/bad:1")).Status);
    }

    [Fact]
    public async Task Figures_are_added_measured_and_listed()
    {
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Measure me.") { Name = "client/measured" });

        var added = await _t2l.Evaluations.AddAsync("client/measured", new Figure("gsm8k", 0.41) { N = 500, Low = 0.37, High = 0.45, Source = "t2l eval" });
        var run = await _t2l.Evaluations.RunAsync("client/measured", new Trial([new("abc", "cba"), new("no", "never")]) { Suite = "mine" });

        Assert.Equal(("gsm8k", "accuracy", 0.41, 500), (added.Suite, added.Metric, added.Value, added.N));
        Assert.Equal([("accuracy", 0.5), ("base_accuracy", 0.0)], run.Select(figure => (figure.Metric, figure.Value)));
        Assert.Equal(3, (await _t2l.Evaluations.ListAsync("client/measured")).Count);
    }

    [Fact]
    public async Task Versions_are_compared_measured_and_drawn()
    {
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Compare this.") { Name = "client/compared" });
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Compare that.") { Name = "client/compared" });

        var diff = await _t2l.Analysis.DiffAsync("client/compared:1", "client/compared:2");
        var spectrum = await _t2l.Analysis.SpectrumAsync("client/compared:1");
        var map = await _t2l.Analysis.MapAsync();

        Assert.Equal((1, 2, "Compare this."), (diff.Left.Version, diff.Right.Version, diff.Fields.Single(field => field.Field == "description").Left));
        Assert.Equal(spectrum.Norm, diff.Weights!.LeftNorm, 1e-4);
        Assert.Equal(spectrum.Modules.Select(module => module.Path).Order(StringComparer.Ordinal), diff.Weights.Modules.Select(module => module.Path).Order(StringComparer.Ordinal));
        Assert.Contains("client/compared", map.Points.Select(point => point.Name));
        Assert.Equal("invalid_request", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Analysis.MapAsync("nonsense"))).Code);
    }

    [Fact]
    public async Task A_file_is_read_whole_or_in_part_and_is_what_its_digest_says()
    {
        var made = await _t2l.Adapters.GenerateAsync(new AdapterOrder("Read my files.") { Name = "client/readable" });

        var listed = await _t2l.Files.ListAsync("client/readable");
        Assert.Equal(made.Digest, listed.Digest);
        var weights = listed.Files.Single(file => file.Name == "adapter_model.safetensors");
        using var whole = new MemoryStream();
        using var part = new MemoryStream();
        using var rest = new MemoryStream();
        await _t2l.Files.ReadAsync("client/readable", weights.Name, whole);
        await _t2l.Files.ReadPartAsync("client/readable", weights.Name, part, 3, 9);
        await _t2l.Files.ReadPartAsync("client/readable", weights.Name, rest, weights.Bytes - 5);

        Assert.Equal(weights.Bytes, whole.Length);
        Assert.Equal(weights.Digest, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(whole.ToArray())));
        Assert.Equal(whole.ToArray()[3..10], part.ToArray());
        Assert.Equal(whole.ToArray()[^5..], rest.ToArray());
        Assert.Equal("range_not_satisfiable", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Files.ReadPartAsync("client/readable", weights.Name, Stream.Null, weights.Bytes))).Code);
        Assert.Equal("file_not_found", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Files.ReadAsync("client/readable", "../secret", Stream.Null))).Code);
        Assert.Equal("signature_not_found", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Files.SignatureAsync("client/readable"))).Code);
        Assert.Equal("CycloneDX", JsonDocument.Parse(await _t2l.Files.BillOfMaterialsAsync("client/readable")).RootElement.GetProperty("bomFormat").GetString());
    }

    [Fact]
    public async Task A_key_is_made_rotated_and_revoked()
    {
        var made = await _t2l.Keys.CreateAsync("ci", ["read", "generate"], DateTimeOffset.UtcNow.AddDays(1));
        var rotated = await _t2l.Keys.RotateAsync(made.Key.Prefix, TimeSpan.Zero);
        var revoked = await _t2l.Keys.RevokeAsync(rotated.Key.Id.ToString());

        Assert.StartsWith(made.Key.Prefix, made.Secret, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret, made.ToString(), StringComparison.Ordinal);
        Assert.Equal((made.Key.Id, "default", "ci"), (rotated.Key.RotatedFrom!.Value, rotated.Key.Tenant, rotated.Key.Name));
        Assert.NotNull(revoked.RevokedAt);
        Assert.Equal([rotated.Key.Id, made.Key.Id], (await _t2l.Keys.ListAsync()).Where(key => key.Name == "ci").Select(key => key.Id));
        Assert.Equal(("key_not_found", HttpStatusCode.NotFound), await Assert.ThrowsAsync<T2LException>(() => _t2l.Keys.RevokeAsync("t2l_nobodynobody")) is var error ? (error.Code, error.Status) : default);
    }

    [Fact]
    public async Task A_server_tells_of_itself()
    {
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Run somewhere.") { Name = "client/deployed" });

        Assert.Equal(("default", true), await _t2l.Tenants.UsageAsync() is var usage ? (usage.Tenant, usage.Versions > 0) : default);
        Assert.Equal(("live", "ready"), ((await _t2l.Health.LiveAsync()).Status, (await _t2l.Health.ReadyAsync()).Status));
        Assert.NotNull(await _t2l.Workers.ListAsync());
        Assert.NotNull(await _t2l.BaseModels.ListAsync());
        Assert.NotNull(await _t2l.Workers.DeploymentsAsync("client/deployed"));
        Assert.Equal("adapter_not_found", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Workers.DeploymentsAsync("client/nowhere"))).Code);
        Assert.Equal(2, (await _t2l.Jobs.PageAsync(size: 2)).Items.Count);
    }

    private Task QuarantineAsync(string digest) => api.Services.GetRequiredService<VersionChecks>()
        .RecordAsync(Digest.Parse(digest), [new QualityCheck(QualityCheck.Effect, Passed: false, 9, 1, "Far too strong.")], new Actor("test"), again: true);
}
