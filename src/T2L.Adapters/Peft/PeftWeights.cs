using T2L.Adapters.Lora;
using T2L.Adapters.Safetensors;

namespace T2L.Adapters.Peft;

/// <summary>Between an adapter and the tensors of <c>adapter_model.safetensors</c>.</summary>
internal static class PeftWeights
{
    /// <summary>The tensors of an adapter under PEFT's names.</summary>
    public static IEnumerable<KeyValuePair<string, TensorData>> Tensors(LoraAdapter adapter)
    {
        foreach (var (path, weights) in adapter.Modules)
        {
            yield return new(LoraTensorNames.OfA(path), weights.A);
            yield return new(LoraTensorNames.OfB(path), weights.B);
        }
    }

    /// <summary>Pairs the tensors of a file and builds the adapter.</summary>
    public static LoraAdapter Read(LoraConfig config, SafetensorsFile file)
    {
        var halves = new OrderedDictionary<string, (string? A, string? B)>(StringComparer.Ordinal);
        foreach (var name in file.Tensors.Keys)
        {
            if (!LoraTensorNames.TryParse(name, out var path, out var isA))
                throw NotLora(name, file.Name);
            var (a, b) = halves.GetValueOrDefault(path);
            halves[path] = isA ? (name, b) : (a, name);
        }

        var modules = new OrderedDictionary<string, LoraWeights>(StringComparer.Ordinal);
        foreach (var (path, (a, b)) in halves)
        {
            if (a is null || b is null)
                throw Incomplete(path, a is null, file.Name);
            modules.Add(path, new LoraWeights(file.Read(a), file.Read(b)));
        }

        return new LoraAdapter(config, modules, file.Name);
    }

    private static AdapterFormatException NotLora(string name, string file)
    {
        var ending = name.EndsWith(LoraTensorNames.EndOfA, StringComparison.Ordinal) || name.EndsWith(LoraTensorNames.EndOfB, StringComparison.Ordinal);
        var expected = ending
            ? $"Names begin with {LoraTensorNames.Prefix} and a module path."
            : "Names end in lora_A.weight or lora_B.weight.";
        return new AdapterFormatException(AdapterFormatError.UnknownTensor, $"Tensor '{name}' is not part of a LoRA adapter. {expected}", file, name);
    }

    private static AdapterFormatException Incomplete(string path, bool missesA, string file)
    {
        var missing = missesA ? LoraTensorNames.OfA(path) : LoraTensorNames.OfB(path);
        return new AdapterFormatException(AdapterFormatError.IncompletePair,
            $"'{path}' has {(missesA ? "lora_B" : "lora_A")} only; tensor '{missing}' is missing.", file, missing);
    }
}
