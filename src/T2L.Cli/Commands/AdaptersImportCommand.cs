using System.CommandLine;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Cli.Commands.Svf;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;

namespace T2L.Cli.Commands;

/// <summary>adapters import: a folder or a file becomes a version.</summary>
internal static class AdaptersImportCommand
{
    private const int BufferBytes = 1 << 17;
    private static readonly Argument<string> Source = new("adapter") { Description = "PEFT adapter folder; or the file of an SVF expert, or a folder with one." };
    private static readonly Option<string?> Name = new("--name") { Description = "Name to keep the adapter under." };
    private static readonly Option<string?> Description = new("--description") { Description = "The task it was made for, in plain words." };

    public static Command Create()
    {
        var command = new Command("import", "Put a PEFT folder or an SVF expert into the registry.") { Source, Name, Description };
        command.SetAction((parsed, cancellation) =>
        {
            // Before a server is started or asked for nothing.
            var source = Path.GetFullPath(parsed.GetValue(Source)!);
            var adapter = File.Exists(source) ? new AnyAdapter(SvfOptions.ReadExpert(source)) : AnyAdapter.Read(source);
            return ClientCommand.RunAsync(parsed, withModels: false, async t2l => Report(parsed, await SendAsync(parsed, t2l, adapter, cancellation).ConfigureAwait(false)), cancellation);
        });
        return command.WithExamples("./t2l adapters import ./my-lora --name math/gsm8k", "./t2l adapters import math.safetensors --name math/expert");
    }

    private static async Task<(AdapterInfo Entry, bool IsNew)> SendAsync(ParseResult parsed, T2LClient t2l, AnyAdapter adapter, CancellationToken cancellation)
    {
        if (adapter.Expert is { } expert)
        {
            using var bytes = new MemoryStream(SvfExpertFile.ToBytes(expert));
            return await t2l.Adapters.ImportAsync(bytes, "application/octet-stream", parsed.GetValue(Name), parsed.GetValue(Description), cancellation).ConfigureAwait(false);
        }
        // On the disk: an archive in memory could not be larger than 2 GB.
        var archive = new FileStream(
            Path.Combine(Path.GetTempPath(), $"t2l-{Guid.NewGuid():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using (archive.ConfigureAwait(false))
        {
            PeftArchive.Write(archive, adapter.ToFiles());
            archive.Position = 0;
            return await t2l.Adapters.ImportAsync(archive, "application/zip", parsed.GetValue(Name), parsed.GetValue(Description), cancellation).ConfigureAwait(false);
        }
    }

    private static int Report(ParseResult parsed, (AdapterInfo Entry, bool IsNew) published)
    {
        var (entry, isNew) = published;
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Adapter = AdapterDocument.Of(entry), IsNew = isNew });
        else
            Terminal.Line(isNew
                ? $"{entry.Digest} published as '{entry.Name}'"
                : $"{entry.Digest} exists already, published {entry.CreatedAt:yyyy-MM-dd} as '{entry.Name}'. Nothing was changed.");
        return ExitCode.Success;
    }
}
