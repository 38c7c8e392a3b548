using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Tokenizers.Formats;
using static TorchSharp.torch;

namespace T2L.Models.Weights;

/// <summary>The weights of a model folder at rest, in one file or in shards: looked up by name and read one at a time.</summary>
public sealed class StoredWeights : IDisposable
{
    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, SafetensorsFile> _byName = new(StringComparer.Ordinal);

    private StoredWeights()
    {
    }

    /// <summary>Opens the files of a folder; their headers are checked, no weight is read.</summary>
    /// <param name="directory">Folder with <c>model.safetensors</c>, or shards and their index.</param>
    /// <returns>The open weights.</returns>
    /// <exception cref="ModelFormatException">A file is missing, or a tensor is in two of them.</exception>
    /// <exception cref="AdapterFormatException">A safetensors file is damaged.</exception>
    public static StoredWeights Open(string directory)
    {
        var weights = new StoredWeights();
        try
        {
            foreach (string name in WeightFiles.Names(directory))
                weights.Add(SafetensorsFile.Open(Path.Combine(directory, name)));
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>The shape of a weight.</summary>
    /// <param name="name">Its whole name.</param>
    /// <returns>The dimensions; null where there is no such weight.</returns>
    public IReadOnlyList<long>? ShapeOf(string name) => _byName.TryGetValue(name, out var file) ? file.Tensors[name].Shape : null;

    /// <summary>Reads a weight.</summary>
    /// <param name="name">Its whole name.</param>
    /// <param name="dtype">Number format of the result.</param>
    /// <returns>The weight, on the CPU, independent of the files.</returns>
    /// <exception cref="ModelFormatException">There is no such weight, or it does not hold floating-point numbers.</exception>
    public Tensor Read(string name, ScalarType dtype)
    {
        if (!_byName.TryGetValue(name, out var file))
            throw new ModelFormatException(ModelFormatError.MissingTensor, _files[0].Name, $"the weights have no '{name}'.");
        var stored = file.Tensors[name];
        if (!stored.DType.IsFloatingPoint())
            throw new ModelFormatException(ModelFormatError.WrongDType, file.Name,
                $"'{name}' is {stored.DType.SafetensorsName()}, expected F32, BF16, F16 or F64.");
        using var scope = NewDisposeScope();
        var landing = empty([.. stored.Shape], dtype: stored.DType.ToScalarType());
        if (stored.Length > 0)
            file.CopyTo(name, 0, landing.bytes);
        return landing.to(dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    private void Add(SafetensorsFile file)
    {
        _files.Add(file);
        foreach (string name in file.Tensors.Keys)
            if (!_byName.TryAdd(name, file))
                throw new ModelFormatException(ModelFormatError.UnexpectedTensor, file.Name, $"'{name}' is in an earlier shard too.");
    }
}
