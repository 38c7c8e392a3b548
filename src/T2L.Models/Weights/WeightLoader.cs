using System.Runtime.ExceptionServices;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Tokenizers.Formats;
using TorchSharp;
using TorchSharp.Modules;

namespace T2L.Models.Weights;

/// <summary>Fills a network's parameters from the weights files; every parameter exactly once, and nothing left over.</summary>
internal static class WeightLoader
{
    // A shared head may be stored twice, and early files hold tables; a configuration of another model is far beyond that.
    private const int Slack = 2;

    private static readonly int Readers = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Refuses a configuration that asks for far more numbers than the files hold, before memory is taken for them.</summary>
    public static void CheckSize(string directory, ModelConfig config)
    {
        config.Validate();
        long stored = 0;
        foreach (string name in WeightFiles.Names(directory))
        {
            using var file = SafetensorsFile.Open(Path.Combine(directory, name));
            stored += file.Tensors.Values.Sum(tensor => tensor.Length / tensor.DType.Size());
        }
        if (config.ParameterCount / Slack > stored)
            throw new ModelFormatException(ModelFormatError.MissingTensor, directory,
                $"config.json describes {config.ParameterCount} parameters, the weights files hold {stored}.");
    }

    public static void Load(string directory, torch.nn.Module network, bool tiedHead)
    {
        var missing = network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        var known = new HashSet<string>(missing.Keys);
        WeightFiles.ForEach(directory, file =>
        {
            var portions = new List<WeightPortion>();
            foreach (var tensor in file.Tensors.Values)
                portions.AddRange(Portions(file, tensor));
            Fill(file, portions);
        });
        if (missing.Count > 0)
            throw new ModelFormatException(ModelFormatError.MissingTensor, directory,
                $"the weights have no '{missing.Keys.Order(StringComparer.Ordinal).First()}' ({missing.Count} tensors are missing).");

        IEnumerable<WeightPortion> Portions(SafetensorsFile file, TensorInfo tensor)
        {
            if (missing.Remove(tensor.Name, out var parameter))
            {
                Check(parameter, file, tensor);
                return WeightPortion.Of(parameter, tensor);
            }
            if (!known.Contains(tensor.Name) && !IsDerived(tensor.Name, tiedHead))
                throw new ModelFormatException(ModelFormatError.UnexpectedTensor, file.Name,
                    $"'{tensor.Name}' is not part of this model; config.json describes another one.");
            return [];
        }
    }

    // Reading is mostly the kernel's copying and clearing of pages, which one core cannot saturate.
    private static void Fill(SafetensorsFile file, List<WeightPortion> portions)
    {
        portions.ForEach(portion => portion.Prepare());
        try
        {
            Parallel.ForEach(portions, new ParallelOptions { MaxDegreeOfParallelism = Readers }, portion => portion.Fill(file));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private static void Check(Parameter parameter, SafetensorsFile file, TensorInfo tensor)
    {
        if (!tensor.DType.IsFloatingPoint())
            throw new ModelFormatException(ModelFormatError.WrongDType, file.Name,
                $"'{tensor.Name}' is {tensor.DType.SafetensorsName()}, expected F32, BF16, F16 or F64.");
        if (!parameter.shape.SequenceEqual(tensor.Shape))
            throw new ModelFormatException(ModelFormatError.WrongShape, file.Name,
                $"'{tensor.Name}' is [{string.Join(", ", tensor.Shape)}], config.json makes it [{string.Join(", ", parameter.shape)}].");
    }

    // Tables that early files stored beside the weights, and a second copy of a shared head.
    private static bool IsDerived(string name, bool tiedHead) =>
        name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || (tiedHead && name == "lm_head.weight");
}
