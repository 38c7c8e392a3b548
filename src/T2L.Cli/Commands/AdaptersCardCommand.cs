using System.CommandLine;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Registry.Metadata;

namespace T2L.Cli.Commands;

/// <summary>adapters card: what an adapter is for, in Markdown.</summary>
internal static class AdaptersCardCommand
{
    private static readonly Argument<string> Name = ReferenceArgument.Name();
    private static readonly Option<FileInfo?> File = new("--file") { Description = "Markdown to write as the card, at most 64 KiB." };
    private static readonly Option<bool> Remove = new("--remove") { Description = "Take the card away." };

    public static Command Create() => ClientCommand.Create("card", "Show the card of an adapter, write it, or take it away.", RunAsync, [Name, File, Remove],
        "./t2l adapters card math/gsm8k", "./t2l adapters card math/gsm8k --file README.md");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var name = parsed.GetValue(Name)!;
        if (parsed.GetValue(File) is { } file)
        {
            var text = Read(file);
            await t2l.Metadata.PutCardAsync(name, text, cancellationToken: cancellation).ConfigureAwait(false);
            return Report(parsed, name, text, $"The card of '{name}' is written.");
        }
        var card = await t2l.Metadata.GetCardAsync(name, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(Remove))
            return Report(parsed, name, card, card);
        await t2l.Metadata.RemoveCardAsync(name, cancellationToken: cancellation).ConfigureAwait(false);
        return Report(parsed, name, card, $"The card of '{name}' is removed.");
    }

    private static string Read(FileInfo file)
    {
        if (!file.Exists)
            throw new UsageException($"--file '{file.FullName}' does not exist.");
        return file.Length <= CardText.MaxBytes
            ? System.IO.File.ReadAllText(file.FullName)
            : throw new UsageException($"--file '{file.FullName}' has {file.Length} bytes; a card has at most {CardText.MaxBytes}.");
    }

    private static object Report(ParseResult parsed, string name, string card, string line)
    {
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line(line);
        return new { Adapter = name, Card = card };
    }
}
