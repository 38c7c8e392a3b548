namespace T2L.Training.Tasks;

/// <summary>The terse code of a task, as three tags of <see cref="TaskSuite.Tags"/>: used in pre-training in place of a description.</summary>
/// <param name="First">The first operation, for instance <c>word.reverse</c>.</param>
/// <param name="Second">The second operation, or <see cref="None"/>.</param>
/// <param name="Format">The answer format, for instance <c>format.brackets</c>.</param>
public sealed record TaskCode(string First, string Second, string Format)
{
    /// <summary>The tag in the second slot of a task with one operation.</summary>
    public const string None = "none";
}
