using T2L.Api.Tests.Support;

namespace T2L.Api.Tests.Health;

[Collection(ApiGroup.Name)]
[Trait("Category", "Service")]
public sealed class HealthTests(ApiHost api)
{
    [Fact]
    public async Task Lives() => Assert.Equal((200, "live"), await StatusAsync("/health/live"));

    [Fact]
    public async Task Is_ready_when_registry_bus_and_engine_are()
    {
        var answer = await api.GetAsync("/health/ready");

        Assert.Equal((200, "ready"), (answer.Status, answer.Text("status")));
        Assert.Superset(
            new HashSet<string> { "registry", "engine", "masstransit-bus" },
            answer.Body.GetProperty("checks").EnumerateObject().Select(check => check.Name).ToHashSet());
    }

    [Fact]
    public async Task Is_not_ready_while_the_model_loads()
    {
        api.Engine.Loading = true;
        try
        {
            var answer = await api.GetAsync("/health/ready");
            answer.IsProblem(503, "not_ready", "The base model is loading.");
            Assert.Equal("unhealthy: The base model is loading.", answer.Body.GetProperty("checks").GetProperty("engine").GetString());

            (await api.PostAsync("/v1/completions", new { model = "nano", prompt = "a" })).IsProblem(503, "model_not_ready", "The base model is loading.");
            Assert.Equal((200, "live"), await StatusAsync("/health/live"));
        }
        finally
        {
            api.Engine.Loading = false;
        }
    }

    private async Task<(int Status, string Words)> StatusAsync(string path)
    {
        var answer = await api.GetAsync(path);
        return (answer.Status, answer.Text("status"));
    }
}
