namespace T2L.Api.Pages.Problems;

/// <summary>What went wrong, for a person.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Sentence">What happened and what to do next.</param>
/// <param name="TraceId">Under which the server's log has more.</param>
/// <param name="Address">The address that was asked for.</param>
public sealed record ProblemModel(int Status, string Title, string Sentence, string TraceId, string Address)
{
    /// <summary>Whether asking again makes sense.</summary>
    public bool CanHeal => Status >= StatusCodes.Status500InternalServerError;
}
