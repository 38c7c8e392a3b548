using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Adapters;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class MapTests(ApiHost api)
{
    [Fact]
    public async Task Answers_with_the_points_of_one_encoder()
    {
        await api.MakeAdapterAsync("Say where this one lies.", "map/here");

        var map = await api.GetAsync("/v1/adapters/map");

        Assert.Equal(200, map.Status);
        Assert.Contains(map.Text("encoder"), map.Body.GetProperty("encoders").EnumerateArray().Select(encoder => encoder.GetString()));
        var point = map.Body.GetProperty("points").EnumerateArray().Single(point => point.GetProperty("name").GetString() == "map/here");
        Assert.Equal(("lora", "nano", "Say where this one lies."), (point.GetProperty("kind").GetString(), point.GetProperty("base_model").GetString(), point.GetProperty("description").GetString()));
        Assert.False(map.Body.GetProperty("is_sample").GetBoolean());
        Assert.Equal(map.Text("encoder"), (await api.GetAsync($"/v1/adapters/map?encoder={map.Text("encoder")}")).Text("encoder"));
    }

    [Fact]
    public async Task Refuses_an_encoder_that_is_no_digest() => (await api.GetAsync("/v1/adapters/map?encoder=gte")).IsProblem(
        400, "invalid_request", "encoder is 'gte'; expected a digest, sha256: and 64 digits, as 'encoders' lists them. Leave it out for the newest adapter's.");
}
