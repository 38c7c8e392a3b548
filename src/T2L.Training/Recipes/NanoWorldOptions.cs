namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train nano</c>: the whole nano world from nothing.</summary>
public sealed record NanoWorldOptions
{
    /// <summary>Folder that receives what is shipped: base, encoder, hypernetworks, multi-task LoRA. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder that receives a choice of the LoRAs. Default: <c>adapters</c> in <see cref="Output"/>.</summary>
    public string? Adapters { get; init; }

    /// <summary>Folder of the trained parts in float32, of all LoRAs, of checkpoints and logs. Finished parts in it are taken as they are. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Seed of everything. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>File of further tasks for the encoder, known by descriptions alone; null for the suite alone.</summary>
    public string? Descriptions { get; init; }

    /// <summary>Only the first so many training tasks, and no more of them in a step: a trial of minutes, with <see cref="Length"/>. Default: all, and hours.</summary>
    public int? TrainingTasks { get; init; }

    /// <summary>What every run is shortened to: 1 is the recipe, 0.1 a tenth of its steps. Default 1.</summary>
    public double Length { get; init; } = 1;

    /// <summary>Worker threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses settings out of range.</summary>
    /// <exception cref="ArgumentException">One of them is; the message says which and what is expected.</exception>
    internal void Validate()
    {
        var check = new SettingChecks("the nano world");
        check.Require(Length is > 0 and <= 10, FormattableString.Invariant($"length is {Length}, which has to be above 0 and at most 10."));
        check.Between(TrainingTasks ?? 2, 2, 100_000, nameof(TrainingTasks)); // reconstruction standardises over tasks
        check.Between(Workers, 1, 1024);
        var world = NanoWorldFolders.Of(this);
        check.Require(world.Mixed is null, $"the work folder '{world.Work}' and '{world.Mixed}', which receives what is shipped, are one folder or lie in one another, so rounded parts would replace the trained ones. Name folders apart (--work, --out, --adapters).");
    }
}
