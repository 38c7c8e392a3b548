namespace T2L.Training.Rows;

/// <summary>A file of tasks or of data cannot be used; the message is one sentence that says which file, where in it, what was found and what was expected.</summary>
/// <param name="file">The file, as the user knows it.</param>
/// <param name="message">The sentence, without the file's name.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class DataFormatException(string file, string message, Exception? innerException = null)
    : Exception($"{file}: {message}", innerException)
{
    /// <summary>The file it was found in.</summary>
    public string File { get; } = file;

    /// <summary>A value as a message can hold it.</summary>
    internal static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "...");
}
