using System.CommandLine;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Registry.Metadata;

namespace T2L.Cli.Commands;

/// <summary>adapters tag, owner and set: what people say of an adapter.</summary>
internal static class AdaptersMetadataCommand
{
    private static readonly Argument<string> Name = ReferenceArgument.Name();
    private static readonly Argument<string[]> Tags = new("tags") { Description = "Tags to add.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Argument<string?> NewOwner = new("owner") { Description = "A person or a team; nothing shows the owner.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string[]> Pairs = new("properties") { Description = "KEY=VALUE: true, false and numbers are kept as such, VALUE in double quotes is always a text.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> Remove = new("--remove") { Description = "What to take away; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<bool> Nobody = new("--nobody") { Description = "Leave the adapter without an owner." };

    public static Command Tag() => ClientCommand.Create("tag", "Add tags to an adapter, or take some away; without any, show them.",
        (parsed, t2l, cancellation) => RunAsync(parsed, t2l, new Client.Metadata.MetadataChange { AddTags = parsed.GetValue(Tags)!, RemoveTags = parsed.GetValue(Remove)! }, cancellation),
        [Name, Tags, Remove], "./t2l adapters tag math/gsm8k school algebra", "./t2l adapters tag math/gsm8k --remove school");

    public static Command Owner() => ClientCommand.Create("owner", "Say whose an adapter is.",
        (parsed, t2l, cancellation) => RunAsync(parsed, t2l, new Client.Metadata.MetadataChange { Owner = parsed.GetValue(Nobody) ? "" : parsed.GetValue(NewOwner) }, cancellation),
        [Name, NewOwner, Nobody], "./t2l adapters owner math/gsm8k team-math", "./t2l adapters owner math/gsm8k --nobody");

    public static Command Set() => ClientCommand.Create("set", "Set properties of an adapter, or take some away.",
        (parsed, t2l, cancellation) => RunAsync(parsed, t2l, new Client.Metadata.MetadataChange { Properties = Properties(parsed) }, cancellation),
        [Name, Pairs, Remove], "./t2l adapters set math/gsm8k level=3 reviewed=true", "./t2l adapters set math/gsm8k --remove level");

    /// <summary>Reads KEY=VALUE.</summary>
    internal static KeyValuePair<string, string> Pair(string text) => text.Split('=', 2) is [var key, var value]
        ? new(key, value)
        : throw new UsageException($"'{text}' is no property; expected KEY=VALUE, for instance level=3.");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, Client.Metadata.MetadataChange change, CancellationToken cancellation)
    {
        var entry = await t2l.Metadata.ChangeAsync(parsed.GetValue(Name)!, change, cancellationToken: cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["", ""],
            [
                ["name", entry.Adapter], ["owner", entry.Owner ?? ""], ["tags", string.Join(", ", entry.Tags)],
                .. entry.Properties.Select(property => (IReadOnlyList<string>)[property.Key, PropertyText.Of(property.Value)]),
            ]);
        }
        return entry;
    }

    private static Dictionary<string, object?> Properties(ParseResult parsed)
    {
        var properties = parsed.GetValue(Remove)!.ToDictionary(key => key, _ => (object?)null, StringComparer.Ordinal);
        foreach (var (key, value) in parsed.GetValue(Pairs)!.Select(Pair))
            properties[key] = value is ['"', .. var quoted, '"'] ? PropertyValue.Of(quoted) : PropertyValue.Readings(value)[0];
        return properties;
    }
}
