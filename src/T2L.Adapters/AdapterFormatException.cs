namespace T2L.Adapters;

/// <summary>A file or an adapter was refused. The message says what was found, what was expected, and where.</summary>
public sealed class AdapterFormatException : Exception
{
    private const int MaxMessageLength = 2000;

    /// <summary>Refuses a file or an adapter.</summary>
    /// <param name="error">The kind of refusal.</param>
    /// <param name="message">What was found and what was expected, as one or two sentences.</param>
    /// <param name="file">Path or name of the file; its name becomes the start of the message.</param>
    /// <param name="tensor">Name of the tensor at fault.</param>
    /// <param name="inner">What a lower layer said.</param>
    public AdapterFormatException(
        AdapterFormatError error, string message, string? file = null, string? tensor = null, Exception? inner = null)
        : base(OneLine(string.IsNullOrEmpty(file) ? message : $"{Path.GetFileName(file)}: {message}"), inner)
    {
        Error = error;
        File = file;
        Tensor = tensor;
    }

    /// <summary>The kind of refusal.</summary>
    public AdapterFormatError Error { get; }

    /// <summary>Path or name of the refused file, where there is one.</summary>
    public string? File { get; }

    /// <summary>Name of the tensor at fault, where there is one.</summary>
    public string? Tensor { get; }

    // Names inside hostile files must not reach a terminal with line breaks or control sequences, nor by the megabyte.
    private static string OneLine(string message)
    {
        var text = message.Length <= MaxMessageLength ? message : string.Concat(message.AsSpan(0, MaxMessageLength), "…");
        return string.Create(text.Length, text, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
    }
}
