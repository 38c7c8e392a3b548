using System.Text.Json;
using System.Text.Json.Serialization;
using T2L.Api.Json;

namespace T2L.Api.Completions;

/// <summary>Body of <c>POST /v1/completions</c>, in the form of the OpenAI API.</summary>
internal sealed record CompletionBody
{
    /// <summary>Name of the base model, or id, digest or name of an adapter; a LoRA and an SVF expert at once as <c>one+other</c>.</summary>
    public string? Model { get; init; }

    /// <summary>One prompt or a list of them.</summary>
    public TextOrList? Prompt { get; init; }

    /// <summary>Tokens to produce at most. Default 64.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 (default) takes the likeliest token each time; above 0 samples.</summary>
    public double? Temperature { get; init; }

    /// <summary>Share of probability to sample from. Default 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Start of the random numbers; the same seed gives the same text.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts that end the answer.</summary>
    public TextOrList? Stop { get; init; }

    /// <summary>SVF experts by id, digest or name: a first pass looks at the (first) prompt and chooses one of them, or none, for the request. The base model is asked, or <c>model</c>, which is a classification expert then.</summary>
    public IReadOnlyList<string>? Experts { get; init; }

    /// <summary>Name of the conversation, whose first choice among <c>experts</c> holds for all of it, as long as the worker that chose remembers it; callers who give one name share a choice. Default: it is known by its prompt.</summary>
    public string? Conversation { get; init; }

    /// <summary>Only <c>false</c> is served.</summary>
    public bool? Stream { get; init; }

    /// <summary>Everything else a client sent.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }
}
