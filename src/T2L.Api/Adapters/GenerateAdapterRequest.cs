using System.Text.Json.Serialization;
using T2L.Adapters.Examples;

namespace T2L.Api.Adapters;

/// <summary>Body of <c>POST /v1/adapters</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GenerateAdapterRequest
{
    /// <summary>The task in plain words, 1 to 4,096 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Name to publish under, for instance <c>text/backwards</c>; left out, one is made of the description.</summary>
    public string? Name { get; init; }

    /// <summary>Examples of the task, 1 to 64, to search with for a better adapter; left out, the description says it all.</summary>
    public IReadOnlyList<ExampleBody?>? Examples { get; init; }

    /// <summary>Start of the search's random numbers, 0 when left out; the same request finds the same adapter.</summary>
    public long? Seed { get; init; }
}

/// <summary>One worked example of a task.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExampleBody
{
    /// <summary>What the model is given, 1 to 2,048 characters.</summary>
    public string? Input { get; init; }

    /// <summary>What it should answer, 1 to 2,048 characters.</summary>
    public string? Answer { get; init; }

    /// <summary>The example as the other rooms know it; fields that are not there are empty and refused with their place.</summary>
    public AnswerExample ToExample() => new(Input ?? "", Answer ?? "");
}
