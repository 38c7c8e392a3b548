namespace T2L.Tokenizers.Formats;

/// <summary>A model folder cannot be used; the message is one sentence that says what, where and what was expected.</summary>
/// <param name="error">The kind of damage.</param>
/// <param name="file">The file it was found in, as the user knows it.</param>
/// <param name="message">The sentence, without the file's name.</param>
/// <param name="innerException">The cause, where there is one.</param>
public sealed class ModelFormatException(ModelFormatError error, string file, string message, Exception? innerException = null)
    : Exception($"{file}: {message}", innerException)
{
    /// <summary>The kind of damage.</summary>
    public ModelFormatError Error { get; } = error;

    /// <summary>The file it was found in.</summary>
    public string File { get; } = file;
}
