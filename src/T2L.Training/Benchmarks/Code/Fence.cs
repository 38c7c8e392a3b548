namespace T2L.Training.Benchmarks.Code;

/// <summary>The marks around a program in an answer.</summary>
internal static class Fence
{
    public const string Mark = "```";

    public const string Opening = Mark + "python\n";

    /// <summary>A completion up to the first closing fence; the opening one was given to the model.</summary>
    public static string Cut(string completion) =>
        completion.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var end ? completion[..end] : completion;
}
