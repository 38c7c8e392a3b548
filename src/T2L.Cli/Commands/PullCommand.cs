using System.CommandLine;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Hub;
using T2L.Hub.Profiles;

namespace T2L.Cli.Commands;

/// <summary>pull: files of model repositories into the hub's cache.</summary>
internal static class PullCommand
{
    private static readonly Argument<string> What = new("what") { Description = "hf:<org>/<repo>, hf:<org>/<repo>@<revision>, or profile:<name>." };
    private static readonly Option<string[]> Include = new("--include") { Description = "Pattern of files to take, for instance '*.safetensors'; may be given several times. Default: all.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Pattern of files to leave; may be given several times.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be downloaded and, for a profile, how much memory it needs; download no weights." };
    private static readonly Option<int> Workers = new("--workers") { Description = "Connections at once, 1 to 64.", DefaultValueFactory = _ => 8 };

    public static Command Create()
    {
        var command = new Command("pull", "Download models from the Hugging Face hub into its cache. Ctrl-C stops; the same command goes on. HF_HOME, HF_TOKEN, HF_ENDPOINT and HF_HUB_OFFLINE are honoured.")
        {
            What, Include, Exclude, DryRun, Workers,
        };
        command.SetAction(RunAsync);
        return command.WithExamples(
            "./t2l pull profile:gemma-2-2b --dry-run",
            "./t2l pull profile:gemma-2-2b",
            "./t2l pull hf:google/gemma-2-2b-it@main --include '*.json' --include '*.safetensors'");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var what = parsed.GetValue(What)!;
        var options = HubEnvironment.Read() with { Workers = parsed.GetValue(Workers) };
        var profile = what.StartsWith(Profile.Prefix, StringComparison.Ordinal) ? ProfileSettings.Find(Settings.Load(), what[Profile.Prefix.Length..]) : null;
        var filter = new PathFilter(parsed.GetValue(Include) ?? [], parsed.GetValue(Exclude) ?? []);
        if (profile is not null && (filter.Include.Count > 0 || filter.Exclude.Count > 0))
            throw new UsageException("--include and --exclude are for hf:<org>/<repo>; a profile names its files itself, in appsettings.json.");
        using var client = new HubClient(options);
        var json = parsed.GetValue(CommonOptions.Json);
        if (profile is not null)
            await ProfileAsync(client, options, profile, parsed.GetValue(DryRun), json, cancellation).ConfigureAwait(false);
        else
            await RepositoryAsync(client, RepoReference.Parse(what), filter, parsed.GetValue(DryRun), json, cancellation).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task RepositoryAsync(HubClient client, RepoReference reference, PathFilter filter, bool dryRun, bool json, CancellationToken cancellation)
    {
        var pull = await Pull.PlanAsync(client, reference, filter, cancellation).ConfigureAwait(false);
        if (!dryRun)
            await pull.RunAsync(client, cancellation).ConfigureAwait(false);
        if (json)
            Terminal.Json(pull.ToJson());
        else
            pull.Print();
    }

    private static async Task ProfileAsync(HubClient client, HubOptions options, Profile profile, bool dryRun, bool json, CancellationToken cancellation)
    {
        // All lists first: a name that is wrong or a permission that is missing shows before gigabytes were moved.
        var pulls = new List<(PartKind Kind, ProfilePart Part, Pull? Pull)>();
        foreach (var (kind, part) in profile.Parts)
            pulls.Add((kind, part, part.Reference is { } reference ? await Pull.PlanAsync(client, reference, part.Filter, cancellation).ConfigureAwait(false) : null));
        var need = dryRun ? await ProfileMemory.OfAsync(client, options, profile, pulls, cancellation).ConfigureAwait(false) : null;
        if (!dryRun)
            foreach (var (_, _, pull) in pulls)
                await (pull?.RunAsync(client, cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        if (json)
        {
            Terminal.Json(new
            {
                Profile = profile.Name,
                Parts = pulls.Select(entry => new { Part = entry.Kind.ToString(), entry.Part.Source, entry.Part.Folder, Pull = entry.Pull?.ToJson() }),
                Memory = need?.ToJson(),
            });
            return;
        }
        foreach (var (kind, part, pull) in pulls)
            if (pull is not null)
                pull.Print();
            else
                Terminal.Line($"{kind}: '{part.Source}' is a folder of this machine, nothing to pull");
        need?.Print();
    }
}
