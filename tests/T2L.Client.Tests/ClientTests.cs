using System.IO.Compression;
using System.Net;
using T2L.Adapters.Peft;
using T2L.Api.Tests.Support;
using T2L.Client.Adapters;
using T2L.Client.Completions;
using T2L.Client.Metadata;
using T2L.Registry.Tests;
using T2L.Worker.Tests.Support;

namespace T2L.Client.Tests;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class ClientTests(ApiHost api) : IDisposable
{
    private readonly T2LClient _t2l = T2LClient.Connect(api.Client.BaseAddress!);

    public void Dispose() => _t2l.Dispose();

    [Fact]
    public async Task A_described_task_is_made_found_by_other_words_promoted_and_rolled_back()
    {
        var first = await _t2l.Adapters.GenerateAsync(new AdapterOrder("qqqq zzzz") { Name = "client/qz" });
        var second = await _t2l.Adapters.GenerateAsync(new AdapterOrder("qqqq zzzz z") { Name = "client/qz" });

        var found = await _t2l.Adapters.ListAsync(new AdapterQuery { Like = "zzzz qqqq", Name = "client/qz" }).ToListAsync();
        Assert.Equal([first.Id, second.Id], found.Select(adapter => adapter.Id));
        Assert.Equal(1, found[0].Similarity);

        await _t2l.Aliases.SetAsync("client/qz", "champion", first.Version);
        var moved = await _t2l.Aliases.SetAsync("client/qz", "champion", second.Version);
        Assert.Equal((2, 1), (moved.Version, moved.PreviousVersion));
        var back = await _t2l.Aliases.RollBackAsync("client/qz", "champion", moved.Tag);
        Assert.Equal(1, back.Version);
        Assert.Equal(first.Id, (await _t2l.Adapters.GetAsync("client/qz@champion")).Id);
        Assert.Equal(["alias.rollback", "alias.set", "alias.set"], (await _t2l.Audit.ListAsync("client/qz").ToListAsync()).Select(line => line.Action).Where(action => action.StartsWith("alias", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_saw_an_older_state_of_an_alias_does_not_overwrite_the_newer()
    {
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Race a.") { Name = "client/race" });
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Race b.") { Name = "client/race" });
        var seen = await _t2l.Aliases.SetAsync("client/race", "canary", 1);
        await _t2l.Aliases.SetAsync("client/race", "canary", 2);

        var error = await Assert.ThrowsAsync<T2LException>(() => _t2l.Aliases.SetAsync("client/race", "canary", 1, seen.Tag));

        Assert.Equal(("precondition_failed", HttpStatusCode.PreconditionFailed), (error.Code, error.Status));
        await _t2l.Aliases.RemoveAsync("client/race", "canary", (await _t2l.Aliases.GetAsync("client/race", "canary")).Tag);
        Assert.Empty(await _t2l.Aliases.ListAsync("client/race"));
    }

    [Fact]
    public async Task A_job_is_watched_until_it_is_over_and_listed_afterwards()
    {
        var job = await _t2l.Adapters.OrderAsync(new AdapterOrder("Watch me."));
        var seen = await _t2l.Jobs.WatchAsync(job.Id).ToListAsync();

        Assert.Equal("ready", seen[^1].Status);
        Assert.NotNull(seen[^1].TimingsMs);
        Assert.Contains(job.Id, (await _t2l.Jobs.ListAsync("ready").Take(500).ToListAsync()).Select(listed => listed.Id));
        Assert.Equal("job_over", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Jobs.CancelAsync(job.Id))).Code);
    }

    [Fact]
    public async Task The_same_orders_under_one_key_are_the_same_jobs()
    {
        AdapterOrder[] orders = [new("Batch one."), new("Batch two.")];

        var first = await _t2l.Adapters.OrderManyAsync(orders, "client-batch");
        var second = await _t2l.Adapters.OrderManyAsync(orders, "client-batch");

        Assert.Equal(first.Select(job => job.Id), second.Select(job => job.Id));
        Assert.Equal(["ready", "ready"], await Task.WhenAll(first.Select(async job => (await _t2l.Jobs.WaitAsync(job.Id)).Status)));
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_page_after_page()
    {
        foreach (var number in Enumerable.Range(0, 5))
            await _t2l.Adapters.GenerateAsync(new AdapterOrder($"Page number {number}.") { Name = $"client/page-{number}" });

        var names = await _t2l.Adapters.ListAsync(new AdapterQuery { Name = "client/page-", Sort = "name", PageSize = 2 }).Select(adapter => adapter.Name).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 5).Select(number => $"client/page-{number}"), names);
    }

    [Fact]
    public async Task What_was_deleted_comes_back()
    {
        var made = await _t2l.Adapters.GenerateAsync(new AdapterOrder("Delete me.") { Name = "client/deleted" });

        Assert.Equal(made.Id, Assert.Single(await _t2l.Adapters.DeleteAsync("client/deleted:1")).Id);
        Assert.Equal("adapter_not_found", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Adapters.GetAsync(made.Digest))).Code);
        Assert.Equal(made.Id, Assert.Single(await _t2l.Adapters.RestoreAsync(made.Digest)).Id);
    }

    [Fact]
    public async Task A_downloaded_adapter_can_be_imported_again_and_exported_for_a_server()
    {
        var made = await _t2l.Adapters.GenerateAsync(new AdapterOrder("Take me elsewhere.") { Name = "client/travel" });
        using var zip = new MemoryStream();
        await _t2l.Adapters.DownloadAsync("client/travel", zip);
        zip.Position = 0;

        var (again, isNew) = await _t2l.Adapters.ImportAsync(zip, "application/zip");
        Assert.Equal((made.Id, false), (again.Id, isNew));
        using var other = new MemoryStream(PeftArchive.ToBytes(PeftDirectory.ToFiles(SampleAdapter.For("Nobody made this here."))));
        Assert.Equal(("client/imported", true), (await _t2l.Adapters.ImportAsync(other, "application/zip", "client/imported", "Do what it does.")) is var (info, fresh) ? (info.Name, fresh) : default);
        using var exported = new MemoryStream();
        await _t2l.Adapters.ExportAsync("client/travel", "vllm", exported);
        exported.Position = 0;
        Assert.Contains("adapter_model.safetensors", new ZipArchive(exported).Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Experts_are_mixed()
    {
        await api.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 1, "words"), "client/first");
        await api.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, 2, "words"), "client/second");

        var mix = await _t2l.Adapters.MixAsync(new MixRequest([new("client/first", 1), new("client/second", 3)]) { Name = "client/mixed" });

        Assert.Equal([1.0, 3.0], mix.Mix!.Parts.Select(part => part.Weight));
    }

    [Fact]
    public async Task Answers_come_with_and_without_an_adapter()
    {
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Answer with me.") { Name = "client/answer" });

        Assert.Equal("enots", await _t2l.Completions.AskAsync(new Question("client/answer", "stone")));
        Assert.Equal("stone", await _t2l.Completions.AskAsync(new Question("nano", "stone") { MaxTokens = 5 }));
        Assert.Contains("client/answer:1", (await _t2l.Completions.ModelsAsync()).Select(model => model.Id));
    }

    [Fact]
    public async Task What_people_say_of_an_adapter_is_changed_and_found()
    {
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("Say something of me.") { Name = "client/said" });
        var before = await _t2l.Metadata.GetAsync("client/said");

        var after = await _t2l.Metadata.ChangeAsync("client/said", new MetadataChange
        {
            Owner = "ann", AddTags = ["demo"], Properties = new Dictionary<string, object?> { ["cost"] = 2.5, ["gone"] = null },
        }, before.Tag);
        Assert.Equal(("ann", "demo", 2.5), (after.Owner, Assert.Single(after.Tags), after.Properties["cost"].GetDouble()));
        Assert.Equal("client/said", Assert.Single(await _t2l.Adapters.ListAsync(new AdapterQuery { Owner = "ann", Tags = ["demo"], Properties = ["cost=2.5"] }).ToListAsync()).Name);

        after = await _t2l.Metadata.ChangeAsync("client/said", new MetadataChange { Owner = "" }, after.Tag);
        Assert.Null(after.Owner);
        await _t2l.Metadata.PutCardAsync("client/said", "# Said");
        Assert.Equal("# Said", await _t2l.Metadata.GetCardAsync("client/said"));
    }

    [Fact]
    public async Task A_task_has_neighbours()
    {
        await _t2l.Adapters.GenerateAsync(new AdapterOrder("xxxxx vvvvv") { Name = "client/xv" });

        var near = await _t2l.Tasks.NearAsync("vvvvv xxxxx", 1);

        Assert.Equal("client/xv", Assert.Single(near.Adapters).Name);
        Assert.Equal("letters", near.Novelty!.Nearest[0].Task);
        Assert.Equal("client/xv", (await _t2l.Adapters.SimilarAsync("client/xv", 200)).Count == 0 ? "" : near.Adapters[0].Name);
    }

    [Fact]
    public async Task A_refusal_names_its_code_its_sentence_and_the_wrong_fields()
    {
        var error = await Assert.ThrowsAsync<T2LException>(() => _t2l.Adapters.OrderAsync(new AdapterOrder("")));

        Assert.Equal(("invalid_request", HttpStatusCode.BadRequest), (error.Code, error.Status));
        Assert.StartsWith("Task description is empty.", error.Message, StringComparison.Ordinal);
        Assert.Equal(["description"], error.Errors.Keys);
        Assert.NotNull(error.TraceId);
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("../../v1/jobs")]
    [InlineData("name?limit=1#x")]
    [InlineData("%2e%2e")]
    public async Task What_is_called_like_a_path_stays_a_name(string reference) =>
        Assert.Equal("adapter_not_found", (await Assert.ThrowsAsync<T2LException>(() => _t2l.Adapters.GetAsync(reference))).Code);

    [Fact]
    public void An_address_of_another_kind_is_refused() => Assert.Throws<ArgumentException>(() => T2LClient.Connect(new Uri("ftp://127.0.0.1")));
}
