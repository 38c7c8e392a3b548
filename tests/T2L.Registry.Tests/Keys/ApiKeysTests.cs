using T2L.Registry.Audit;
using T2L.Registry.Keys;
using T2L.Registry.Tenants;

namespace T2L.Registry.Tests.Keys;

public sealed class ApiKeysTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Actor Me = new("me");
    private ApiKeys _keys = null!;
    private KeyCheck _check = null!;

    private ApiKeys Keys => _keys ??= new ApiKeys(Registry.Contexts, Time);

    private KeyCheck Check => _check ??= new KeyCheck(Registry.Contexts, Time);

    [Fact]
    public async Task A_key_lets_in_whoever_has_its_secret_and_the_database_does_not_have_it()
    {
        var made = await Keys.CreateAsync("build server", ["write", "read"], Me);

        var found = await Check.FindAsync(made.Secret);

        Assert.Matches("^t2l_[a-z2-7]{12}_[A-Za-z0-9_-]{43}$", made.Secret);
        Assert.Equal(("build server", "default", made.Secret[..16], "me"), (found!.Name, found.Tenant, found.Prefix, found.CreatedBy));
        Assert.Equal(["read", "write"], found.Scopes);
        Assert.DoesNotContain(made.Secret[17..], made.ToString(), StringComparison.Ordinal);
        Assert.Equal(0L, await Registry.ScalarAsync($"select count(*) from api_keys where api_keys::text like '%{made.Secret[17..]}%'"));
    }

    [Fact]
    public async Task Anything_else_lets_nobody_in()
    {
        var made = await Keys.CreateAsync("build server", ["read"], Me);
        var other = await Keys.CreateAsync("another", ["read"], Me);
        string[] secrets = ["", "t2l_", made.Secret[..^1], made.Secret + "A", made.Secret.ToUpperInvariant(), made.Secret[..17] + other.Secret[17..], made.Secret[..^1] + (made.Secret[^1] == 'A' ? 'B' : 'A'), "t2l_" + new string('a', 56), "' or true --" + new string('x', 48)];

        foreach (var secret in secrets)
            Assert.Null(await Check.FindAsync(secret));
    }

    [Fact]
    public async Task A_revoked_key_is_over_in_a_moment_and_at_once_where_it_was_revoked()
    {
        var made = await Keys.CreateAsync("build server", ["read"], Me);
        Assert.NotNull(await Check.FindAsync(made.Secret));

        var revoked = await Keys.RevokeAsync(made.Entry.Prefix, new Actor("boss"));

        Assert.NotNull(await Check.FindAsync(made.Secret)); // remembered
        Time.Advance(KeyCheck.Remembered);
        Assert.Null(await Check.FindAsync(made.Secret));
        Assert.NotNull(revoked.RevokedAt);
        await Assert.ThrowsAsync<UnknownKeyException>(() => Keys.RevokeAsync(made.Entry.Prefix, Me));
        var again = await Keys.CreateAsync("again", ["read"], Me);
        Assert.NotNull(await Check.FindAsync(again.Secret));
        await Keys.RevokeAsync(again.Entry.Id.ToString(), Me);
        Check.Forget();
        Assert.Null(await Check.FindAsync(again.Secret));
    }

    [Fact]
    public async Task A_key_ends_when_it_was_to_even_while_it_is_remembered()
    {
        var made = await Keys.CreateAsync("for today", ["read"], Me, Time.GetUtcNow().AddSeconds(1));
        Assert.NotNull(await Check.FindAsync(made.Secret));

        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await Check.FindAsync(made.Secret));
        await Assert.ThrowsAsync<UnknownKeyException>(() => Keys.RotateAsync(made.Entry.Prefix, TimeSpan.Zero, Me));
    }

    [Fact]
    public async Task A_rotated_key_goes_on_for_the_overlap_and_no_longer()
    {
        var old = await Keys.CreateAsync("build server", ["read", "generate"], Me);

        var made = await Keys.RotateAsync(old.Entry.Prefix, TimeSpan.FromMinutes(10), Me);

        Assert.Equal(("build server", old.Entry.Id), (made.Entry.Name, made.Entry.RotatedFrom));
        Assert.Equal(old.Entry.Scopes, made.Entry.Scopes);
        Assert.NotNull(await Check.FindAsync(old.Secret));
        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await Check.FindAsync(old.Secret));
        Assert.NotNull(await Check.FindAsync(made.Secret));
    }

    [Fact]
    public async Task Its_use_is_written_down_once_a_minute()
    {
        var made = await Keys.CreateAsync("build server", ["read"], Me);
        async Task<DateTimeOffset?> UsedAsync() => (await Keys.ListAsync()).Single().LastUsedAt;

        await Check.FindAsync(made.Secret);
        var first = await UsedAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        await Check.FindAsync(made.Secret);
        var soon = await UsedAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        await Check.FindAsync(made.Secret);

        Assert.NotNull(first);
        Assert.Equal(first, soon);
        Assert.True(await UsedAsync() > first);
    }

    [Fact]
    public async Task Making_replacing_and_revoking_a_key_is_in_the_log_without_its_secret()
    {
        var made = await Keys.CreateAsync("build server", ["write", "read"], Me, Time.GetUtcNow().AddDays(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        var next = await Keys.RotateAsync(made.Entry.Prefix, TimeSpan.FromMinutes(10), new Actor("ann"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Keys.RevokeAsync(next.Entry.Id.ToString(), new Actor("boss"));

        var lines = (await Registry.Audit.ListAsync()).Items;

        Assert.Equal([("key.revoke", "boss"), ("key.rotate", "ann"), ("key.create", "me")], lines.Select(line => (line.Action, line.Actor)));
        Assert.All(lines, line => Assert.Equal((null, null, null, "build server", "read write"), (line.Adapter, line.Version, line.Digest, line.Details["name"], line.Details["scopes"])));
        Assert.Equal([next.Entry.Prefix, next.Entry.Prefix, made.Entry.Prefix], lines.Select(line => line.Details["key"]));
        Assert.Equal((made.Entry.Prefix, $"{Time.GetUtcNow().AddSeconds(-1).AddMinutes(10):u}"), (lines[1].Details["from"], lines[1].Details["from_ends_at"]));
        foreach (var secret in new[] { made.Secret, next.Secret })
            Assert.Equal(0L, await Registry.ScalarAsync($"select count(*) from audit_events where audit_events::text like '%{secret[17..]}%'"));
    }

    [Fact]
    public async Task What_did_not_happen_to_a_key_is_not_in_the_log()
    {
        await Assert.ThrowsAsync<UnknownKeyException>(() => Keys.RevokeAsync("t2l_aaaabbbbcccc", Me));
        await Assert.ThrowsAsync<UnknownKeyException>(() => Keys.RotateAsync("t2l_aaaabbbbcccc", TimeSpan.Zero, Me));
        await Assert.ThrowsAsync<ArgumentException>(() => Keys.CreateAsync("", ["read"], Me));

        Assert.Empty((await Registry.Audit.ListAsync()).Items);
    }

    [Fact]
    public async Task Only_what_is_about_keys_may_be_about_no_adapter() =>
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Registry.ScalarAsync("insert into audit_events (id, at, actor, action) values (gen_random_uuid(), now(), 'me', 'version.publish') returning 1"));

    [Fact]
    public async Task A_tenant_sees_and_revokes_its_own_keys_alone()
    {
        var ours = await Keys.CreateAsync("ours", ["admin"], Me);
        await new TenantDirectory(Registry.Contexts, Time).CreateAsync("acme");
        using var acme = TenantScope.Enter("acme");
        var theirs = await Keys.CreateAsync("theirs", ["read"], Me);

        Assert.Equal("theirs", (await Keys.ListAsync()).Single().Name);
        Assert.Equal("acme", (await Check.FindAsync(theirs.Secret))!.Tenant);
        await Assert.ThrowsAsync<UnknownKeyException>(() => Keys.RevokeAsync(ours.Entry.Id.ToString(), Me));
        await Assert.ThrowsAsync<UnknownKeyException>(() => Keys.RotateAsync(ours.Entry.Prefix, TimeSpan.Zero, Me));
    }

    [Theory]
    [InlineData("", "read", "The key's name is not")]
    [InlineData("a\nb", "read", "The key's name is not")]
    [InlineData("fine", "", "A key without scopes allows nothing; expected some of read, generate, write, approve, admin.")]
    [InlineData("fine", "root", "The scope 'root' is none; expected read, generate, write, approve, admin.")]
    public async Task What_cannot_be_a_key_is_refused(string name, string scopes, string sentence)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Keys.CreateAsync(name, scopes.Split(',', StringSplitOptions.RemoveEmptyEntries), Me));

        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }
}
