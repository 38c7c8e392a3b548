using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Audit;
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

    public static Command Create() => new Command("keys", "API keys: create, list, rotate, revoke. A secret is printed once, when it is made.")
    {
        AdaptersCommand.Verb("create", "Make a key and print its secret.", CreateAsync, [Name, Scopes, Days],
            "./t2l keys create --name me --scopes admin", "./t2l keys create --tenant acme --name ci --scopes read,generate --days 90"),
        AdaptersCommand.Verb("list", "The keys, newest first, without their secrets.", ListAsync, [], "./t2l keys list"),
        AdaptersCommand.Verb("rotate", "Replace a key by a new one with the same scopes.", RotateAsync, [Key, Overlap], "./t2l keys rotate t2l_q7m2xk4hd5na"),
        AdaptersCommand.Verb("revoke", $"Let nobody in by a key any more; servers know within {KeyCheck.Remembered.TotalSeconds:0} seconds.", RevokeAsync, [Key], "./t2l keys revoke t2l_q7m2xk4hd5na"),
    }.WithExamples("./t2l keys create --name me --scopes admin", "./t2l keys list");

    private static async Task<object> CreateAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var scopes = parsed.GetValue(Scopes)!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if ((ApiKeys.NameFault(parsed.GetValue(Name)) ?? KeyScope.Fault(scopes)) is { } fault)
            throw new UsageException(fault);
        DateTimeOffset? end = null;
        if (parsed.GetValue(Days) is { } days)
            end = days is > 0 and <= 36500 ? DateTimeOffset.UtcNow.AddDays(days) : throw new UsageException($"--days is {days.ToString(CultureInfo.InvariantCulture)}; expected more than 0, for instance 90.");
        return Told(parsed, await services.GetRequiredService<ApiKeys>().CreateAsync(parsed.GetValue(Name)!, scopes, Actor.OfProcess(), end, cancellation).ConfigureAwait(false));
    }

    private static async Task<object> RotateAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        if (parsed.GetValue(Overlap) is not (>= 0 and <= 525600) and var minutes)
            throw new UsageException($"--overlap-minutes is {minutes.ToString(CultureInfo.InvariantCulture)}; expected 0 to 525600.");
        var overlap = TimeSpan.FromMinutes(parsed.GetValue(Overlap));
        return Told(parsed, await services.GetRequiredService<ApiKeys>().RotateAsync(parsed.GetValue(Key)!, overlap, Actor.OfProcess(), cancellation).ConfigureAwait(false));
    }

    private static async Task<object> RevokeAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var entry = await services.GetRequiredService<ApiKeys>().RevokeAsync(parsed.GetValue(Key)!, Actor.OfProcess(), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{entry.Prefix} ('{entry.Name}') is revoked; running servers know within {KeyCheck.Remembered.TotalSeconds:0} seconds.");
        return Document(entry);
    }

    private static async Task<object> ListAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var keys = await services.GetRequiredService<ApiKeys>().ListAsync(cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["key", "name", "scopes", "state", "made", "by", "last used"], keys.Select(Row));
        return new { Items = keys.Select(Document).ToList() };
    }

    // The one place that a secret is printed; it goes to stdout, never to a log.
    private static object Told(ParseResult parsed, NewKey made)
    {
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Line(made.Secret);
            Terminal.Status($"Key '{made.Entry.Name}' of tenant '{made.Entry.Tenant}': {string.Join(", ", made.Entry.Scopes)}. Keep the line above: it is not shown again. Send it as 'Authorization: Bearer'.");
        }
        return new { made.Secret, Key = Document(made.Entry) };
    }

    private static IReadOnlyList<string> Row(KeyEntry key) =>
    [
        key.Prefix, key.Name, string.Join(", ", key.Scopes), State(key), key.CreatedAt.ToString("u", CultureInfo.InvariantCulture), key.CreatedBy,
        key.LastUsedAt?.ToString("u", CultureInfo.InvariantCulture) ?? "never",
    ];

    private static string State(KeyEntry key) =>
        key.RevokedAt is not null ? "revoked" : key.ExpiresAt is not { } end ? "good" : $"{(key.IsGood(DateTimeOffset.UtcNow) ? "until" : "expired")} {end.ToString("u", CultureInfo.InvariantCulture)}";

    private static object Document(KeyEntry key) => new
    {
        key.Id, key.Tenant, key.Name, key.Prefix, key.Scopes, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.RevokedAt, key.LastUsedAt, key.RotatedFrom,
    };
}
