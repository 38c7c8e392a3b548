namespace T2L.Registry.Publishing;

/// <summary>By which way an adapter came in. Names are stable: programs may compare them.</summary>
public static class AdapterSource
{
    /// <summary>Sent as files, over HTTP or by the command line.</summary>
    public const string Upload = "upload";

    /// <summary>Read from a folder or a file by the command line of an earlier release.</summary>
    public const string Import = "import";

    /// <summary>Fetched from the hub.</summary>
    public const string Hub = "hub";

    /// <summary>Written by a hypernetwork.</summary>
    public const string Generated = "generated";

    /// <summary>Mixed from experts.</summary>
    public const string Mix = "mix";
}
