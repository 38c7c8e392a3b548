using System.CommandLine;
using Microsoft.Extensions.Configuration;
using T2L.Hub;
using T2L.Hub.Profiles;

namespace T2L.Cli.Profiles;

/// <summary>The option <c>--profile</c>: instead of three folders, one name.</summary>
internal static class ProfileOption
{
    private static readonly Dictionary<PartKind, string> Keys = new()
    {
        [PartKind.BaseModel] = "Inference:BaseModel",
        [PartKind.Hypernetwork] = "Generation:Hypernetwork",
        [PartKind.Encoder] = "Generation:Encoder",
    };

    public static readonly Option<string?> Name = new("--profile")
    {
        Description = "Models that belong together, by the name they have in appsettings.json; './t2l profiles' lists them. Folders named by other options win.",
    };

    /// <summary>The configuration with the profile's models in it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="overrides">Keys of other options; they win, and what they replace need not be here.</param>
    /// <param name="needed">Parts the command uses.</param>
    /// <exception cref="HubException">A needed part is not on this machine. Nothing is downloaded unasked.</exception>
    public static IConfigurationRoot Load(ParseResult parsed, IEnumerable<KeyValuePair<string, string?>> overrides, params PartKind[] needed)
    {
        var given = overrides.ToDictionary();
        if (parsed.GetValue(Name) is not { } name)
            return Settings.Load(given);
        var profile = ProfileSettings.Find(Settings.Load(), name);
        var locator = Locator();
        foreach (var part in needed)
            if (!given.ContainsKey(Keys[part]))
                given[Keys[part]] = locator.Require(profile, part);
        if (profile.ChatTemplate is { } template)
            given.TryAdd("Inference:ChatTemplate", template);
        if (profile.Precision is { } precision)
            given.TryAdd("Inference:Precision", precision);
        return Settings.Load(given);
    }

    /// <summary>Folders given by other options, as keys of the configuration.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Folders(ParseResult parsed, params (Option<DirectoryInfo?> Option, string Key)[] options) =>
        from option in options
        let folder = parsed.GetValue(option.Option)
        where folder is not null
        select KeyValuePair.Create<string, string?>(option.Key, folder.FullName);

    /// <summary>Looks for parts where this process may find them.</summary>
    public static ProfileLocator Locator() => new(HubEnvironment.Read().CacheRoot, Settings.Root);
}
