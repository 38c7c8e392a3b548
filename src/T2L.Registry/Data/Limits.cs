namespace T2L.Registry.Data;

/// <summary>Lengths that the tables check; the same numbers stand in <c>migrations/</c>.</summary>
internal static class Limits
{
    /// <summary>A task description; the text encoder reads far less, and a row stays small.</summary>
    public const int Description = 4096;

    /// <summary>An adapter's name: fits a URL segment and one line of a table.</summary>
    public const int AdapterName = 100;

    /// <summary>A model's name: a hub name (at most 193 characters) or a path below the repository.</summary>
    public const int ModelName = 256;

    /// <summary>An alias: a word or two.</summary>
    public const int Alias = 63;

    /// <summary>Who did something: a user at a host, or a key's name.</summary>
    public const int Actor = 200;

    /// <summary>A worker's name: host, process and a random part.</summary>
    public const int Worker = 200;

    /// <summary>An error text; longer ones are cut, the log has the rest.</summary>
    public const int Error = 4000;
}
