namespace T2L.Training.Recipes;

/// <summary>Settings of <c>t2l train nano</c>: the whole nano world from nothing.</summary>
public sealed record NanoWorldOptions
{
    /// <summary>Folder that receives base, encoder, hypernetworks and LoRAs. Required.</summary>
    public required string Output { get; init; }

    /// <summary>Folder of checkpoints, logs and what is not shipped. Default: <c>&lt;Output&gt;.work</c>.</summary>
    public string? Work { get; init; }

    /// <summary>Seed of everything. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Only the first so many training tasks, with shorter runs to match: a trial of minutes. Default: all, and hours.</summary>
    public int? TrainingTasks { get; init; }

    /// <summary>What every run is shortened to: 1 is the recipe, 0.1 a tenth of its steps. Default 1.</summary>
    public double Length { get; init; } = 1;

    /// <summary>Worker threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
