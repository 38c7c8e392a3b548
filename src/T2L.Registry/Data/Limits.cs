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

    /// <summary>Whose an adapter is: a person or a team.</summary>
    public const int Owner = 100;

    /// <summary>A tag: a word or two.</summary>
    public const int Tag = 64;

    /// <summary>Tags of an adapter.</summary>
    public const int Tags = 50;

    /// <summary>Properties of an adapter.</summary>
    public const int Properties = 100;

    /// <summary>A property's text.</summary>
    public const int PropertyText = 1000;

    /// <summary>A card, in UTF-8.</summary>
    public const int CardBytes = 65_536;

    /// <summary>Who did something: a user at a host, or a key's name.</summary>
    public const int Actor = 200;

    /// <summary>What a key is for, in a word or two.</summary>
    public const int KeyName = 100;

    /// <summary>Where a webhook is told.</summary>
    public const int WebhookUrl = 2000;

    /// <summary>Why a webhook was not told.</summary>
    public const int WebhookError = 1000;

    /// <summary>A worker's name: host, process and a random part.</summary>
    public const int Worker = 200;

    /// <summary>An error text; longer ones are cut, the log has the rest.</summary>
    public const int Error = 4000;
}
