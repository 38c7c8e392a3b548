using System.CommandLine;
using System.Globalization;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Keys;
using T2L.Registry.Keys;

namespace T2L.Cli.Commands;

/// <summary>keys: who is let in by a server that asks.</summary>
internal static class KeysCommand
{
    private static readonly Option<string> Name = new("--name") { Description = "What the key is for.", Required = true };
    private static readonly Option<string> Scopes = new("--scopes") { Description = $"What it allows, with commas: {string.Join(", ", KeyScope.All)}.", Required = true };
    private static readonly Option<double?> Days = new("--days") { Description = "Days that it is good for. Default: until it is revoked." };
    private static readonly Option<double> Overlap = new("--overlap-minutes") { Description = "Minutes that the old key is good for still.", DefaultValueFactory = _ => 60 };
    private static readonly Argument<string> Key = new("key") { Description = "Id of a key, or how it begins: t2l_ and twelve letters." };

    static KeysCommand() => Scopes.CompletionSources.Add([.. KeyScope.All]);

    public static Command Create() => new Command("keys", "API keys: create, list, rotate, revoke. A secret is printed once, when it is made. With --server the key in T2L_API_KEY has to allow admin.")
    {
        CreateKey(),
        ClientCommand.Create("list", "The keys, newest first, without their secrets.", ListAsync, [], "./t2l keys list"),
        Rotate(),
        ClientCommand.Create("revoke", $"Let nobody in by a key any more; servers know within {KeyCheck.Remembered.TotalSeconds:0} seconds.", RevokeAsync, [Key], "./t2l keys revoke t2l_q7m2xk4hd5na"),
        ServerConnection.Server,
    }.WithExamples("./t2l keys create --name me --scopes admin", "./t2l keys list");

    private static Command CreateKey()
    {
        var command = new Command("create", "Make a key and print its secret.") { Name, Scopes, Days };
        command.SetAction((parsed, cancellation) =>
        {
            var scopes = parsed.GetValue(Scopes)!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
            if ((ApiKeys.NameFault(parsed.GetValue(Name)) ?? KeyScope.Fault(scopes)) is { } fault)
                throw new UsageException(fault);
            var end = End(parsed);
            return ClientCommand.RunAsync(
                parsed, withModels: false, async t2l => Told(parsed, await t2l.Keys.CreateAsync(parsed.GetValue(Name)!, scopes, end, cancellation).ConfigureAwait(false)), cancellation);
        });
        return command.WithExamples("./t2l keys create --name me --scopes admin", "./t2l keys create --tenant acme --name ci --scopes read,generate --days 90");
    }

    private static Command Rotate()
    {
        var command = new Command("rotate", "Replace a key by a new one with the same scopes.") { Key, Overlap };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(Overlap) is not (>= 0 and <= 525600) and var minutes)
                throw new UsageException($"--overlap-minutes is {minutes.ToString(CultureInfo.InvariantCulture)}; expected 0 to 525600.");
            var overlap = TimeSpan.FromMinutes(parsed.GetValue(Overlap));
            return ClientCommand.RunAsync(
                parsed, withModels: false, async t2l => Told(parsed, await t2l.Keys.RotateAsync(parsed.GetValue(Key)!, overlap, cancellation).ConfigureAwait(false)), cancellation);
        });
        return command.WithExamples("./t2l keys rotate t2l_q7m2xk4hd5na");
    }

    private static async Task<object> RevokeAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var entry = await t2l.Keys.RevokeAsync(parsed.GetValue(Key)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{entry.Prefix} ('{entry.Name}') is revoked; running servers know within {KeyCheck.Remembered.TotalSeconds:0} seconds.");
        return entry;
    }

    private static async Task<object> ListAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var keys = await t2l.Keys.ListAsync(cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["key", "name", "scopes", "state", "made", "by", "last used"], keys.Select(Row));
        return new { Items = keys };
    }

    private static DateTimeOffset? End(ParseResult parsed) => parsed.GetValue(Days) switch
    {
        null => null,
        > 0 and <= 36500 and var days => DateTimeOffset.UtcNow.AddDays(days),
        { } days => throw new UsageException($"--days is {days.ToString(CultureInfo.InvariantCulture)}; expected more than 0, for instance 90."),
    };

    // The one place that a secret is printed; it goes to stdout, never to a log.
    private static int Told(ParseResult parsed, NewKeyInfo made)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Json(new { made.Secret, made.Key });
            return ExitCode.Success;
        }
        Terminal.Line(made.Secret);
        Terminal.Status($"Key '{made.Key.Name}' of tenant '{made.Key.Tenant}': {string.Join(", ", made.Key.Scopes)}. Keep the line above: it is not shown again. Send it as 'Authorization: Bearer'.");
        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Row(KeyInfo key) =>
    [
        key.Prefix, key.Name, string.Join(", ", key.Scopes), State(key), key.CreatedAt.ToString("u", CultureInfo.InvariantCulture), key.CreatedBy,
        key.LastUsedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "never",
    ];

    private static string State(KeyInfo key) => key.RevokedAt is not null ? "revoked"
        : key.ExpiresAt is not { } end ? "good"
        : $"{(DateTimeOffset.UtcNow < end ? "until" : "expired")} {end.ToString("u", CultureInfo.InvariantCulture)}";
}
