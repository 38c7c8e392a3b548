namespace T2L.Hypernetwork;

/// <summary>How a hypernetwork is loaded and run.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Names of the target modules in the order of their embeddings. Default null: the order that the files remember.</summary>
    public IReadOnlyList<string>? ModuleOrder { get; init; }

    /// <summary>Where it runs: <c>cpu</c> (default), <c>cuda:N</c>, or <c>auto</c> for the first GPU where there is one.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of the CPU kernels, 1 or more. Default 0: as many as the machine has processors.</summary>
    public int Threads { get; init; }

    /// <summary>What evaluates the network. Default <see cref="GenerationBackend.Auto"/>.</summary>
    public GenerationBackend Backend { get; init; }
}

/// <summary>What evaluates a hypernetwork.</summary>
public enum GenerationBackend
{
    /// <summary>The CPU kernels on the CPU where they exist, libtorch elsewhere.</summary>
    Auto,

    /// <summary>The CPU kernels; refused on other devices.</summary>
    Kernels,

    /// <summary>libtorch, the yardstick.</summary>
    Torch,
}
