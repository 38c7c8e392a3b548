using System.Text.Json;
using T2L.Api.Completions;

namespace T2L.Api.Tests.Completions;

public sealed class UnservedOptionsTests
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Theory]
    [InlineData("""{"n": 1, "best_of": 1, "echo": false, "logprobs": null, "suffix": "", "user": "me"}""")]
    [InlineData("""{"presence_penalty": 0.0, "frequency_penalty": 0, "logit_bias": {}, "stream": false, "stream_options": null}""")]
    public void Takes_options_that_change_nothing(string body) => Assert.Null(UnservedOptions.Problem(Read(body)));

    [Theory]
    [InlineData("""{"stream": true}""", "stream is true; answers are sent whole here. Send false or leave it out.")]
    [InlineData("""{"n": 2}""", "n is 2; this server does not have that option. Leave it out.")]
    [InlineData("""{"logprobs": 5}""", "logprobs is 5; this server does not have that option. Leave it out.")]
    [InlineData("""{"presence_penalty": 0.5}""", "presence_penalty is 0.5; this server does not have that option. Leave it out.")]
    [InlineData("""{"logit_bias": {"50256": -100}}""", """logit_bias is {"50256": -100}; this server does not have that option. Leave it out.""")]
    [InlineData("""{"max_token": 5}""", "Field 'max_token' is not known here. Check its spelling in /openapi/v1.json.")]
    public void Refuses_options_that_would_have_to_be_ignored(string body, string expected) =>
        Assert.Equal(expected, UnservedOptions.Problem(Read(body)));

    private static CompletionBody Read(string body) =>
        JsonSerializer.Deserialize<CompletionBody>(body, Options)!;
}
