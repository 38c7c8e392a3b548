using T2L.Api.Document;
using T2L.Registry.Metadata;

namespace T2L.Api.Adapters;

/// <summary>What the OpenAPI document shows of adapters.</summary>
internal static class AdapterExamples
{
    public static GenerateAdapterRequest Order { get; } = new() { Description = "Write the word backwards.", Name = Demo.Adapter, Examples = [Example("stone", "enots"), Example("lamp", "pmal")], Seed = 7 };

    public static GenerateBatchRequest Orders { get; } = new()
    {
        Items = [new() { Description = "Write the word backwards.", Name = Demo.Adapter }, new() { Description = "Count the letters of the word." }],
    };

    public static MixAdaptersRequest Mix { get; } = new()
    {
        Parts = [new() { Adapter = Demo.Expert, Weight = 0.7 }, new() { Adapter = Demo.OtherExpert, Weight = 0.3 }], Space = "gate", Name = "demo/both",
    };

    public static AdapterResponse Adapter { get; } = new(
        Demo.Id, Demo.Digest, "lora", Demo.Adapter, Version: 2, "generated", Hub: null, "Write the word backwards.", Demo.BaseModel, Demo.Digest, BaseModelRevision: null, Rank: 8, Alpha: 16, ["q_proj", "v_proj"], Parameters: 32768, Bytes: 133120,
        Hypernetwork: Demo.Digest, Encoder: Demo.Digest, Seed: null, Novelty: null, Search: null, Mix: null, Aliases: [Demo.Alias], "ready", Score: 0.41, "team-text", ["school"],
        new Dictionary<string, PropertyValue> { ["level"] = PropertyValue.Of(3), ["reviewed"] = PropertyValue.Of(true) }, Demo.At, Similarity: null);

    public static AdapterListResponse List { get; } = new([Adapter], Demo.Page);

    public static AdapterListResponse Whole { get; } = new([Adapter], NextPage: null);

    public static AdapterListResponse Near { get; } = new([Adapter with { Similarity = 0.83 }], NextPage: null);

    public static AdapterMapResponse Map { get; } = new(
        [Demo.Digest], Demo.Digest, IsSample: false, [0.31, 0.12], [new(Demo.Adapter, 2, "lora", Demo.BaseModel, "Write the word backwards.", 0.42, -0.17)]);

    public static string[] Tags { get; } = ["school"];

    public static string[] Properties { get; } = ["level=3"];

    public static ExampleBody Example(string input, string answer) => new() { Input = input, Answer = answer };
}
