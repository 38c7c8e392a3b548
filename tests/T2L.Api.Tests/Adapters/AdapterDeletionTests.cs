using System.Net.Http.Json;
using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Adapters;

/// <summary>DELETE /v1/adapters/{reference} and its way back.</summary>
[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class AdapterDeletionTests(ApiHost api)
{
    [Fact]
    public async Task A_deleted_adapter_is_gone_everywhere_and_comes_back_as_it_was()
    {
        var made = await api.MakeAdapterAsync("Write the first letter of gone.", "gone/one");

        var deleted = await api.SendAsync(HttpMethod.Delete, "/v1/adapters/gone/one:1");

        Assert.Equal((200, "gone/one"), (deleted.Status, deleted.Body.GetProperty("items")[0].GetProperty("name").GetString()));
        (await api.GetAsync("/v1/adapters/gone/one")).IsProblem(404, "adapter_not_found");
        (await api.GetAsync("/v1/adapters/gone%2Fone/download")).IsProblem(404, "adapter_not_found");
        (await api.PostAsync("/v1/completions", new { model = made.GetProperty("digest").GetString(), prompt = "stone" })).IsProblem(404, "model_not_found");
        (await api.SendAsync(HttpMethod.Delete, "/v1/adapters/gone/one:1")).IsProblem(404, "adapter_not_found");
        Assert.Contains("gone/one", Names(await api.GetAsync("/v1/adapters?deleted=true&limit=200")));
        Assert.DoesNotContain("gone/one", Names(await api.GetAsync("/v1/adapters?limit=200")));

        var restored = await api.SendAsync(HttpMethod.Post, "/v1/adapters/gone%2Fone/restore");

        Assert.Equal(200, restored.Status);
        Assert.Equal(made.GetRawText(), (await api.GetAsync("/v1/adapters/gone/one")).Body.GetRawText());
        (await api.SendAsync(HttpMethod.Post, "/v1/adapters/gone%2Fone/restore")).IsProblem(404, "adapter_not_found");
    }

    [Fact]
    public async Task What_an_alias_points_at_stays()
    {
        await api.MakeAdapterAsync("Write the last letter of used.", "gone/used");
        await api.SendAsync(HttpMethod.Put, "/v1/adapters/gone%2Fused/aliases/champion", JsonContent.Create(new { version = 1 }));

        (await api.SendAsync(HttpMethod.Delete, "/v1/adapters/gone/used")).IsProblem(
            409, "adapter_in_use", "Version 1 of 'gone/used' is not deleted: 'champion' points at it. Move or remove the alias first.");
    }

    private static IEnumerable<string> Names(ApiAnswer list) => list.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!);
}
