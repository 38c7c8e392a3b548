using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;

namespace T2L.Adapters;

/// <summary>An adapter of either kind: a LoRA or an SVF expert, never both.</summary>
public sealed class AnyAdapter
{
    /// <summary>A LoRA.</summary>
    /// <param name="lora">The LoRA.</param>
    public AnyAdapter(LoraAdapter lora)
    {
        ArgumentNullException.ThrowIfNull(lora);
        Lora = lora;
    }

    /// <summary>An SVF expert.</summary>
    /// <param name="expert">The expert.</param>
    public AnyAdapter(SvfExpert expert)
    {
        ArgumentNullException.ThrowIfNull(expert);
        Expert = expert;
    }

    /// <summary>Which of the two it is.</summary>
    public AdapterKind Kind => Expert is null ? AdapterKind.Lora : AdapterKind.Svf;

    /// <summary>The LoRA; null where it is an expert.</summary>
    public LoraAdapter? Lora { get; }

    /// <summary>The expert; null where it is a LoRA.</summary>
    public SvfExpert? Expert { get; }

    /// <summary>Name of the base model; may be empty.</summary>
    public string BaseModel => Expert is null ? Lora!.Config.BaseModel : Expert.Manifest.BaseModel;

    /// <summary>The modules it changes.</summary>
    public IReadOnlyList<string> TargetModules => Expert is null ? [.. Lora!.Config.TargetModules] : Expert.Manifest.Targets;

    /// <summary>Numbers stored.</summary>
    public long ParameterCount => Expert?.ParameterCount ?? Lora!.ParameterCount;

    /// <summary>Reads what a path holds: the file of an expert, a folder with one, or a PEFT folder.</summary>
    /// <param name="path">File or folder.</param>
    /// <returns>The adapter, independent of the files.</returns>
    /// <exception cref="AdapterFormatException">A file is missing, damaged, or no adapter.</exception>
    public static AnyAdapter Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (File.Exists(path))
            return new AnyAdapter(SvfExpertFile.Read(path));
        var file = Path.Combine(path, SvfExpertFile.Name);
        return File.Exists(file) ? new AnyAdapter(SvfExpertFile.Read(file)) : new AnyAdapter(PeftDirectory.Read(path));
    }

    /// <summary>Reads an adapter from files in memory.</summary>
    /// <param name="files">The files by name: <see cref="SvfExpertFile.Name"/>, or those of PEFT.</param>
    /// <returns>The adapter, independent of the files.</returns>
    /// <exception cref="AdapterFormatException">A file is missing, damaged, or no adapter.</exception>
    public static AnyAdapter FromFiles(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.TryGetValue(SvfExpertFile.Name, out var expert)
            ? new AnyAdapter(SvfExpertFile.Read(expert, SvfExpertFile.Name))
            : new AnyAdapter(PeftDirectory.FromFiles(files));
    }

    /// <summary>Its files. Equal adapters give equal bytes.</summary>
    /// <returns>One file of an expert, two of a LoRA.</returns>
    public IReadOnlyList<PeftFile> ToFiles() => Expert is null ? PeftDirectory.ToFiles(Lora!) : SvfExpertFile.ToFiles(Expert);
}
