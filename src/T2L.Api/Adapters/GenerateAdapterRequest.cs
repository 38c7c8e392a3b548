using System.Text.Json.Serialization;
using T2L.Adapters.Examples;
using T2L.Registry.Audit;
using T2L.Registry.Jobs;

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

    /// <summary>The order as the registry knows it.</summary>
    /// <param name="id">Identity of the job, where the caller chose one.</param>
    /// <param name="requestedBy">Who asks.</param>
    public NewJob ToJob(Guid? id, Actor requestedBy) =>
        new(Description!, Name, Examples: Examples?.Select(example => example!.ToExample()).ToList(), Seed: Seed, Id: id) { RequestedBy = requestedBy };
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
