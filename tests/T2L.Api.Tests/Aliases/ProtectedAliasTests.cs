using System.Net.Http.Json;
using T2L.Api.Tests.Security;
using T2L.Api.Tests.Support;
using T2L.Registry.Tests;

namespace T2L.Api.Tests.Aliases;

/// <summary>An alias that is protected, as <c>champion</c> is unless somebody says otherwise, is moved by nobody who may not approve, by no way.</summary>
[Collection(GuardedGroup.Name)]
[Trait("Category", "Service")]
public sealed class ProtectedAliasTests(GuardedHost host)
{
    [Fact]
    public async Task Who_may_write_but_not_approve_neither_makes_moves_returns_nor_removes_it()
    {
        var (writer, approver) = (await host.KeyAsync("read write generate"), await host.KeyAsync("read write approve"));
        await PublishAsync("guarded/moves", 71);
        await PublishAsync("guarded/moves", 72);

        Refused(await SetAsync("guarded%2Fmoves", "champion", 1, writer));
        Assert.Equal(201, (await SetAsync("guarded%2Fmoves", "champion", 1, approver)).Status);
        Refused(await SetAsync("guarded%2Fmoves", "champion", 2, writer));
        // No move at all, and no version of that number: who may not is told no more than that.
        Refused(await SetAsync("guarded%2Fmoves", "champion", 1, writer));
        Refused(await SetAsync("guarded%2Fmoves", "champion", 99, writer));
        Assert.Equal(200, (await SetAsync("guarded%2Fmoves", "champion", 2, approver)).Status);
        Refused(await host.Api.SendAsync(HttpMethod.Post, "/v1/adapters/guarded%2Fmoves/aliases/champion/rollback", headers: writer));
        Refused(await host.Api.SendAsync(HttpMethod.Delete, "/v1/adapters/guarded%2Fmoves/aliases/champion", headers: writer));

        var now = await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters/guarded%2Fmoves/aliases/champion", headers: writer);
        Assert.Equal((2, 1), (now.Body.GetProperty("version").GetInt32(), now.Body.GetProperty("previous_version").GetInt32()));
        Assert.Equal(200, (await host.Api.SendAsync(HttpMethod.Post, "/v1/adapters/guarded%2Fmoves/aliases/champion/rollback", headers: approver)).Status);
        Assert.Equal(204, (await host.Api.SendAsync(HttpMethod.Delete, "/v1/adapters/guarded%2Fmoves/aliases/champion", headers: approver)).Status);
    }

    [Theory]
    [InlineData("guarded/sideways", "champion")]
    [InlineData("guarded%2Fsideways", "champion")]
    [InlineData("guarded%2fsideways", "%63hampion")]
    public async Task Other_spellings_of_the_address_are_no_way_around(string adapter, string alias)
    {
        await PublishAsync("guarded/sideways", 73);

        var answer = await SetAsync(adapter, alias, 1, await host.KeyAsync("read write generate"));

        Assert.True(answer.Status is 403 or 404 or 405, $"It answers {answer.Status}.");
        Assert.Empty((await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters/guarded%2Fsideways/aliases", headers: await host.KeyAsync("read"))).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Publishing_deleting_and_restoring_do_not_move_it()
    {
        var (writer, approver) = (await host.KeyAsync("read write generate"), await host.KeyAsync("read write approve"));
        await PublishAsync("guarded/around", 74);
        await SetAsync("guarded%2Faround", "champion", 1, approver);
        await PublishAsync("guarded/around", 75);

        (await host.Api.SendAsync(HttpMethod.Delete, "/v1/adapters/guarded%2Faround:1", headers: writer)).IsProblem(409, "adapter_in_use");
        Assert.Equal(200, (await host.Api.SendAsync(HttpMethod.Delete, "/v1/adapters/guarded%2Faround:2", headers: writer)).Status);
        Assert.Equal(200, (await host.Api.SendAsync(HttpMethod.Post, "/v1/adapters/guarded%2Faround:2/restore", headers: writer)).Status);

        Assert.Equal(1, (await host.Api.SendAsync(HttpMethod.Get, "/v1/adapters/guarded%2Faround@champion", headers: writer)).Body.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Other_aliases_are_moved_by_who_may_write_and_approving_alone_is_not_enough()
    {
        await PublishAsync("guarded/others", 76);

        Assert.Equal(201, (await SetAsync("guarded%2Fothers", "canary", 1, await host.KeyAsync("read write generate"))).Status);
        (await SetAsync("guarded%2Fothers", "champion", 1, await host.KeyAsync("read approve"))).IsProblem(403, "forbidden");
        Assert.Equal(201, (await SetAsync("guarded%2Fothers", "champion", 1, await host.KeyAsync("admin"))).Status);
    }

    private static void Refused(ApiAnswer answer)
    {
        answer.IsProblem(403, "forbidden");
        Assert.Matches("^This needs the scope 'approve'; test read write generate \\(t2l_[a-z2-7]{12}\\) has read, generate, write\\. Ask for a key with that scope\\.$", answer.Text("detail"));
        Assert.Equal("Bearer realm=\"t2l\", error=\"insufficient_scope\", scope=\"approve\"", answer.Headers.WwwAuthenticate.ToString());
    }

    private Task PublishAsync(string name, int seed) => host.Api.PublishAsync(SampleExpert.Of(SampleExpert.Decomposition, seed), name);

    private Task<ApiAnswer> SetAsync(string adapter, string alias, int version, (string Name, string Value) key) =>
        host.Api.SendAsync(HttpMethod.Put, $"/v1/adapters/{adapter}/aliases/{alias}", JsonContent.Create(new { version }), key);
}
