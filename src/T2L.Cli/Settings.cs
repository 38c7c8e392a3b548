using Microsoft.Extensions.Configuration;

namespace T2L.Cli;

/// <summary>appsettings.json at the root, overridden by environment variables (<c>Inference__Device=cuda:0</c>).</summary>
internal static class Settings
{
    private static readonly string[] PathKeys = ["Storage:Root", "Blobs:Root", "Inference:BaseModel", "Inference:Decomposition", "Generation:Hypernetwork", "Generation:Encoder"];

    /// <summary>The repository's root: <c>T2L_ROOT</c> as the launcher sets it, or the folder above that holds appsettings.json.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The whole configuration, its paths absolute.</summary>
    /// <param name="overrides">Keys given on the command line; they win.</param>
    public static IConfigurationRoot Load(params IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var file = Path.Combine(Root, "appsettings.json");
        if (!File.Exists(file))
            throw new UsageException($"'{file}' is missing. Start through ./t2l, or set T2L_ROOT to the folder that holds it.");
        var builder = new ConfigurationBuilder().AddJsonFile(file).AddEnvironmentVariables().AddInMemoryCollection(overrides);
        var settings = builder.Build();
        var paths = PathKeys.Where(key => settings[key] is { Length: > 0 }).Select(key => KeyValuePair.Create<string, string?>(key, PathOf(settings[key]!)));
        return builder.AddInMemoryCollection(paths.ToList()).Build();
    }

    /// <summary>A path from the configuration: absolute as it stands, relative to the root otherwise.</summary>
    public static string PathOf(string configured) => Path.GetFullPath(configured, Root);

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("T2L_ROOT") is { Length: > 0 } root)
            return root;
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "appsettings.json")) && File.Exists(Path.Combine(directory.FullName, "T2L.sln")))
                return directory.FullName;
        return Directory.GetCurrentDirectory();
    }
}
