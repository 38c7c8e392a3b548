using System.CommandLine;
using T2L.Cli.Output;
using T2L.Cli.Profiles;

namespace T2L.Cli.Commands;

/// <summary>profiles: which there are, and which parts of them are here.</summary>
internal static class ProfilesCommand
{
    public static Command Create()
    {
        var command = new Command("profiles", "List the profiles of appsettings.json and which of their models are on this machine.");
        command.SetAction(Run);
        return command.WithExamples("./t2l profiles", "./t2l profiles --json");
    }

    private static int Run(ParseResult parsed)
    {
        var locator = ProfileOption.Locator();
        var rows = ProfileSettings.All(Settings.Load()).SelectMany(profile => locator.States(profile).Select(state => (Profile: profile, State: state))).ToList();
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new
            {
                Profiles = rows.GroupBy(row => row.Profile).Select(profile => new
                {
                    profile.Key.Name,
                    profile.Key.ChatTemplate,
                    profile.Key.Precision,
                    Complete = profile.All(row => row.State.Folder is not null),
                    Parts = profile.Select(row => new { Part = row.State.Kind.ToString(), row.State.Part.Source, PartFolder = row.State.Part.Folder, row.State.Folder, row.State.Missing }),
                }),
            });
        else
            Terminal.Table(["profile", "part", "source", "here"], rows.Select(row => (IReadOnlyList<string>)
                [row.Profile.Name, row.State.KindName, row.State.Part.Folder.Length > 0 ? $"{row.State.Part.Source}, {row.State.Part.Folder}" : row.State.Part.Source, row.State.Missing is { } missing ? $"no: {missing}" : "yes"]));
        return ExitCode.Success;
    }
}
