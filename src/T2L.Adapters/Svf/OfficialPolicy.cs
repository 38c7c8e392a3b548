using System.Globalization;
using T2L.Adapters.PyTorch;

namespace T2L.Adapters.Svf;

/// <summary>The two forms in which the official code saves an expert.</summary>
public enum OfficialForm
{
    /// <summary><c>policy_params.pt</c>: a state dict whose entries are numbered, three for each layer in the order gate, up, down.</summary>
    Policy,

    /// <summary><c>learnable_params.pt</c>: a plain dictionary from the weight's name to a parameter.</summary>
    LearnableParams,
}

/// <summary>Experts of the official code, <c>SakanaAI/self-adaptive-llms</c>, read without running anything that their files contain.</summary>
/// <remarks>The official code tells the two forms apart by the file's path; here the names inside decide.</remarks>
public static class OfficialPolicy
{
    private const string Prefix = "learnable_params_module_list.";
    private const string MixtureKey = "adaptive_weights";

    /// <summary>Reads an expert of either form.</summary>
    /// <param name="path">The file.</param>
    /// <param name="decomposition">The decomposition that it is meant for; the file names none.</param>
    /// <param name="label">What to call the expert.</param>
    /// <returns>The expert, its numbers as they were stored.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, hostile, no expert, or does not fit the decomposition.</exception>
    public static SvfExpert Read(string path, DecompositionManifest decomposition, string label = "")
    {
        ArgumentNullException.ThrowIfNull(decomposition);
        var tensors = PyTorchCheckpoint.Read(path);
        var form = FormOf(tensors, path);
        var vectors = form == OfficialForm.Policy ? Numbered(tensors, decomposition, path) : tensors.ToDictionary(StringComparer.Ordinal);
        var expert = new SvfExpert(ManifestOf(path, form, vectors.Keys, decomposition, label), vectors, path);
        SvfFit.CheckMatrices(expert, Path.GetFileName(path), decomposition);
        return expert;
    }

    /// <summary>Writes an expert as the official code does; its numbers as they are stored, bfloat16 or float32.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="form">Which form.</param>
    /// <exception cref="AdapterFormatException">The official code would read something else: its gates are sigmoids, and numbers mean gate, up and down of every layer.</exception>
    public static void Write(string path, SvfExpert expert, OfficialForm form)
    {
        ArgumentNullException.ThrowIfNull(expert);
        if (expert.Manifest.Gate != SvfGate.Sigmoid)
        {
            throw new AdapterFormatException(AdapterFormatError.Unsupported,
                $"the expert's gate is {expert.Manifest.Gate.NameOf()}; official files hold {SvfGate.Sigmoid.NameOf()} gates only. Export the experts that it was mixed from.");
        }

        if (form == OfficialForm.LearnableParams)
            PyTorchCheckpoint.WriteParameters(path, expert.Vectors);
        else
            PyTorchCheckpoint.Write(path, Number(expert));
    }

    private static IEnumerable<KeyValuePair<string, TensorData>> Number(SvfExpert expert)
    {
        var layers = expert.Vectors.Count / SvfTargets.Mlp.Count;
        var wanted = Enumerable.Range(0, layers).SelectMany(layer => SvfTargets.Mlp.Select(module => new SvfMatrixName(layer, module).Value));
        if (!expert.Vectors.Keys.SequenceEqual(wanted, StringComparer.Ordinal))
        {
            throw new AdapterFormatException(AdapterFormatError.Unsupported,
                $"the expert gates {SvfTargets.Show(expert.Manifest.Targets)}; a policy file numbers gate, up and down of every layer from 0 and nothing else. The form learnable-params has names.");
        }

        return expert.Vectors.Select((vector, j) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{j}"), vector.Value));
    }

    private static OfficialForm FormOf(IReadOnlyList<KeyValuePair<string, TensorData>> tensors, string path)
    {
        if (tensors.Count == 0)
            throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"the file holds no tensors; an official expert has {Prefix}0 and so on, or names of weights.", path);
        if (tensors.Any(tensor => tensor.Key == MixtureKey))
        {
            throw new AdapterFormatException(AdapterFormatError.Unsupported,
                $"the file is a mixture of experts ('{MixtureKey}'), not an expert. Import the experts that it mixes, and mix them with its weights.", path);
        }

        var numbered = tensors.Any(tensor => tensor.Key.StartsWith(Prefix, StringComparison.Ordinal));
        var odd = tensors.Select(tensor => tensor.Key)
            .FirstOrDefault(key => numbered ? !key.StartsWith(Prefix, StringComparison.Ordinal) : !SvfMatrixName.TryParse(key, out _));
        return odd is null
            ? numbered ? OfficialForm.Policy : OfficialForm.LearnableParams
            : throw new AdapterFormatException(AdapterFormatError.UnknownTensor,
                $"the file has an entry '{odd}'; an official expert has {Prefix}0 and so on, or names such as model.layers.0.mlp.gate_proj.weight.", path, odd);
    }

    private static Dictionary<string, TensorData> Numbered(
        IReadOnlyList<KeyValuePair<string, TensorData>> tensors, DecompositionManifest decomposition, string path)
    {
        var (perLayer, layers) = (SvfTargets.Mlp.Count, decomposition.Layers);
        if (tensors.Count != perLayer * layers)
        {
            throw new AdapterFormatException(tensors.Count < perLayer * layers ? AdapterFormatError.MissingTensor : AdapterFormatError.UnknownTensor,
                $"the file has {tensors.Count} vectors; '{decomposition.BaseModel}' has {layers} layers and needs {perLayer * layers}: gate, up and down of each.", path);
        }

        var vectors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var (key, vector) in tensors)
        {
            if (!int.TryParse(key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var j) || j >= tensors.Count
                || !vectors.TryAdd(new SvfMatrixName(j / perLayer, SvfTargets.Mlp[j % perLayer]).Value, vector))
            {
                throw new AdapterFormatException(AdapterFormatError.UnknownTensor,
                    $"the file has an entry '{key}'; expected {Prefix}0 to {Prefix}{tensors.Count - 1}, each once.", path, key);
            }
        }

        return vectors;
    }

    private static SvfManifest ManifestOf(
        string path, OfficialForm form, IEnumerable<string> names, DecompositionManifest decomposition, string label)
    {
        var modules = names.Select(name => SvfMatrixName.TryParse(name, out var parsed) ? parsed.Module : "").ToHashSet(StringComparer.Ordinal);
        var targets = SvfTargets.All.Where(modules.Contains).ToArray();
        return new SvfManifest
        {
            Gate = SvfGate.Sigmoid,
            BaseModel = decomposition.BaseModel,
            BaseDigest = decomposition.BaseDigest,
            DecompositionDigest = decomposition.DigestFor(targets),
            Targets = targets,
            Label = label,
            Origin = new SvfOrigin("import", new Dictionary<string, string>
            {
                ["form"] = form == OfficialForm.Policy ? "policy_params" : "learnable_params",
                ["source_digest"] = Digest.OfFile(path).Value,
            }),
        };
    }
}
