using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;
using T2L.Registry.Tenants;

namespace T2L.Registry.Tests.Tenants;

/// <summary>Two tenants in one registry; one of them tries to reach what the other has.</summary>
public sealed class TenantIsolationTests(PostgresFixture postgres) : RegistryTest(postgres), IAsyncLifetime
{
    private PublishedVersion _theirs = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await new TenantDirectory(Registry.Contexts, Time).CreateAsync("acme");
        await new TenantDirectory(Registry.Contexts, Time).CreateAsync("globex");
        using var acme = TenantScope.Enter("acme");
        _theirs = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance { Description = "Reverse the secret words." }, "secret/one");
        await Registry.Aliases.SetAsync("secret/one", "champion", 1, Actor.Anonymous);
    }

    [Theory]
    [InlineData("acme", true)]
    [InlineData("globex", false)]
    [InlineData("default", false)]
    public async Task A_version_is_found_by_its_tenant_alone(string tenant, bool found)
    {
        using var scope = TenantScope.Enter(tenant);
        string[] references = ["secret/one", "secret/one:1", "secret/one@champion", _theirs.Digest.Value, _theirs.Digest.Value[..20], _theirs.Entry.Id.ToString()];

        foreach (var reference in references)
            Assert.Equal(found, await Registry.Catalog.FindAsync(reference) is not null);
        foreach (var filter in new CatalogFilter?[] { null, new() { Text = "secret" }, new() { Name = "secret/" }, new() { Alias = "champion" }, new() { BaseModel = "nano" } })
            Assert.Equal(found, (await Registry.Catalog.ListAsync(new CatalogPageRequest(Filter: filter))).Items.Count == 1);
    }

    [Fact]
    public async Task Nobody_else_reads_changes_or_removes_it()
    {
        using var globex = TenantScope.Enter("globex");

        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Catalog.FilesAsync(_theirs.Digest));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Catalog.LoadAnyAsync(_theirs.Digest));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Deletion.DeleteAsync("secret/one", Actor.Anonymous));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Deletion.DeleteAsync(_theirs.Digest.Value, Actor.Anonymous));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Deletion.RestoreAsync(_theirs.Entry.Id.ToString(), Actor.Anonymous));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Aliases.ListAsync("secret/one"));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Aliases.SetAsync("secret/one", "champion", 1, Actor.Anonymous));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Aliases.RemoveAsync("secret/one", "champion", Actor.Anonymous));
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Audit.ListAsync("secret/one"));
        Assert.Empty((await Registry.Audit.ListAsync()).Items);
    }

    [Fact]
    public async Task The_same_name_and_the_same_bytes_tell_nothing_of_others()
    {
        using var globex = TenantScope.Enter("globex");

        var ours = await Registry.Publisher.PublishAsync(SampleAdapter.Create(), new Provenance { Description = "Mine." }, "secret/one");

        Assert.True(ours.IsNew);
        Assert.Equal((_theirs.Digest, 1, "Mine."), (ours.Digest, ours.Entry.Version, ours.Entry.Description));
        Assert.NotEqual(_theirs.Entry.Id, ours.Entry.Id);
        Assert.Empty(ours.Entry.Aliases);
        Assert.Equal(2L, await Registry.ScalarAsync($"select count(*) from adapter_versions where digest = '{ours.Digest}'"));
        Assert.Equal(1L, await Registry.ScalarAsync($"select count(*) from blobs where digest = '{ours.Digest}'"));
    }

    [Fact]
    public async Task A_job_is_its_tenants_and_any_worker_takes_it()
    {
        GenerationJob job;
        using (TenantScope.Enter("acme"))
            job = await Registry.Jobs.EnqueueAsync(new NewJob("Reverse the secret words."));
        using var globex = TenantScope.Enter("globex");

        Assert.Null(await Registry.Jobs.FindAsync(job.Id));
        Assert.Empty((await Registry.Jobs.ListAsync()).Items);
        Assert.False(await Registry.Jobs.CancelAsync(job.Id));
        await Assert.ThrowsAsync<JobConflictException>(() => Registry.Jobs.EnqueueAsync(new NewJob("Reverse the secret words.", Id: job.Id)));
        var taken = await Registry.Jobs.TryLeaseAsync(job.Id, "worker", TimeSpan.FromMinutes(1));
        Assert.Equal("acme", taken!.Tenant);
        // The adapter has to be that tenant's: one that only another tenant has does not end the job.
        var other = await Registry.Publisher.PublishAsync(SampleAdapter.Create(seed: 2), new Provenance(), "ours");
        await Assert.ThrowsAsync<AdapterNotFoundException>(() => Registry.Jobs.CompleteAsync(job.Id, other.Digest, new Dictionary<string, double>()));
        Assert.True(await Registry.Jobs.CompleteAsync(job.Id, _theirs.Digest, new Dictionary<string, double>()));
    }

    [Fact]
    public async Task Experts_of_others_are_not_mixed()
    {
        using (TenantScope.Enter("acme"))
            await Registry.Publisher.PublishAsync(new AnyAdapter(SampleExpert.Of(SampleExpert.Decomposition)), new Provenance(), "secret/expert");
        using var globex = TenantScope.Enter("globex");

        await Assert.ThrowsAsync<AdapterNotFoundException>(() => new ExpertMixer(Registry.Catalog, Registry.Publisher)
            .MixAsync(new MixOrder([new("secret/expert", 1), new("secret/expert", 2)])));
    }

    [Theory]
    [InlineData("select count(*) from adapter_versions")]
    [InlineData("select count(*) from adapters where name = 'secret/one'")]
    [InlineData("select count(*) from audit_events")]
    [InlineData("select count(*) from version_files")]
    [InlineData("select count(*) from adapter_aliases")]
    [InlineData("select count(*) from tenants where id <> 'globex'")]
    [InlineData("with changed as (update adapters set latest_version = 9 returning 1) select count(*) from changed")]
    [InlineData("with gone as (delete from adapter_aliases returning 1) select count(*) from gone")]
    public async Task Plain_sql_in_the_name_of_another_sees_nothing(string sql)
    {
        using var globex = TenantScope.Enter("globex");

        Assert.Equal(0, await ScalarAsync<long>(sql));
    }

    [Theory]
    [InlineData("insert into adapters (id, name, latest_version, created_at, tenant) values (gen_random_uuid(), 'planted', 1, now(), 'acme')", "row-level security")]
    [InlineData("delete from adapter_versions", "permission denied")]
    [InlineData("update audit_events set actor = 'nobody'", "permission denied")]
    [InlineData("insert into tenants values ('mine', now())", "permission denied")]
    [InlineData("delete from blobs", "permission denied")]
    [InlineData("insert into base_models (digest, name, created_at) values ('x', 'x', now())", "permission denied")]
    [InlineData("select * from schema_migrations", "permission denied")]
    [InlineData("alter table adapters disable row level security", "must be owner")]
    [InlineData("set session_replication_role = replica", "permission denied")]
    public async Task Plain_sql_in_the_name_of_another_changes_nothing(string sql, string refusal)
    {
        using var globex = TenantScope.Enter("globex");
        await using var db = await Registry.Contexts.CreateDbContextAsync();

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql));

        Assert.Contains(refusal, error.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_keeps_its_tenant_when_it_is_used_again()
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var tenant in new[] { "acme", "globex", "default" })
            {
                using var scope = TenantScope.Enter(tenant);
                Assert.Equal($"t2l_tenant {tenant}", await ScalarAsync<string>("select current_user || ' ' || current_setting('t2l.tenant')"));
            }
        }
    }

    [Fact]
    public async Task Without_a_tenant_nothing_is_written()
    {
        using var all = TenantScope.EnterAll();
        await using var db = await Registry.Contexts.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync("set t2l.tenant = ''");

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync(
            "insert into adapters (id, name, latest_version, created_at) values (gen_random_uuid(), 'planted', 1, now())"));

        Assert.Equal("adapters_tenant_check", error.ConstraintName);
    }

    [Fact]
    public async Task A_tenant_that_is_none_is_said_to_be()
    {
        using var nobody = TenantScope.Enter("initech");

        var error = await Assert.ThrowsAsync<UnknownTenantException>(() => Registry.Catalog.ListAsync());

        Assert.Equal("There is no tenant 'initech'. Make it: ./t2l tenants create initech.", error.Message);
        Assert.True(await new TenantDirectory(Registry.Contexts, Time).CreateAsync("initech"));
        Assert.False(await new TenantDirectory(Registry.Contexts, Time).CreateAsync("initech"));
        Assert.Empty((await Registry.Catalog.ListAsync()).Items);
        Assert.Contains("initech", (await new TenantDirectory(Registry.Contexts, Time).ListAsync()).Select(tenant => tenant.Id));
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var db = await Registry.Contexts.CreateDbContextAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
