using System.Diagnostics;
using T2L.Adapters.Storage;

namespace T2L.Training.RandomModels;

/// <summary>
/// Writes a base model, a hypernetwork for it and a text encoder with random weights in the shape of published ones: what the whole
/// path needs to be tried and measured where nothing can be downloaded. The answers mean nothing.
/// </summary>
public static class RandomModelFolder
{
    // Tokenizers, configurations and the flush's own needs.
    private const long ExtraBytes = 100_000_000;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Names of the parts, each a folder of the result.</summary>
    public static IReadOnlyList<string> PartNames { get; } = ["base", "hypernetwork", "encoder"];

    /// <summary>Names of the shapes.</summary>
    public static IReadOnlyList<string> Shapes { get; } = [.. ModelShapes.All.Select(shape => shape.Name)];

    /// <summary>Writes the folder; it appears whole or not at all.</summary>
    /// <param name="options">What to write.</param>
    /// <param name="progress">Is told how far it is, twice a second; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work; nothing stays.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ArgumentException">There is no such shape, part or number format, the folder is used, or the disk has not enough room.</exception>
    public static RandomModelResult Write(RandomModelOptions options, IProgress<WritingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var parts = Parts(options);
        var output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Output));
        RefuseUsed(output);
        var total = parts.Sum(part => part.Bytes);
        RefuseFull(output, total + ExtraBytes);
        var clock = Stopwatch.StartNew();
        var meter = new Meter(total, clock, progress, cancellationToken);
        var tensors = new RandomTensors(options.Seed, meter.Made);
        if (Directory.Exists(output))
            Directory.Delete(output); // empty: looked at above
        AtomicDirectory.Write(output, directory =>
        {
            foreach (var part in parts)
            {
                meter.Part = part.Name;
                part.Write(Path.Combine(directory, part.Name), tensors);
            }
        });
        return new RandomModelResult(output, [.. parts.Select(part => new RandomModelPart(part.Name, part.Parameters, part.Bytes))], clock.Elapsed);
    }

    private static List<IRandomPart> Parts(RandomModelOptions options)
    {
        if (options.Layers is < 1 or > 1024)
            throw new ArgumentException($"The number of layers is {options.Layers}; expected 1 to 1024.");
        if (options.Parts.FirstOrDefault(part => !PartNames.Contains(part)) is { } unknown)
            throw new ArgumentException($"There is no part '{unknown}'. Name some of {string.Join(", ", PartNames)}.");
        var shape = ModelShapes.Find(options.Like);
        shape = shape with { Base = shape.Base with { Layers = options.Layers ?? shape.Base.Layers } };
        var name = $"random/{shape.Name}";
        List<IRandomPart> all = [new RandomBase(shape.Base, name, options.DType), new RandomHypernetwork(shape, name), new RandomEncoder(shape.Encoder)];
        all.RemoveAll(part => !options.Parts.Contains(part.Name));
        return all.Count > 0 ? all : throw new ArgumentException($"No part is named. Name some of {string.Join(", ", PartNames)}.");
    }

    private static void RefuseUsed(string output)
    {
        if (File.Exists(output))
            throw new ArgumentException($"'{output}' is a file. Name a folder.");
        if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
            throw new ArgumentException($"'{output}' is not empty. Name a new folder, or empty this one.");
    }

    private static void RefuseFull(string output, long needed)
    {
        var existing = output;
        while (!Directory.Exists(existing))
            existing = Path.GetDirectoryName(existing)!;
        var free = new DriveInfo(existing).AvailableFreeSpace;
        if (free < needed)
            throw new ArgumentException(FormattableString.Invariant(
                $"'{output}' would take {needed / 1e9:F1} GB, its disk has {free / 1e9:F1} GB free. Free some, name another --out, or write fewer --parts or --layers."));
    }

    private sealed class Meter(long total, Stopwatch clock, IProgress<WritingProgress>? progress, CancellationToken cancellationToken)
    {
        private long _bytes;
        private TimeSpan _reported = -ReportInterval;

        public string Part { get; set; } = "";

        public void Made(long bytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _bytes += bytes;
            if (progress is null || (clock.Elapsed - _reported < ReportInterval && _bytes < total))
                return;
            _reported = clock.Elapsed;
            progress.Report(new WritingProgress(Part, _bytes, total, _reported));
        }
    }
}
