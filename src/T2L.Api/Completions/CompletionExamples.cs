using T2L.Api.Document;
using T2L.Api.Json;

namespace T2L.Api.Completions;

/// <summary>What the OpenAPI document shows of completions.</summary>
internal static class CompletionExamples
{
    public static CompletionBody Body { get; } = new() { Model = Demo.Adapter, Prompt = new TextOrList(["stone"], IsList: false), MaxTokens = 16, Temperature = 0 };

    public static CompletionResponse Answer { get; } = new(
        "cmpl-019ab3c0000070008000000000000005", "text_completion", Demo.At.ToUnixTimeSeconds(), Demo.Digest, [new(0, "enots", Logprobs: null, "stop")], new CompletionUsage(6, 5, 11), Mix: null);

    public static ModelList Models { get; } = new("list",
    [
        new(Demo.BaseModel, "model", 0, "t2l", Demo.Digest, Parent: null),
        new($"{Demo.Adapter}:2", "model", Demo.At.ToUnixTimeSeconds(), "t2l", Demo.Digest, Demo.BaseModel),
    ]);
}
