namespace T2L.Client.Adapters;

/// <summary>An adapter to be made.</summary>
/// <param name="Description">The task in plain words, 1 to 4,096 characters.</param>
public sealed record AdapterOrder(string Description)
{
    /// <summary>Name to publish under, for instance <c>text/backwards</c>; null makes one of the description.</summary>
    public string? Name { get; init; }

    /// <summary>Examples of the task, 1 to 64, to search with for a better adapter; null where the description says it all.</summary>
    public IReadOnlyList<Example>? Examples { get; init; }

    /// <summary>Start of the search's random numbers; the same order finds the same adapter.</summary>
    public long? Seed { get; init; }
}

/// <summary>One worked example of a task.</summary>
/// <param name="Input">What the model is given.</param>
/// <param name="Answer">What it should answer.</param>
public sealed record Example(string Input, string Answer);
