using System.CommandLine;
using System.Diagnostics;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Origin;
using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Embedding;
using T2L.Hub.Profiles;
using T2L.Hypernetwork;
using T2L.Registry;

namespace T2L.Cli.Commands;

/// <summary>generate: the hypernetwork alone, no services.</summary>
internal static class GenerateCommand
{
    private static readonly Option<DirectoryInfo?> Hypernetwork = new("--hypernetwork") { Description = "Official checkpoint folder or our own form. Default: Generation:Hypernetwork of appsettings.json." };
    private static readonly Option<string?> Description = new("--description") { Description = "The task in plain English; the adapter is written straight into --out." };
    private static readonly Option<FileInfo?> Embeddings = new("--embeddings") { Description = "Safetensors file with task_embs [n, E], used as it stands; one adapter a row, in --out/0, --out/1, ..." };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder to write.", Required = true };
    private static readonly Option<DirectoryInfo?> Encoder = new("--encoder") { Description = "Text encoder folder, with --description. Default: Generation:Encoder." };
    private static readonly Option<string?> ModuleOrder = new("--module-order") { Description = "Order of the layer types in training, for instance v_proj,q_proj. Default: read from the checkpoint." };

    public static Command Create()
    {
        var command = new Command("generate", "Run a hypernetwork and write PEFT adapters; needs no services.")
        {
            ProfileOption.Name, Hypernetwork, Description, Embeddings, Out, Encoder, ModuleOrder,
        };
        command.SetAction(Run);
        return command.WithExamples(
            "./t2l generate --description \"Write the word backwards.\" --out backwards",
            "./t2l generate --hypernetwork trained_t2l/gemma_2b_t2l --embeddings task_embs.safetensors --out loras");
    }

    private static int Run(ParseResult parsed)
    {
        var (description, embeddings) = (parsed.GetValue(Description), parsed.GetValue(Embeddings));
        if (description is null == embeddings is null)
            throw new UsageException("Give either --description TEXT or --embeddings FILE.");
        if (description is not null)
            TaskDescription.Check(description);
        OutputFolder.RefuseUsed(parsed.GetValue(Out)!.FullName);
        var settings = ProfileOption.Load(parsed, ProfileOption.Folders(parsed, (Hypernetwork, "Generation:Hypernetwork"), (Encoder, "Generation:Encoder")), description is null ? [PartKind.Hypernetwork] : [PartKind.Hypernetwork, PartKind.Encoder]);
        var clock = Stopwatch.StartNew();
        using var generator = LoraGenerator.Load(
            settings["Generation:Hypernetwork"]!,
            new GeneratorOptions { ModuleOrder = parsed.GetValue(ModuleOrder)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) });
        var loadMs = clock.Elapsed.TotalMilliseconds;
        if (generator.UnknownTensors is { Count: > 0 } unknown)
            Terminal.Status($"passed over {unknown.Count} tensors that the network has no place for: {string.Join(", ", unknown.Take(5))}{(unknown.Count > 5 ? ", ..." : "")}");
        var taskEmbeddings = description is not null
            ? Embed(description, settings["Generation:Encoder"]!, generator)
            : Read(embeddings!.FullName);
        clock.Restart();
        var adapters = generator.Generate(taskEmbeddings);
        var generateMs = clock.Elapsed.TotalMilliseconds;
        var written = OutputFolder.WriteAll(parsed.GetValue(Out)!.FullName, adapters, numbered: description is null);
        var size = generator.Config.TaskEmbeddingSize;
        var novelties = generator.KnownTasks is { } known
            ? taskEmbeddings.ToFloats().Chunk(size).Select(row => (Novelty?)known.NoveltyOf(row)).ToList()
            : [.. written.Select(_ => (Novelty?)null)];
        Print(parsed.GetValue(CommonOptions.Json), written, novelties, loadMs, generateMs);
        return ExitCode.Success;
    }

    private static TensorData Embed(string description, string encoderDirectory, LoraGenerator generator)
    {
        using var encoder = TextEncoder.Load(encoderDirectory);
        if (encoder.Size != generator.Config.TaskEmbeddingSize)
            throw new UsageException(
                $"The text encoder '{encoderDirectory}' gives embeddings of {encoder.Size}, the hypernetwork takes {generator.Config.TaskEmbeddingSize}. Name the encoder it was trained with: --encoder DIR.");
        return encoder.Embed([description], CancellationToken.None);
    }

    private static TensorData Read(string file)
    {
        using var safetensors = SafetensorsFile.Open(file);
        if (!safetensors.Tensors.ContainsKey("task_embs"))
            throw new UsageException($"'{file}' holds no tensor 'task_embs' but {string.Join(", ", safetensors.Tensors.Keys.Take(5))}. Write one with: ./t2l embed --text \"...\" --out FILE.");
        return safetensors.Read("task_embs");
    }

    private static void Print(bool json, IReadOnlyList<(string Path, LoraAdapter Adapter)> written, IReadOnlyList<Novelty?> novelties, double loadMs, double generateMs)
    {
        var rows = written.Zip(novelties, (entry, novelty) => new
        {
            entry.Path,
            Digest = AdapterManifest.Of(PeftDirectory.ToFiles(entry.Adapter)).Digest.Value,
            entry.Adapter.Config.BaseModel,
            entry.Adapter.Config.Rank,
            Parameters = entry.Adapter.ParameterCount,
            Novelty = novelty,
        }).ToList();
        if (json)
        {
            Terminal.Json(new { Adapters = rows, TimingsMs = new { Load = loadMs, Generate = generateMs } });
            return;
        }
        foreach (var row in rows)
        {
            Terminal.Line($"{row.Path}  {row.Digest}  rank {row.Rank}  {row.Parameters:N0} parameters  for {row.BaseModel}");
            foreach (var line in ReportLines.Of(new GenerationReport(row.Novelty, Search: null)))
                Terminal.Status(line);
        }
        Terminal.Status($"loaded in {loadMs:F0} ms, generated in {generateMs:F1} ms");
    }
}
